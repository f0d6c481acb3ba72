/// What the scheduler believes about one person and one cue; all but the entry is derived from the log of recalls.
package struct Memory: Sendable, Hashable {
    package let person: ID<Person>
    package let cue: ID<Cue>
    package var enteredAt: Instant
    package var source: MemorySource
    /// The person does not want to be asked it any more; nothing is forgotten by that.
    package var leftAt: Instant?
    /// The chance of recall wanted of this person where it is another than the cue's: a review set's.
    package var retention: Double?
    /// When it is to be asked again, on the learner's calendar; the day of entry for what was never asked.
    package var dueOn: Day
    /// Nil for what was never answered: not started is not forgotten.
    package var known: Known?

    package struct Known: Sendable, Hashable {
        /// Days until the chance of recalling it has fallen to 0.9.
        package let stability: Double
        /// 1 easy ... 10 hard to keep.
        package let difficulty: Double
        package let lastDay: Day
        package let answers: Int
        package let lapses: Int
        package let parameters: ID<MemoryVector>

        package init(
            stability: Double, difficulty: Double, lastDay: Day, answers: Int, lapses: Int,
            parameters: ID<MemoryVector>
        ) {
            self.stability = stability
            self.difficulty = difficulty
            self.lastDay = lastDay
            self.answers = answers
            self.lapses = lapses
            self.parameters = parameters
        }
    }

    package init(
        person: ID<Person>, cue: ID<Cue>, enteredAt: Instant, source: MemorySource, leftAt: Instant? = nil,
        retention: Double? = nil, dueOn: Day, known: Known? = nil
    ) {
        self.person = person
        self.cue = cue
        self.enteredAt = enteredAt
        self.source = source
        self.leftAt = leftAt
        self.retention = retention
        self.dueOn = dueOn
        self.known = known
    }
}

/// How a cue came into somebody's schedule.
package enum MemorySource: String, Sendable, Hashable, Codable, CaseIterable {
    case chosen, assigned, watched
}

/// A fitted vector of the memory model's parameters; kept for ever, so that an older one can come back.
package struct MemoryVector: Sendable, Hashable, Identified {
    package static let idPrefix = "vector"

    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case deployed, refused
        case rolledBack = "rolled_back"
    }

    package let id: ID<MemoryVector>
    /// Nil for everybody's.
    package let person: ID<Person>?
    package let model: String
    package let values: [Double]
    /// How many scored answers it was fitted to.
    package let answers: Int
    /// Mean log loss on the last fifth by time: of the vector in use, and of this one.
    package let oldLoss: Double?
    package let newLoss: Double?
    /// The upper end of the 95 % interval of the difference.
    package let upper: Double?
    package var state: State
    package let createdAt: Instant

    /// The authors' own vector, which is in use until one is fitted: it has no row.
    package static let standard = ID<MemoryVector>("standard")

    package init(
        id: ID<MemoryVector>, person: ID<Person>?, model: String, values: [Double], answers: Int, oldLoss: Double?,
        newLoss: Double?, upper: Double?, state: State, createdAt: Instant
    ) {
        self.id = id
        self.person = person
        self.model = model
        self.values = values
        self.answers = answers
        self.oldLoss = oldLoss
        self.newLoss = newLoss
        self.upper = upper
        self.state = state
        self.createdAt = createdAt
    }
}
