/// The freedom around an interval: dues spread over days, and the least busy day can be chosen.
package enum Fuzz {
    /// The days a cue may be asked on instead of `interval` days from now; the interval itself below 2.5 days.
    /// - Parameter longest: the longest interval there is.
    package static func range(around interval: Int, longest: Int = 36_500) -> ClosedRange<Int> {
        let days = Double(interval)
        guard days >= 2.5 else { return interval...interval }
        let spread =
            1 + 0.15 * max(min(days, 7) - 2.5, 0) + 0.10 * max(min(days, 20) - 7, 0) + 0.05 * max(days - 20, 0)
        let low = max(2, Int((days - spread).rounded(.toNearestOrEven)))
        let high = min(longest, Int((days + spread).rounded(.toNearestOrEven)))
        return min(low, high)...high
    }

    /// One of the days, the same for the same draw.
    /// - Parameter draw: 0 ..< 1
    package static func pick(_ range: ClosedRange<Int>, draw: Double) -> Int {
        range.lowerBound + Int((draw * Double(range.count)).rounded(.down))
    }

    /// A draw that a replay makes again: from whose memory it is, of what, and the number of the review.
    /// - Returns: 0 ..< 1
    package static func draw(person: String, cue: String, review: Int) -> Double {
        // FNV-1a over the parts, then the finaliser of SplitMix64, whose high bits are well mixed.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(person)\u{1f}\(cue)\u{1f}\(review)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
        return Double(SplitMix.mixed(hash) >> 11) * 0x1p-53
    }

    /// The day with the least to do among those allowed; of equals the one nearest to the interval, earlier first.
    /// - Parameters:
    ///   - load: how much is due so many days from now.
    ///   - isFree: whether that day is one to work on; when none is, all are.
    package static func leastBusy(
        around interval: Int, longest: Int = 36_500, load: (Int) -> Int, isFree: (Int) -> Bool
    ) -> Int {
        let range = range(around: interval, longest: longest)
        let free = range.filter(isFree)
        let days = free.isEmpty ? Array(range) : free
        let ranked = days.min { (load($0), abs($0 - interval), $0) < (load($1), abs($1 - interval), $1) }
        return ranked ?? interval
    }
}
