/// How long something took, many times: what is reported of it.
struct Timings: Sendable, Hashable, Encodable {
    /// How many times it was measured.
    let count: Int
    /// Milliseconds that half, 95 and 99 of a hundred did not exceed.
    let p50: Double
    let p95: Double
    let p99: Double

    /// - Parameter seconds: in any order.
    init(seconds: [Double]) {
        let sorted = seconds.sorted()
        count = sorted.count
        p50 = Self.percentile(50, of: sorted) * 1000
        p95 = Self.percentile(95, of: sorted) * 1000
        p99 = Self.percentile(99, of: sorted) * 1000
    }

    /// The smallest value that so many of a hundred do not exceed (nearest rank); 0 of nothing.
    static func percentile(_ percent: Int, of sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = (percent * sorted.count + 99) / 100
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }
}
