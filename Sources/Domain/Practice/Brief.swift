/// What to practise: a situation, what the buyer says in it, and how an answer to it may look.
package struct Brief: Sendable, Hashable, Identified {
    package static let idPrefix = "brief"

    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case draft, published, retired
    }

    package let id: ID<Brief>
    package let team: ID<Team>
    package let owner: ID<Person>
    package var state: State
    package var content: BriefContent
    /// The question that asked for it; nil when none did.
    package let request: ID<RecordingRequest>?
    /// Counts what it said so far; takes keep the one they were recorded for.
    package var version: Int
    package let createdAt: Instant
    package var updatedAt: Instant

    package init(
        id: ID<Brief>, team: ID<Team>, owner: ID<Person>, state: State = .draft, content: BriefContent,
        request: ID<RecordingRequest>? = nil, version: Int = 1, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.team = team
        self.owner = owner
        self.state = state
        self.content = content
        self.request = request
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    package var access: BriefAccess { BriefAccess(team: team, state: state) }
}

/// Everything a brief says: what its versions keep.
package struct BriefContent: Sendable, Hashable, Codable {
    package var title: String
    /// What the buyer says.
    package var line: String
    /// Who the buyer is and what happened before.
    package var situation: String
    package var stage: ID<Term>?
    package var objection: ID<Term>?
    package var persona: ID<Term>?
    /// What should come up, in order.
    package var points: [String]
    /// The conversation as it is planned.
    package var dialogue: [BriefTurn]
    /// How long an answer is meant to be; nobody is stopped.
    package var targetSeconds: Int?
    package var answers: [TakeKind]
    package var audience: TakeAudience
    /// What is looked at in takes.
    package var rubric: ID<Rubric>?
    /// How many have to fill it in before the maker of a take sees what they saw; nil for one.
    package var reviewers: Int?
    /// After so many days it is shown however few filled it in; nil for a week.
    package var releaseDays: Int?

    package static let usualReleaseDays = 7

    package init(
        title: String, line: String = "", situation: String = "", stage: ID<Term>? = nil, objection: ID<Term>? = nil,
        persona: ID<Term>? = nil, points: [String] = [], dialogue: [BriefTurn] = [], targetSeconds: Int? = nil,
        answers: [TakeKind] = TakeKind.allCases, audience: TakeAudience = .asked, rubric: ID<Rubric>? = nil,
        reviewers: Int? = nil, releaseDays: Int? = nil
    ) {
        self.title = title
        self.line = line
        self.situation = situation
        self.stage = stage
        self.objection = objection
        self.persona = persona
        self.points = points
        self.dialogue = dialogue
        self.targetSeconds = targetSeconds
        self.answers = answers
        self.audience = audience
        self.rubric = rubric
        self.reviewers = reviewers
        self.releaseDays = releaseDays
    }
}

/// One line of a planned conversation.
package struct BriefTurn: Sendable, Hashable, Codable {
    package enum Speaker: String, Sendable, Hashable, Codable, CaseIterable {
        case buyer, rep
    }

    package let who: Speaker
    package let text: String

    package init(_ who: Speaker, _ text: String) {
        self.who = who
        self.text = text
    }
}

/// How an answer may be given.
package enum TakeKind: String, Sendable, Hashable, Codable, CaseIterable {
    case video, screen, voice, text
}

/// Who sees a take once it is submitted, besides its maker, those who were asked to look and the managers of the team.
package enum TakeAudience: String, Sendable, Hashable, Codable, CaseIterable {
    case asked, team, everyone
}
