import Domain
import Testing

struct SetProgressTests {
    private static func item(_ number: Int, _ ladder: Ladder) -> (item: SetItem, progress: ItemProgress) {
        (
            SetItem(id: ID("item_\(number)"), kind: .clip, subject: "clip_\(number)"),
            ItemProgress(ladder: ladder, goal: .watched)
        )
    }

    @Test func setIsDoneWhenItsLastItemIs() {
        let early = Instant(milliseconds: 1)
        let late = Instant(milliseconds: 2)
        let first = Self.item(1, Ladder([.opened: early, .watched: late]))
        let half = SetProgress([first, Self.item(2, Ladder([.opened: early]))])
        #expect(half.done == 1)
        #expect(half.doneAt == nil)
        #expect(half.rung == .opened)
        let whole = SetProgress([first, Self.item(2, Ladder([.watched: early]))])
        #expect(whole.doneAt == late)
        #expect(whole.rung == .watched)
    }

    @Test func emptySetIsNeverDone() {
        let nothing = SetProgress([])
        #expect(nothing.doneAt == nil)
        #expect(nothing.rung == .assigned)
        #expect(!nothing.isBegun)
    }

    @Test func eachKindOfThingIsDoneInItsOwnWay() {
        func goal(_ kind: SetItem.Kind, _ rule: Rung, hasCues: Bool = true) -> Rung {
            SetItem(id: ID("item_1"), kind: kind, subject: "subject_1").goal(in: rule, hasCues: hasCues)
        }
        #expect(goal(.cue, .watched) == .recalled)
        #expect(goal(.cue, .opened) == .opened)
        #expect(goal(.brief, .watched) == .practised)
        #expect(goal(.clip, .recalled) == .recalled)
        #expect(goal(.clip, .recalled, hasCues: false) == .watched)
        #expect(goal(.moment, .watched) == .watched)
    }
}
