/// What one person has played of one clip, over all devices, pages and days.
package struct WatchTotal: Sendable, Hashable {
    /// When they first had it before them.
    package let openedAt: Instant
    package private(set) var reportedAt: Instant
    /// What they played at least once, and at least twice.
    package private(set) var once = PlayedSpans()
    package private(set) var twice = PlayedSpans()
    /// All of it, replays included; in the recording's time, so that twice the speed takes half as long.
    package private(set) var playedMilliseconds = 0
    /// When each twentieth of the clip was reached: percent to time.
    package private(set) var marks: [Int: Instant] = [:]

    package static let steps = Array(stride(from: 5, through: 100, by: 5))

    package init(openedAt: Instant) {
        self.openedAt = openedAt
        reportedAt = openedAt
    }

    /// As it is stored.
    package init(
        openedAt: Instant, reportedAt: Instant, once: PlayedSpans, twice: PlayedSpans, playedMilliseconds: Int,
        marks: [Int: Instant]
    ) {
        self.openedAt = openedAt
        self.reportedAt = reportedAt
        self.once = once
        self.twice = twice
        self.playedMilliseconds = playedMilliseconds
        self.marks = marks
    }

    /// - Parameter length: of the clip, in milliseconds.
    package mutating func add(_ intervals: [PlayedInterval], length: Int, at now: Instant) {
        reportedAt = max(reportedAt, now)
        for interval in intervals where interval.counts && interval.start < interval.end {
            let range = interval.start..<interval.end
            for again in once.common(with: range) { twice.insert(again) }
            once.insert(range)
            playedMilliseconds += range.count
        }
        let share = percent(of: length)
        for step in Self.steps where step <= share && marks[step] == nil { marks[step] = now }
    }

    /// Unique seconds of those the clip has, in whole percent; the half second that players lose at the end is no loss.
    package func percent(of length: Int) -> Int {
        percent(of: 0..<max(0, length))
    }

    /// The same for a stretch of it.
    package func percent(of range: Range<Int>) -> Int {
        let played = once.common(with: range).reduce(0) { $0 + $1.count }
        return min(100, (played + 500) / 1000 * 100 / max(1, range.count / 1000))
    }

    /// When so much of it had been watched; nil while it has not.
    /// - Parameter threshold: percent; rounded up to the next step of 5.
    package func watchedAt(_ threshold: Int) -> Instant? {
        Self.steps.first { $0 >= threshold }.flatMap { marks[$0] }
    }

    // MARK: As text

    /// `5:1790000000000 10:1790000009000`, as it is stored.
    package var markText: String {
        marks.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.milliseconds)" }.joined(separator: " ")
    }

    /// Nil for anything that `markText` does not write.
    package static func marks(text: String) -> [Int: Instant]? {
        var marks: [Int: Instant] = [:]
        for part in text.split(separator: " ") {
            let halves = part.split(separator: ":").compactMap { Int64($0) }
            guard halves.count == 2 else { return nil }
            marks[Int(halves[0])] = Instant(milliseconds: halves[1])
        }
        return marks
    }
}
