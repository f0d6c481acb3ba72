package import Domain
import Synchronization

/// Time that is moved by hand, and bytes that are counted instead of drawn.
package final class TestWorld: Sendable {
    private struct State {
        var now = Instant(milliseconds: 1_790_000_000_000)
        var uptime = 1000.0
        var drawn: UInt64 = 0
    }

    private let state: Mutex<State>

    package init() {
        state = Mutex(State())
    }

    /// Goes on from where `other` stands now, on its own.
    package init(like other: TestWorld) {
        state = Mutex(other.state.withLock { $0 })
    }

    package var world: World {
        World(
            now: { [self] in state.withLock { $0.now } },
            uptimeSeconds: { [self] in state.withLock { $0.uptime } },
            randomBytes: { [self] count in bytes(count) })
    }

    package var now: Instant { state.withLock { $0.now } }

    package func advance(days: Int64) {
        advance(seconds: days * 86_400)
    }

    package func advance(seconds: Int64) {
        state.withLock { state in
            state.now = state.now.advanced(bySeconds: seconds)
            state.uptime += Double(seconds)
        }
    }

    package func id<Noun: Identified>(_: Noun.Type = Noun.self) -> ID<Noun> {
        world.id()
    }

    private func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            state.drawn += 1
            var rest = state.drawn
            var bytes = [UInt8](repeating: 7, count: count)
            for index in bytes.indices.reversed() where rest > 0 {
                bytes[index] = UInt8(rest & 255)
                rest >>= 8
            }
            return bytes
        }
    }
}
