/// One person's filled-in rubric of one take.
package struct Scorecard: Sendable, Hashable, Identified {
    package static let idPrefix = "scorecard"

    package let id: ID<Scorecard>
    package let take: ID<Take>
    package let person: ID<Person>
    package let rubric: ID<Rubric>
    /// What the rubric said when it was filled in.
    package let rubricVersion: Int
    package let answers: [ScorecardAnswer]
    package let note: String
    package let createdAt: Instant
    package let updatedAt: Instant

    package init(
        id: ID<Scorecard>, take: ID<Take>, person: ID<Person>, rubric: ID<Rubric>, rubricVersion: Int,
        answers: [ScorecardAnswer], note: String = "", createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.take = take
        self.person = person
        self.rubric = rubric
        self.rubricVersion = rubricVersion
        self.answers = answers
        self.note = note
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// The level that was seen; nil where it was not asked.
    package subscript(_ criterion: ID<RubricCriterion>) -> Int? {
        answers.first { $0.criterion == criterion }?.level
    }
}

/// The level that was seen of one criterion, from 1.
package struct ScorecardAnswer: Sendable, Hashable, Codable {
    package let criterion: ID<RubricCriterion>
    package let level: Int

    package init(_ criterion: ID<RubricCriterion>, _ level: Int) {
        self.criterion = criterion
        self.level = level
    }
}

/// What somebody fills in, checked.
package struct ScorecardInput: Sendable, Hashable {
    package let answers: [ScorecardAnswer]
    package let note: String

    /// - Throws: `Problem.invalid` for a note that is too long, twice the same criterion, or a level there is not.
    package init(answers: [ScorecardAnswer], note: String = "") throws {
        var problems = FieldProblems()
        let note = note.trimmedText
        if note.count > 1000 || note.unicodeScalars.count > 4000 {
            problems.add("note", "A note has at most 1,000 characters.")
        }
        if answers.count > 40 || Set(answers.map(\.criterion)).count != answers.count {
            problems.add("answers", "Please answer each criterion once.")
        }
        if !answers.allSatisfy({ (1...RubricCriterion.levelCount).contains($0.level) }) {
            problems.add("answers", "A level is a whole number from 1 to 4.")
        }
        try problems.check()
        self.answers = answers
        self.note = note
    }

    /// - Throws: `Problem.invalid` unless every criterion that is asked is answered, and no other.
    package func check(against content: RubricContent) throws {
        guard Set(answers.map(\.criterion)) == Set(content.asked.map(\.id)) else {
            throw Problem.invalid("answers", "Please answer every criterion of the rubric.")
        }
    }
}
