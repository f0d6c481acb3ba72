/// How far one person is with one item of a set.
package struct ItemProgress: Sendable, Hashable {
    package var ladder: Ladder
    /// Unique seconds played of what the item means, in percent; nil for what is not played.
    package var percent: Int?

    package init(ladder: Ladder = Ladder(), percent: Int? = nil) {
        self.ladder = ladder
        self.percent = percent
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
    package init(_ items: [(item: SetItem, progress: ItemProgress)], goal: Rung) {
        let times = items.map { $0.progress.ladder.done(goal) }
        self.items = Dictionary(items.map { ($0.item.id, $0.progress) }, uniquingKeysWith: { first, _ in first })
        count = items.count
        done = times.count { $0 != nil }
        doneAt = !items.isEmpty && done == count ? times.compactMap { $0 }.max() : nil
        rung = items.map { $0.progress.ladder.top ?? .assigned }.min() ?? .assigned
    }

    /// Something of it has been opened.
    package var isBegun: Bool { items.values.contains { $0.ladder.done(.opened) != nil } }
}
