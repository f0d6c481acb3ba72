import Domain
import Testing

/// Grades follow from the key points.
struct RecallTicksTests {
    private static let points = [
        KeyPoint(id: 1, text: "Ask compared to what", isMust: true),
        KeyPoint(id: 2, text: "Name the cost of waiting", isMust: true),
        KeyPoint(id: 5, text: "Offer a smaller start", isMust: false),
    ]

    private static func grade(
        _ ticked: Set<Int>, gaveUp: Bool = false, lookUp: Bool = false, effortless: Bool = false,
        pace: RecallTicks.Pace = .usual, four: Bool = true
    ) -> RecallGrade {
        RecallTicks(points: ticked, wouldLookUp: lookUp, isEffortless: effortless)
            .grade(of: points, gaveUp: gaveUp, pace: pace, usesFourGrades: four)
    }

    @Test func withoutAMustHaveItIsForgotten() {
        #expect(Self.grade([1, 5]) == .forgot)
        #expect(Self.grade([]) == .forgot)
        #expect(Self.grade([1, 2, 5], gaveUp: true) == .forgot)
        #expect(Self.grade([1, 2, 5], lookUp: true) == .forgot)
    }

    @Test func fourGradesTellHardAndEasyApart() {
        #expect(Self.grade([1, 2]) == .hard)
        #expect(Self.grade([1, 2, 5], pace: .slow) == .hard)
        #expect(Self.grade([1, 2, 5]) == .good)
        #expect(Self.grade([1, 2, 5], effortless: true, pace: .fast) == .easy)
        #expect(Self.grade([1, 2, 5], effortless: true, pace: .slow) == .hard)
    }

    @Test func twoGradesAreForgotAndGood() {
        #expect(Self.grade([1, 2], four: false) == .good)
        #expect(Self.grade([1, 2, 5], effortless: true, pace: .fast, four: false) == .good)
        #expect(Self.grade([2, 5], four: false) == .forgot)
    }

    @Test func paceIsThePersonsOwn() {
        let earlier = (1...40).map { $0 * 1000 }
        #expect(RecallTicks.Pace(milliseconds: 39_000, earlier: earlier) == .slow)
        #expect(RecallTicks.Pace(milliseconds: 25_000, earlier: earlier) == .usual)
        #expect(RecallTicks.Pace(milliseconds: 5000, earlier: earlier) == .fast)
        #expect(RecallTicks.Pace(milliseconds: 999_000, earlier: [1000]) == .usual)
    }
}
