import Domain
import Synchronization

/// What happened inside something that cannot say it.
final class Reported: Sendable {
    private let state = Mutex<Problem?>(nil)

    var problem: Problem? { state.withLock { $0 } }

    func report(_ problem: Problem?) { state.withLock { $0 = problem } }
}
