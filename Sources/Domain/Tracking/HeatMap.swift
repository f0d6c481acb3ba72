/// Which seconds of a clip people watch, and which they watch again; nothing of it as long as few people did.
package struct HeatMap: Sendable, Hashable {
    /// What fewer people than this watched is not shown: it would show single people.
    package static let fewestPeople = 5

    /// One second of the clip.
    package struct Second: Sendable, Hashable {
        /// How many people played it, at least half of it.
        package var watched = 0
        /// How many of them played it more than once.
        package var again = 0

        package init(watched: Int = 0, again: Int = 0) {
            self.watched = watched
            self.again = again
        }
    }

    /// Everyone who played any of it.
    package let people: Int
    /// Empty when there are too few people.
    package let seconds: [Second]

    /// - Parameter length: of the clip, in milliseconds.
    package init(_ totals: [WatchTotal], length: Int) {
        let watched = totals.filter { !$0.once.isEmpty }
        people = watched.count
        guard watched.count >= Self.fewestPeople, length > 0 else {
            seconds = []
            return
        }
        var seconds = Array(repeating: Second(), count: (length + 999) / 1000)
        for total in watched {
            for second in Self.played(total.once, length: length) { seconds[second].watched += 1 }
            for second in Self.played(total.twice, length: length) { seconds[second].again += 1 }
        }
        self.seconds = seconds
    }

    /// Whole seconds of which at least half lies in the spans.
    private static func played(_ spans: PlayedSpans, length: Int) -> [Int] {
        var covered: [Int: Int] = [:]
        var whole: [Int] = []
        for span in spans.spans where span.lowerBound < length {
            let last = (min(span.upperBound, length) - 1) / 1000
            for second in span.lowerBound / 1000...max(span.lowerBound / 1000, last) {
                let part = span.clamped(to: second * 1000..<min(length, second * 1000 + 1000)).count
                covered[second, default: 0] += part
            }
        }
        for (second, part) in covered where part * 2 >= min(1000, length - second * 1000) { whole.append(second) }
        return whole
    }
}
