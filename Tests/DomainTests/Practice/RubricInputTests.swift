import Domain
import Testing

/// What a rubric may say, and what becomes of criteria that are changed.
struct RubricInputTests {
    private static func criterion(
        _ title: String, id: ID<RubricCriterion>? = nil, weight: Int = 1, levels: Int = 4
    ) -> CriterionInput {
        CriterionInput(
            id: id, title: title, weight: weight, levels: (1...levels).map { "\(title) \($0)" })
    }

    private static func content(_ input: RubricInput, after old: RubricContent? = nil) throws -> RubricContent {
        var number = old?.criteria.count ?? 0
        return try input.content(after: old) {
            number += 1
            return ID("criterion_\(number)")
        }
    }

    @Test func everyFieldThatNeedsAnotherLookIsNamed() {
        let fields = refusedFields {
            try RubricInput(
                title: " ",
                criteria: [
                    Self.criterion("a", weight: 0), Self.criterion("b", weight: 11, levels: 3), Self.criterion(" "),
                ])
        }
        #expect(
            fields == ["title", "criteria_1.weight", "criteria_2.weight", "criteria_2.levels", "criteria_3.title"])
        #expect(refusedFields { try RubricInput(title: "x", criteria: []) } == ["criteria"])
        let many = (1...9).map { Self.criterion("c\($0)") }
        #expect(refusedFields { try RubricInput(title: "x", criteria: many) } == ["criteria"])
    }

    @Test func aCriterionThatIsLeftOutIsRetiredAndKeepsItsWords() throws {
        let first = try Self.content(
            try RubricInput(title: "x", criteria: [Self.criterion("a"), Self.criterion("b")]))
        let second = try Self.content(
            try RubricInput(title: "x", criteria: [Self.criterion("bb", id: ID("criterion_2"))]), after: first)
        #expect(second.asked.map(\.title) == ["bb"])
        #expect(second.criteria.map(\.title) == ["bb", "a"])
        #expect(second.criteria.map(\.isRetired) == [false, true])
    }

    @Test func aCriterionOfAnotherRubricIsRefused() throws {
        let input = try RubricInput(title: "x", criteria: [Self.criterion("a", id: ID("criterion_of_another"))])
        #expect(refusedFields { try Self.content(input) } == ["criteria_1.id"])
    }

    @Test func everyCriterionThatIsAskedIsAnswered() throws {
        let content = try Self.content(
            try RubricInput(title: "x", criteria: [Self.criterion("a"), Self.criterion("b")]))
        let whole = try ScorecardInput(
            answers: [ScorecardAnswer(ID("criterion_1"), 4), ScorecardAnswer(ID("criterion_2"), 1)])
        try whole.check(against: content)
        let half = try ScorecardInput(answers: [ScorecardAnswer(ID("criterion_1"), 4)])
        #expect(refusedFields { try half.check(against: content) } == ["answers"])
        #expect(refusedFields { try ScorecardInput(answers: [ScorecardAnswer(ID("criterion_1"), 5)]) } == ["answers"])
        let twice = [ScorecardAnswer(ID("criterion_1"), 1), ScorecardAnswer(ID("criterion_1"), 2)]
        #expect(refusedFields { try ScorecardInput(answers: twice) } == ["answers"])
    }

    @Test(arguments: StarterRubric.allCases)
    func whatOneBeginsWithIsARubric(starter: StarterRubric) throws {
        let input = try RubricInput(title: starter.title, criteria: starter.criteria)
        #expect((3...5).contains(input.criteria.count))
    }
}
