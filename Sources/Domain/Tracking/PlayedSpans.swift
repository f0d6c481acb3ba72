/// Parts of a recording, each millisecond at most once: in order, apart from each other, the end not included.
package struct PlayedSpans: Sendable, Hashable {
    package private(set) var spans: [Range<Int>] = []

    /// Nobody who watches makes so many pieces of a clip; whoever does loses the shortest, which are worth next to nothing.
    package static let mostSpans = 2000

    package init() {}

    package init(_ ranges: some Sequence<Range<Int>>) {
        for range in ranges { insert(range) }
    }

    package var milliseconds: Int { spans.reduce(0) { $0 + $1.count } }
    package var isEmpty: Bool { spans.isEmpty }

    /// What was there already is not counted again; what touches becomes one.
    package mutating func insert(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let first = index { $0.upperBound >= range.lowerBound }
        let behind = index { $0.lowerBound > range.upperBound }
        var merged = range
        if first < behind {
            merged =
                min(range.lowerBound, spans[first].lowerBound)..<max(range.upperBound, spans[behind - 1].upperBound)
        }
        spans.replaceSubrange(first..<behind, with: [merged])
        if spans.count > Self.mostSpans, let shortest = spans.indices.min(by: { spans[$0].count < spans[$1].count }) {
            spans.remove(at: shortest)
        }
    }

    /// Those parts of `range` that are in here.
    package func common(with range: Range<Int>) -> [Range<Int>] {
        let first = index { $0.upperBound > range.lowerBound }
        return spans[first...].prefix { $0.lowerBound < range.upperBound }.map { $0.clamped(to: range) }
    }

    /// The first span of which `isPast` is true; it is true of all behind it.
    private func index(where isPast: (Range<Int>) -> Bool) -> Int {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if isPast(spans[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: As text

    /// `0-5000 9000-12000`, as it is stored.
    package var text: String {
        spans.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " ")
    }

    /// Nil for anything that `text` does not write.
    package init?(text: String) {
        for part in text.split(separator: " ") {
            let digits = part.split(separator: "-", omittingEmptySubsequences: false)
            let ends = digits.compactMap { Int($0) }
            guard digits.count == 2, ends.count == 2, ends[0] < ends[1], ends[0] >= spans.last?.upperBound ?? 0 else {
                return nil
            }
            spans.append(ends[0]..<ends[1])
        }
    }
}
