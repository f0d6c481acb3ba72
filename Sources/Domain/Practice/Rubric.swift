/// What to look at in a take, with levels in words. There is no sum: what is seen stays one thing each.
package struct Rubric: Sendable, Hashable, Identified {
    package static let idPrefix = "rubric"

    package let id: ID<Rubric>
    package let team: ID<Team>
    package let owner: ID<Person>
    package var content: RubricContent
    /// Nobody chooses it for a brief any more; what was filled in stays.
    package var isRetired: Bool
    /// Counts what it said so far; a scorecard keeps the one it was filled in on.
    package var version: Int
    package let createdAt: Instant
    package var updatedAt: Instant

    package init(
        id: ID<Rubric>, team: ID<Team>, owner: ID<Person>, content: RubricContent, isRetired: Bool = false,
        version: Int = 1, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.team = team
        self.owner = owner
        self.content = content
        self.isRetired = isRetired
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// Everything a rubric says: what its versions keep.
package struct RubricContent: Sendable, Hashable, Codable {
    package var title: String
    /// What it is for.
    package var summary: String
    package var criteria: [RubricCriterion]

    package init(title: String, summary: String = "", criteria: [RubricCriterion]) {
        self.title = title
        self.summary = summary
        self.criteria = criteria
    }

    /// Those that are asked.
    package var asked: [RubricCriterion] { criteria.filter { !$0.isRetired } }
}

/// One thing to look at.
package struct RubricCriterion: Sendable, Hashable, Codable, Identified {
    package static let idPrefix = "criterion"
    /// Each is said in words, the lowest first.
    package static let levelCount = 4

    /// The same through all versions, so that takes can be compared.
    package let id: ID<RubricCriterion>
    package var title: String
    /// How much it matters beside the others, from 1 to 10: those that matter most come first.
    package var weight: Int
    package var levels: [String]
    /// Not asked any more; earlier answers keep it.
    package var isRetired: Bool

    package init(
        id: ID<RubricCriterion>, title: String, weight: Int = 1, levels: [String], isRetired: Bool = false
    ) {
        self.id = id
        self.title = title
        self.weight = weight
        self.levels = levels
        self.isRetired = isRetired
    }
}

/// One criterion as it comes from outside.
package struct CriterionInput: Sendable, Hashable {
    /// Nil for a new one.
    package var id: ID<RubricCriterion>?
    package var title: String
    package var weight: Int
    package var levels: [String]
    package var isRetired: Bool

    package init(
        id: ID<RubricCriterion>? = nil, title: String, weight: Int = 1, levels: [String], isRetired: Bool = false
    ) {
        self.id = id
        self.title = title
        self.weight = weight
        self.levels = levels
        self.isRetired = isRetired
    }
}

/// What a rubric is to say, checked.
package struct RubricInput: Sendable, Hashable {
    package let title: String
    package let summary: String
    package let criteria: [CriterionInput]

    package static let mostCriteria = 8

    /// - Throws: `Problem.invalid` with every field that needs another look: `criteria_1.title` and so on.
    package init(title: String, summary: String = "", criteria: [CriterionInput]) throws {
        var problems = FieldProblems()
        let title = title.singleLine
        let summary = summary.trimmedText
        if title.isEmpty || title.unicodeScalars.count > 120 {
            problems.add("title", "Please give a title of 1 to 120 characters.")
        }
        if !Self.fits(summary, 1000) { problems.add("summary", "What it is for has at most 1,000 characters.") }
        let asked = criteria.count { !$0.isRetired }
        if !(1...Self.mostCriteria).contains(asked) || criteria.count > 40 {
            problems.add("criteria", "Please give 1 to 8 criteria.")
        }
        if Set(criteria.compactMap(\.id)).count != criteria.compactMap(\.id).count {
            problems.add("criteria", "Each criterion is there once.")
        }
        var checked: [CriterionInput] = []
        for (index, input) in criteria.prefix(40).enumerated() {
            var criterion = input
            criterion.title = input.title.singleLine
            criterion.levels = input.levels.map(\.singleLine)
            Self.check(criterion, "criteria_\(index + 1)", &problems)
            checked.append(criterion)
        }
        try problems.check()
        self.title = title
        self.summary = summary
        self.criteria = checked
    }

    private static func check(_ criterion: CriterionInput, _ field: String, _ problems: inout FieldProblems) {
        if criterion.title.isEmpty || !fits(criterion.title, 80) {
            problems.add("\(field).title", "Please name the criterion in 1 to 80 characters.")
        }
        if !(1...10).contains(criterion.weight) {
            problems.add("\(field).weight", "A weight is a whole number from 1 to 10.")
        }
        let isWhole = criterion.levels.count == RubricCriterion.levelCount
        if !isWhole || !criterion.levels.allSatisfy({ !$0.isEmpty && fits($0, 200) }) {
            problems.add("\(field).levels", "Please say each of the 4 levels in 1 to 200 characters.")
        }
    }

    /// As a rubric keeps it: criteria that were there stay, retired, also when they are left out.
    /// - Throws: `Problem.invalid` for a criterion that is not of this rubric.
    package func content(after old: RubricContent?, _ newID: () -> ID<RubricCriterion>) throws -> RubricContent {
        let known = Set((old?.criteria ?? []).map(\.id))
        var content = RubricContent(title: title, summary: summary, criteria: [])
        for (index, input) in criteria.enumerated() {
            if let id = input.id, !known.contains(id) {
                throw Problem.invalid("criteria_\(index + 1).id", "This criterion is not of this rubric.")
            }
            content.criteria.append(
                RubricCriterion(
                    id: input.id ?? newID(), title: input.title, weight: input.weight, levels: input.levels,
                    isRetired: input.isRetired))
        }
        let kept = Set(content.criteria.map(\.id))
        for var left in old?.criteria ?? [] where !kept.contains(left.id) {
            left.isRetired = true
            content.criteria.append(left)
        }
        return content
    }

    private static func fits(_ text: String, _ most: Int) -> Bool {
        text.utf8.count <= most * 8 && text.count <= most && text.unicodeScalars.count <= most * 4
    }
}
