/// How far one person is with one item of a set.
package struct ItemProgress: Sendable, Hashable {
    package var ladder: Ladder
    /// Unique seconds played of what the item means, in percent; nil for what is not played.
    package var percent: Int?
    /// The rung that counts as done for this item.
    package let goal: Rung

    package init(ladder: Ladder = Ladder(), percent: Int? = nil, goal: Rung) {
        self.ladder = ladder
        self.percent = percent
        self.goal = goal
    }

    package var doneAt: Instant? { ladder.done(goal) }
}

extension SetItem {
    /// What counts as done for this item of a set with this rule: a cue is recalled and a brief practised, not watched; a clip
    /// without a cue cannot be recalled and is watched instead.
    /// - Parameter hasCues: there is a cue that the clip answers.
    package func goal(in rule: Rung, hasCues: Bool) -> Rung {
        switch kind {
        case .cue: rule == .opened ? .opened : .recalled
        case .brief: rule == .opened ? .opened : .practised
        case .clip, .moment: rule == .recalled && !hasCues ? .watched : rule
        }
    }
}

/// How far one person is with a whole set: items they may not see do not count.
package struct SetProgress: Sendable, Hashable {
    package let items: [ID<SetItem>: ItemProgress]
    /// Items that count, and how many of them are done.
    package let count: Int
    package let done: Int
    /// When the last one was done; nil while there is one to do, and for a set without anything to do.
    package let doneAt: Instant?
    /// The rung every item has reached: the lowest top of all.
    package let rung: Rung

    /// - Parameter items: those that count, with what was reached.
    package init(_ items: [(item: SetItem, progress: ItemProgress)]) {
        let times = items.map(\.progress.doneAt)
        self.items = Dictionary(items.map { ($0.item.id, $0.progress) }, uniquingKeysWith: { first, _ in first })
        count = items.count
        done = times.count { $0 != nil }
        doneAt = !items.isEmpty && done == count ? times.compactMap { $0 }.max() : nil
        rung = items.map { $0.progress.ladder.top ?? .assigned }.min() ?? .assigned
    }

    /// Something of it has been opened.
    package var isBegun: Bool { items.values.contains { $0.ladder.done(.opened) != nil } }
}
