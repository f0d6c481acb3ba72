import ServiceLifecycle
import Synchronization

/// Whether the server has been told to stop: balancers hear it from `/readyz` before the door closes (OP-2).
package final class Readiness: Sendable {
    private let draining = Atomic(false)

    package var isDraining: Bool { draining.load(ordering: .relaxed) }

    package func drain() {
        draining.store(true, ordering: .relaxed)
    }
}

/// Says "not ready" as soon as the server is told to stop, and keeps the door open for a moment longer.
package struct Drain: Service {
    private let readiness: Readiness
    /// Balancers ask about once a second.
    private static let moment = Duration.seconds(1)

    init(readiness: Readiness) {
        self.readiness = readiness
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            do { try await Task.sleep(for: .seconds(86_400 * 365)) } catch { return }
        }
        readiness.drain()
        try await Task.sleep(for: Self.moment)
    }
}
