import Database
import Domain
import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Writes down what was looked up. While it runs nobody waits for the disk: what was asked is written a moment later, many at once.
/// Where it does not run, as in commands, each lookup is written before it is answered.
package final class LookupLog: Service {
    private struct State {
        var waiting: [LookupRecord] = []
        var wake: AsyncStream<Void>.Continuation?
    }

    private let ground: Ground
    private let smallWrites: BatchingWriter
    private let state = Mutex(State())

    /// How long the first of a batch waits for others.
    private static let gathering = Duration.milliseconds(20)
    /// While the database is away; the oldest go first.
    private static let mostWaiting = 10_000

    init(ground: Ground, smallWrites: BatchingWriter) {
        self.ground = ground
        self.smallWrites = smallWrites
    }

    /// Whether what is asked is written a moment later.
    package var isRunning: Bool { state.withLock { $0.wake != nil } }

    func write(_ record: LookupRecord) async throws {
        let wake = state.withLock { state in
            if state.wake != nil { state.waiting.append(record) }
            return state.wake
        }
        guard let wake else {
            try await smallWrites.write { try LookupLogStore($0).insert(record) }
            return
        }
        wake.yield()
    }

    /// Returns once everything that was asked so far is written: for whoever reads the log, or adds to a lookup of it.
    func flush() async throws {
        let records = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        do {
            // Also with nothing to write: what another flush has begun comes before it.
            try await smallWrites.write { connection in
                for record in records { try LookupLogStore(connection).insert(record) }
            }
        } catch let failure as DatabaseFailure where failure.isOutage {
            // A database that is changing hands is there again in seconds.
            state.withLock { $0.waiting = Array((records + $0.waiting).suffix(Self.mostWaiting)) }
            throw failure
        }
    }

    package func run() async throws {
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.wake = wake }
        await cancelWhenGracefulShutdown { [self] in
            for await _ in wakes {
                do { try await Task.sleep(for: Self.gathering) } catch { break }
                await flushOrWarn()
            }
        }
        state.withLock { $0.wake = nil }
        await flushOrWarn()
    }

    private func flushOrWarn() async {
        do {
            try await flush()
        } catch {
            ground.logger.warning("lookups could not be written down", metadata: ["error": "\(error)"])
        }
    }
}
