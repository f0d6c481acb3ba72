import Domain
import Testing

/// What can become of a comment, step by step.
struct CommentLifeTests {
    private static let today = Day(year: 2026, month: 11, day: 25)

    @Test func nothingIsGivenAgainAndNothingAnsweredIsRead() {
        for step in CommentLife.Step.allCases {
            #expect(!CommentLife(step: step).allows(.given))
            #expect(CommentLife(step: step).allows(.read) == (step == .given))
        }
    }

    @Test func whatWasNotLookedAtCannotBeClosed() {
        #expect(!CommentLife().allows(.closed))
        #expect(CommentLife(step: .triedOn).allows(.closed))
        #expect(CommentLife(step: .closed).allows(.willTry))
    }

    @Test func tryingHasADay() throws {
        #expect(try CommentResponse(.triedOn, today: Self.today).triedOn == Self.today)
        let earlier = Self.today.advanced(byDays: -3)
        #expect(try CommentResponse(.triedOn, triedOn: earlier, today: Self.today).triedOn == earlier)
    }

    @Test func impossibleDaysAreRefused() {
        #expect(throws: Problem.self) {
            try CommentResponse(.triedOn, triedOn: Self.today.advanced(byDays: 2), today: Self.today)
        }
        #expect(throws: Problem.self) { try CommentResponse(.willTry, triedOn: Self.today, today: Self.today) }
        #expect(throws: Problem.self) { try CommentResponse(.given, today: Self.today) }
        #expect(throws: Problem.self) {
            try CommentResponse(.willTry, note: String(repeating: "x", count: 1001), today: Self.today)
        }
    }
}
