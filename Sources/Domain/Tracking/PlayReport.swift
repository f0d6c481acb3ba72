/// One player on one page: what it reports twice counts once.
package enum PlayerInstance: Identified {
    package static let idPrefix = "player"
}

/// What a player reports every few seconds and when its page goes: the stretches it played since the last report.
package struct PlayReport: Sendable, Hashable {
    package let player: ID<PlayerInstance>
    /// Counts the reports of this player; the same number again is the same report.
    package let number: Int
    /// Empty in the first report of a page, which says that it was opened.
    package let intervals: [PlayedInterval]

    package static let mostIntervals = 100
    /// The recording and the player may disagree by so much about where the end is.
    package static let slackAtEnd = 1000
    private static let rates = 100...16_000
    /// A week: longer than any page stays open.
    private static let longestClock = 7 * 86_400_000

    /// - Throws: `Problem.invalid` naming each interval that cannot have been played as it says.
    package init(player: ID<PlayerInstance>, number: Int, intervals: [PlayedInterval]) throws {
        var problems = FieldProblems()
        if !(0...1_000_000).contains(number) { problems.add("number", "Please give a number from 0 to 1,000,000.") }
        guard intervals.count <= Self.mostIntervals else {
            throw Problem.invalid("intervals", "One report has at most \(Self.mostIntervals) intervals.")
        }
        var free = 0
        for (index, interval) in intervals.enumerated() {
            let field = "intervals_\(index + 1)"
            if let complaint = Self.complaint(about: interval, after: free) {
                problems.add(field, complaint)
            } else {
                free = interval.at + interval.wall
            }
        }
        try problems.check()
        self.player = player
        self.number = number
        self.intervals = intervals
    }

    /// The same for a recording of this length; what goes on a little past its end is cut there.
    /// - Throws: `Problem.invalid` for what lies behind the end.
    package func within(_ length: Int) throws -> PlayReport {
        var problems = FieldProblems()
        let cut = intervals.enumerated().map { index, interval -> PlayedInterval in
            if interval.end > length + Self.slackAtEnd {
                problems.add("intervals_\(index + 1)", "It goes on past the end of the clip (\(length) ms).")
            }
            return PlayedInterval(
                start: min(interval.start, length), end: min(interval.end, length), rate: interval.rate,
                isVisible: interval.isVisible, isMuted: interval.isMuted, isFocused: interval.isFocused,
                at: interval.at, wall: interval.wall)
        }
        try problems.check()
        return PlayReport(checked: cut.filter { $0.start < $0.end }, of: self)
    }

    private init(checked: [PlayedInterval], of report: PlayReport) {
        player = report.player
        number = report.number
        intervals = checked
    }

    private static func complaint(about interval: PlayedInterval, after free: Int) -> String? {
        if interval.start < 0 || interval.start >= interval.end { return "It has to end after it begins." }
        if interval.end > longestClock { return "No clip is that long." }
        if !rates.contains(interval.rate) { return "The rate lies between 0.1 and 16." }
        if !(0...longestClock).contains(interval.at) || !(0...longestClock).contains(interval.wall) {
            return "The player's clock cannot show that."
        }
        // One player plays one thing at a time; going back over the same part is a later interval.
        if interval.at < free { return "It overlaps the one before: one player cannot play two parts at once." }
        let possible = Double(interval.wall) * Double(interval.rate) / 1000 * 1.25 + 1000
        if Double(interval.end - interval.start) > possible {
            return "Nobody can play that much in that time. What was jumped over was not played."
        }
        return nil
    }

    // MARK: As text

    /// The intervals as they are stored.
    package var intervalText: String { intervals.map(\.text).joined(separator: " ") }

    /// Nil for anything that `intervalText` does not write.
    package static func intervals(text: String) -> [PlayedInterval]? {
        let parts = text.split(separator: " ")
        let intervals = parts.compactMap { PlayedInterval(text: $0) }
        return intervals.count == parts.count ? intervals : nil
    }
}
