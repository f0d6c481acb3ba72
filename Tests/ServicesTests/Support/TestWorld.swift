import Domain
import Synchronization

/// Time that is moved by hand, and bytes that are counted instead of drawn.
final class TestWorld: Sendable {
    private struct State {
        var now = Instant(milliseconds: 1_790_000_000_000)
        var uptime = 1000.0
        var drawn: UInt64 = 0
    }

    private let state = Mutex(State())

    var world: World {
        World(
            now: { [self] in now }, uptimeSeconds: { [self] in state.withLock { $0.uptime } },
            randomBytes: { [self] count in bytes(count) })
    }

    var now: Instant { state.withLock { $0.now } }

    func advance(seconds: Int64) {
        state.withLock { state in
            state.now = state.now.advanced(bySeconds: seconds)
            state.uptime += Double(seconds)
        }
    }

    private func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            state.drawn += 1
            return (0..<count).map { index in
                let shift = (count - 1 - index) * 8
                return shift < 64 ? UInt8((state.drawn >> UInt64(shift)) & 255) : 0
            }
        }
    }
}

/// Numbers that look drawn but are the same in every run (SplitMix64, public domain).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
