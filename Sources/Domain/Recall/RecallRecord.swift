/// One line of the log of recalls: an answer given before the reveal, or a later correction of its grade. Never changed; memory
/// is what replaying these lines gives.
package struct RecallRecord: Sendable, Hashable, Identified {
    package static let idPrefix = "recall"

    package let id: ID<RecallRecord>
    package let person: ID<Person>
    package let cue: ID<Cue>
    package let cueVersion: Int
    package let epoch: Int
    package let occasion: RecallOccasion
    /// The line that was shown.
    package let line: String
    /// What was revealed; nil when nothing could be played.
    package let clip: ID<Clip>?
    package let answeredAt: Instant
    /// On the learner's own calendar.
    package let day: Day
    /// From the cue to the answer.
    package let latencyMilliseconds: Int
    package let answer: String
    package let gaveUp: Bool
    package let ticked: [Int]
    /// A hint was shown first: it does not count.
    package let isAssisted: Bool
    /// Nil for what was answered too fast to mean anything: it does not count.
    package let grade: RecallGrade?
    package let source: GradeSource
    package let rater: ID<Person>
    /// The chance of recall as it was predicted before the answer; nil for the first answer and for the same day.
    package let chance: Double?
    package let model: String
    package let parameters: ID<MemoryVector>
    /// Where within the days around its interval it was put, 0 ..< 1: so that a replay finds the same day.
    package let slack: Double
    /// The answer whose grade this line replaces; nil for an answer.
    package let corrects: ID<RecallRecord>?
    package let createdAt: Instant

    package init(
        id: ID<RecallRecord>, person: ID<Person>, cue: ID<Cue>, cueVersion: Int, epoch: Int, occasion: RecallOccasion,
        line: String, clip: ID<Clip>?, answeredAt: Instant, day: Day, latencyMilliseconds: Int, answer: String,
        gaveUp: Bool, ticked: [Int], isAssisted: Bool = false, grade: RecallGrade?, source: GradeSource,
        rater: ID<Person>, chance: Double?, model: String, parameters: ID<MemoryVector>, slack: Double,
        corrects: ID<RecallRecord>? = nil, createdAt: Instant
    ) {
        self.id = id
        self.person = person
        self.cue = cue
        self.cueVersion = cueVersion
        self.epoch = epoch
        self.occasion = occasion
        self.line = line
        self.clip = clip
        self.answeredAt = answeredAt
        self.day = day
        self.latencyMilliseconds = latencyMilliseconds
        self.answer = answer
        self.gaveUp = gaveUp
        self.ticked = ticked
        self.isAssisted = isAssisted
        self.grade = grade
        self.source = source
        self.rater = rater
        self.chance = chance
        self.model = model
        self.parameters = parameters
        self.slack = slack
        self.corrects = corrects
        self.createdAt = createdAt
    }
}

/// A cue that was put before somebody, and how far they are with it. At most one of a person is open.
package struct Showing: Sendable, Hashable, Identified {
    package static let idPrefix = "showing"

    package let id: ID<Showing>
    package let person: ID<Person>
    package let cue: ID<Cue>
    package let cueVersion: Int
    package let epoch: Int
    package let occasion: RecallOccasion
    package let line: String
    /// What answers it this time.
    package let moment: CueMoment?
    package let shownAt: Instant
    package let day: Day
    package let chance: Double?
    package let parameters: ID<MemoryVector>
    package var answer: Answer?
    /// Graded, or left: nothing can be done with it any more.
    package var settledAt: Instant?

    /// What was committed before the reveal.
    package struct Answer: Sendable, Hashable {
        package let text: String
        package let gaveUp: Bool
        package let at: Instant
        package let latencyMilliseconds: Int

        package init(text: String, gaveUp: Bool, at: Instant, latencyMilliseconds: Int) {
            self.text = text
            self.gaveUp = gaveUp
            self.at = at
            self.latencyMilliseconds = latencyMilliseconds
        }
    }

    package init(
        id: ID<Showing>, person: ID<Person>, cue: ID<Cue>, cueVersion: Int, epoch: Int, occasion: RecallOccasion,
        line: String, moment: CueMoment?, shownAt: Instant, day: Day, chance: Double?, parameters: ID<MemoryVector>,
        answer: Answer? = nil, settledAt: Instant? = nil
    ) {
        self.id = id
        self.person = person
        self.cue = cue
        self.cueVersion = cueVersion
        self.epoch = epoch
        self.occasion = occasion
        self.line = line
        self.moment = moment
        self.shownAt = shownAt
        self.day = day
        self.chance = chance
        self.parameters = parameters
        self.answer = answer
        self.settledAt = settledAt
    }
}

/// What somebody commits before the reveal.
package struct RecallAnswer: Sendable, Hashable {
    package let text: String
    package let gaveUp: Bool

    /// Faster than this nobody reads a line and answers it: it is kept, but not rated.
    package static let fewestMilliseconds = 2000

    /// - Throws: `Problem.invalid` for an empty answer that is no "I don't know" either.
    package init(text: String, gaveUp: Bool) throws {
        let text = text.trimmedText
        guard gaveUp || !text.isEmpty else {
            throw Problem.invalid("answer", "Please answer first, or say that you don't know.")
        }
        guard text.count <= 4000, text.unicodeScalars.count <= 16_000 else {
            throw Problem.invalid("answer", "An answer has at most 4,000 characters.")
        }
        self.text = text
        self.gaveUp = gaveUp
    }
}
