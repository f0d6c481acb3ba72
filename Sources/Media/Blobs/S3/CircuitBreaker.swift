import Synchronization

/// Stops asking a store that does not answer: five failures within ten seconds open it, and after five seconds one request
/// may try again (DS-6). Times are seconds of a clock that never steps back.
final class CircuitBreaker: Sendable {
    private struct State {
        var failures: [Double] = []
        /// Nil while everybody may ask.
        var openedAt: Double?
        var isTrying = false
    }

    private static let mostFailures = 5
    private static let withinSeconds = 10.0
    private static let pauseSeconds = 5.0

    private let state = Mutex(State())

    /// Whether requests would be let through, or one could try.
    func isClosed(at now: Double) -> Bool {
        state.withLock { $0.openedAt.map { now - $0 >= Self.pauseSeconds } ?? true }
    }

    /// To be asked before each request.
    /// - Throws: `BlobOutage` while it is open.
    func admit(at now: Double) throws {
        try state.withLock { state in
            guard let openedAt = state.openedAt else { return }
            guard now - openedAt >= Self.pauseSeconds, !state.isTrying else {
                throw BlobOutage("it failed \(Self.mostFailures) times just now")
            }
            state.isTrying = true
        }
    }

    func succeeded() {
        state.withLock { $0 = State() }
    }

    func failed(at now: Double) {
        state.withLock { state in
            state.isTrying = false
            guard state.openedAt == nil else {
                state.openedAt = now
                return
            }
            state.failures = state.failures.filter { now - $0 < Self.withinSeconds } + [now]
            if state.failures.count >= Self.mostFailures { state.openedAt = now }
        }
    }

    /// The request ended without saying anything about the store: its caller went away.
    func gaveUp() {
        state.withLock { $0.isTrying = false }
    }
}
