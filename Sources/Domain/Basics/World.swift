/// Time, ids and randomness. The only place they come from: a test owns them by handing in its own.
package struct World: Sendable {
    /// Wall time: for display, expiry and audit.
    package let now: @Sendable () -> Instant
    /// Seconds of a clock that never steps back: leases, limits, time-outs (DS-8).
    package let uptimeSeconds: @Sendable () -> Double
    /// That many bytes no one can guess.
    package let randomBytes: @Sendable (Int) -> [UInt8]

    package init(
        now: @escaping @Sendable () -> Instant,
        uptimeSeconds: @escaping @Sendable () -> Double,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.now = now
        self.uptimeSeconds = uptimeSeconds
        self.randomBytes = randomBytes
    }

    /// A new id: prefix, 9 characters of time, 16 of randomness (80 bits), all in an alphabet that sorts like its numbers.
    package func id<Noun: Identified>(_: Noun.Type = Noun.self) -> ID<Noun> {
        ID("\(Noun.idPrefix)_\(Self.timeText(now().milliseconds))\(Self.text(of: randomBytes(10)))")
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    private static func timeText(_ milliseconds: Int64) -> String {
        var rest = UInt64(clamping: milliseconds)
        var characters: [Character] = []
        for _ in 0..<9 {
            characters.append(alphabet[Int(rest & 31)])
            rest >>= 5
        }
        return String(characters.reversed())
    }

    private static func text(of bytes: [UInt8]) -> String {
        var characters: [Character] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = (buffer << 8) | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                characters.append(alphabet[Int((buffer >> bits) & 31)])
            }
            buffer &= (1 << bits) - 1
        }
        return String(characters)
    }
}
