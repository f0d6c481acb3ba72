import Dispatch
import Domain
import Foundation

extension World {
    /// The real clock and the system's randomness.
    static let live = World(
        now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
        uptimeSeconds: { Double(DispatchTime.now().uptimeNanoseconds) / 1_000_000_000 },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        })
}
