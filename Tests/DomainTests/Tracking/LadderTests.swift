import Domain
import Testing

struct LadderTests {
    private static let early = Instant(milliseconds: 1000)
    private static let late = Instant(milliseconds: 2000)

    @Test func firstTimeCountsAndTheHighestRungIsTheTop() {
        var ladder = Ladder()
        ladder.reach(.watched, at: Self.late)
        ladder.reach(.watched, at: Self.early)
        ladder.reach(.recalled, at: nil)
        #expect(ladder[.watched] == Self.early)
        #expect(ladder.top == .watched)
    }

    @Test func higherRungDoesNotStandForALowerOneButForHavingOpened() {
        let ladder = Ladder([.used: Self.early])
        #expect(ladder.done(.opened) == Self.early)
        #expect(ladder.done(.watched) == nil)
        #expect(Ladder([.assigned: Self.early]).done(.opened) == nil)
    }
}
