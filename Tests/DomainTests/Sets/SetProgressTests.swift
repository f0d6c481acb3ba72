import Domain
import Testing

struct SetProgressTests {
    private static func item(_ number: Int, _ ladder: Ladder) -> (item: SetItem, progress: ItemProgress) {
        (
            SetItem(id: ID("item_\(number)"), kind: .clip, subject: "clip_\(number)"),
            ItemProgress(ladder: ladder)
        )
    }

    @Test func setIsDoneWhenItsLastItemIs() {
        let early = Instant(milliseconds: 1)
        let late = Instant(milliseconds: 2)
        let first = Self.item(1, Ladder([.opened: early, .watched: late]))
        let half = SetProgress([first, Self.item(2, Ladder([.opened: early]))], goal: .watched)
        #expect(half.done == 1)
        #expect(half.doneAt == nil)
        #expect(half.rung == .opened)
        let whole = SetProgress([first, Self.item(2, Ladder([.watched: early]))], goal: .watched)
        #expect(whole.doneAt == late)
        #expect(whole.rung == .watched)
    }

    @Test func emptySetIsNeverDone() {
        let nothing = SetProgress([], goal: .opened)
        #expect(nothing.doneAt == nil)
        #expect(nothing.rung == .assigned)
        #expect(!nothing.isBegun)
    }
}
