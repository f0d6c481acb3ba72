/// Somebody wants to hear what others make of a recording.
package struct FeedbackAsk: Sendable, Hashable, Identified {
    package static let idPrefix = "ask"

    package let id: ID<FeedbackAsk>
    package let clip: ID<Clip>
    package let asker: ID<Person>
    /// What to look at.
    package let note: String
    package let createdAt: Instant
    package var closedAt: Instant?

    package init(
        id: ID<FeedbackAsk>, clip: ID<Clip>, asker: ID<Person>, note: String, createdAt: Instant,
        closedAt: Instant? = nil
    ) {
        self.id = id
        self.clip = clip
        self.asker = asker
        self.note = note
        self.createdAt = createdAt
        self.closedAt = closedAt
    }

    /// - Throws: `Problem.invalid`.
    package static func checkedNote(_ raw: String) throws -> String {
        let note = raw.trimmedText
        guard note.unicodeScalars.count <= 500 else {
            throw Problem.invalid("note", "A note has at most 500 characters.")
        }
        return note
    }
}

/// One person who was asked to look at a recording.
package struct FeedbackTurn: Sendable, Hashable, Identified {
    package static let idPrefix = "turn"

    /// Why this person.
    package enum Why: String, Sendable, Hashable, Codable, CaseIterable {
        /// Asked for by name.
        case named
        /// Offered to help with what the recording is about.
        case subject
        /// It was their turn in the team.
        case rota
    }

    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case waiting, answered
        case handedBack = "handed_back"
        /// Nobody has to look any more.
        case released
    }

    package let id: ID<FeedbackTurn>
    package let ask: ID<FeedbackAsk>
    package let person: ID<Person>
    package let why: Why
    package var state: State
    /// Why it was handed back; empty otherwise.
    package var reason: String
    package let routedAt: Instant
    package var snoozedUntil: Instant?
    package var endedAt: Instant?

    package init(
        id: ID<FeedbackTurn>, ask: ID<FeedbackAsk>, person: ID<Person>, why: Why, state: State = .waiting,
        reason: String = "", routedAt: Instant, snoozedUntil: Instant? = nil, endedAt: Instant? = nil
    ) {
        self.id = id
        self.ask = ask
        self.person = person
        self.why = why
        self.state = state
        self.reason = reason
        self.routedAt = routedAt
        self.snoozedUntil = snoozedUntil
        self.endedAt = endedAt
    }
}

/// How much a person helps, and with what.
package struct FeedbackHelp: Sendable, Hashable {
    package static let usualPerWeek = 3

    /// How often somebody may be asked in seven days.
    package let perWeek: Int
    /// Nobody is asked who said no, but for those who are asked for by name.
    package let isAvailable: Bool
    /// Not asked before the day after.
    package let awayUntil: Day?
    /// What they like to be asked about: stages and objections.
    package let terms: [ID<Term>]
    /// The same in their own words.
    package let note: String

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(
        perWeek: Int = usualPerWeek, isAvailable: Bool = true, awayUntil: Day? = nil, terms: [ID<Term>] = [],
        note: String = ""
    ) throws {
        var problems = FieldProblems()
        if !(0...20).contains(perWeek) { problems.add("per_week", "Please give a whole number from 0 to 20.") }
        if terms.count > 20 { problems.add("terms", "Please choose at most 20.") }
        let note = note.singleLine
        if note.count > 200 || note.unicodeScalars.count > 800 {
            problems.add("note", "This has at most 200 characters.")
        }
        try problems.check()
        self.init(stored: perWeek, isAvailable: isAvailable, awayUntil: awayUntil, terms: terms, note: note)
    }

    package init(stored perWeek: Int, isAvailable: Bool, awayUntil: Day?, terms: [ID<Term>], note: String) {
        self.perWeek = perWeek
        self.isAvailable = isAvailable
        self.awayUntil = awayUntil
        self.terms = terms
        self.note = note
    }

    package static let usual = FeedbackHelp(
        stored: usualPerWeek, isAvailable: true, awayUntil: nil, terms: [], note: "")

    /// Whether the router may think of this person on a day.
    package func isThere(on day: Day) -> Bool {
        isAvailable && perWeek > 0 && awayUntil.map { $0 < day } ?? true
    }
}
