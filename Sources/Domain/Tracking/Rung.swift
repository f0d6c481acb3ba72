/// The ladder: how far somebody is with a clip, a cue or a brief. Playing the last second is no rung.
package enum Rung: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case assigned, opened, watched, recalled, practised, used

    /// Those that can count as done.
    package static let goals: [Rung] = [.opened, .watched, .recalled, .practised]

    package static func < (left: Rung, right: Rung) -> Bool { left.place < right.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The rungs one person has reached with one thing, and when.
package struct Ladder: Sendable, Hashable {
    private var reached: [Rung: Instant] = [:]

    package init(_ reached: [Rung: Instant] = [:]) {
        self.reached = reached
    }

    /// The first time counts.
    package mutating func reach(_ rung: Rung, at time: Instant?) {
        guard let time else { return }
        reached[rung] = min(reached[rung] ?? time, time)
    }

    package subscript(_ rung: Rung) -> Instant? { reached[rung] }

    /// The highest; nil when there is none.
    package var top: Rung? { reached.keys.max() }

    /// When this rung was reached. A higher one does not stand for it, but whoever did anything with it has opened it.
    package func done(_ goal: Rung) -> Instant? {
        goal == .opened ? reached.filter { $0.key >= .opened }.values.min() : reached[goal]
    }
}
