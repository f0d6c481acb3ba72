import Synchronization

/// How many requests were answered how, and how long it took, since this process started.
package final class RequestCounts: Sendable {
    package struct Sums: Sendable, Hashable {
        /// By the first digit of the status.
        package var answers = [Int](repeating: 0, count: 6)
        /// Answers within each of the limits and over the last one.
        package var within = [Int](repeating: 0, count: RequestCounts.limits.count + 1)
        package var seconds = 0.0
    }

    /// Seconds.
    package static let limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    private let state = Mutex(Sums())

    package init() {}

    package var sums: Sums { state.withLock { $0 } }

    /// - Parameter status: of the answer; 500 for one that was thrown.
    func count(status: Int, seconds: Double) {
        let place = Self.limits.firstIndex { seconds <= $0 } ?? Self.limits.count
        state.withLock { sums in
            sums.answers[min(max(status / 100, 0), 5)] += 1
            sums.within[place] += 1
            sums.seconds += seconds
        }
    }
}
