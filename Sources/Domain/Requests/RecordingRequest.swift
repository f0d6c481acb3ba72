/// A question nobody here has answered yet: the team is asked to record an answer.
package struct RecordingRequest: Sendable, Hashable, Identified {
    package static let idPrefix = "request"

    package let id: ID<RecordingRequest>
    /// The buyer's sentence.
    package let text: String
    package let stage: ID<Term>?
    package let objection: ID<Term>?
    /// Whose people see it; nil when the first asker had no team: then only those it concerns, and admins.
    package let team: ID<Team>?
    package var state: RequestState
    package let createdAt: Instant
    package var updatedAt: Instant

    package init(
        id: ID<RecordingRequest>, text: String, stage: ID<Term>?, objection: ID<Term>?, team: ID<Team>?,
        state: RequestState, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.text = text
        self.stage = stage
        self.objection = objection
        self.team = team
        self.state = state
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// Where a request stands. Nothing settles itself: only askers say that an answer is the one they wanted.
package enum RequestState: String, Sendable, Hashable, Codable, CaseIterable {
    case open, answered, settled, closed
}

/// What an asker says of an answer.
package enum RequestVerdict: String, Sendable, Hashable, Codable, CaseIterable {
    case thatIsIt = "that_is_it"
    case notQuite = "not_quite"
}

/// One person who wants to know.
package struct RequestAsker: Sendable, Hashable {
    package let person: ID<Person>
    package let note: String
    package let askedAt: Instant
    package var verdict: RequestVerdict?

    package init(person: ID<Person>, note: String, askedAt: Instant, verdict: RequestVerdict? = nil) {
        self.person = person
        self.note = note
        self.askedAt = askedAt
        self.verdict = verdict
    }
}

/// One person who was asked to answer.
package struct RequestTurn: Sendable, Hashable, Identified {
    package static let idPrefix = "turn"

    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case waiting, answered, declined
        case handedOn = "handed_on"
        /// Nobody has to answer any more: somebody else did, or the question is gone.
        case released
    }

    package let id: ID<RequestTurn>
    package let person: ID<Person>
    package var state: State
    /// Why it was declined or handed on; empty otherwise.
    package var reason: String
    package let routedAt: Instant
    package var endedAt: Instant?

    package init(
        id: ID<RequestTurn>, person: ID<Person>, state: State, reason: String, routedAt: Instant, endedAt: Instant?
    ) {
        self.id = id
        self.person = person
        self.state = state
        self.reason = reason
        self.routedAt = routedAt
        self.endedAt = endedAt
    }
}

/// A clip that answers a request.
package struct RequestAnswer: Sendable, Hashable, Identified {
    package static let idPrefix = "answer"

    package let id: ID<RequestAnswer>
    package let clip: ID<Clip>
    package let moment: ID<Moment>?
    package let person: ID<Person>
    /// Recorded for this request and not published yet: it becomes an answer when it is.
    package let isPromise: Bool
    package let answeredAt: Instant

    package init(
        id: ID<RequestAnswer>, clip: ID<Clip>, moment: ID<Moment>?, person: ID<Person>, isPromise: Bool,
        answeredAt: Instant
    ) {
        self.id = id
        self.clip = clip
        self.moment = moment
        self.person = person
        self.isPromise = isPromise
        self.answeredAt = answeredAt
    }
}

/// One thing that happened to a request.
package struct RequestStep: Sendable, Hashable, Identified {
    package static let idPrefix = "step"

    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case asked, joined, left, routed, declined, answered, confirmed, reopened, closed
        case handedOn = "handed_on"
        case promised
    }

    package let kind: Kind
    package let person: ID<Person>?
    package let note: String
    package let at: Instant

    package init(_ kind: Kind, person: ID<Person>?, note: String = "", at: Instant) {
        self.kind = kind
        self.person = person
        self.note = note
        self.at = at
    }
}
