import Glibc

/// An IP address, and whether a server may call it on somebody else's word.
package struct InternetAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16 bytes.
    let bytes: [UInt8]

    /// Nil when the text is no IP address, as `inet_pton` reads it: no octal or hexadecimal parts, none left out.
    package init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { [UInt8]($0) }
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        bytes = withUnsafeBytes(of: six) { [UInt8]($0) }
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var description: String {
        var characters = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &characters, socklen_t(characters.count)) != nil else { return "?" }
        return String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Where an address leads.
    package enum Reach: Sendable, Hashable {
        /// Anywhere on the internet.
        case outside
        /// This machine or a network of its own: only where somebody listed it.
        case inside
        /// Nowhere anybody may be called, listed or not: whole networks, many at once, a cloud's own data.
        case nowhere
    }

    package var reach: Reach {
        bytes.count == 4 ? Self.reach(four: bytes) : reachOfSix
    }

    private static func reach(four: [UInt8]) -> Reach {
        let found = fourRanges.first { range in Prefix(range.0, range.1).holds(four) }
        return found?.2 ?? .outside
    }

    private static let fourRanges: [([UInt8], Int, Reach)] = [
        ([127, 0, 0, 0], 8, .inside), ([10, 0, 0, 0], 8, .inside), ([172, 16, 0, 0], 12, .inside),
        ([192, 168, 0, 0], 16, .inside), ([100, 64, 0, 0], 10, .inside),
        ([0, 0, 0, 0], 8, .nowhere), ([169, 254, 0, 0], 16, .nowhere), ([192, 0, 0, 0], 24, .nowhere),
        ([192, 0, 2, 0], 24, .nowhere), ([192, 88, 99, 0], 24, .nowhere), ([198, 18, 0, 0], 15, .nowhere),
        ([198, 51, 100, 0], 24, .nowhere), ([203, 0, 113, 0], 24, .nowhere), ([224, 0, 0, 0], 4, .nowhere),
        ([240, 0, 0, 0], 4, .nowhere),
    ]

    private var reachOfSix: Reach {
        // An IPv4 address in other clothes leads where that one does.
        if Prefix([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], 96).holds(bytes)
            || Prefix([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], 96).holds(bytes)
        {
            return Self.reach(four: Array(bytes[12...]))
        }
        if Prefix([0x20, 0x02], 16).holds(bytes) { return Self.reach(four: Array(bytes[2..<6])) }
        if bytes == [UInt8](repeating: 0, count: 15) + [1] { return .inside }
        if Prefix([0xfc], 7).holds(bytes) { return .inside }
        return Self.sixNowhere.contains { $0.holds(bytes) } ? .nowhere : .outside
    }

    /// None, IPv4 without a mark, local translation, discarding, tunnels, documentation, this link, old sites, many at once.
    private static let sixNowhere = [
        Prefix([0], 96), Prefix([0, 0x64, 0xff, 0x9b, 0, 1], 48), Prefix([1, 0], 64), Prefix([0x20, 0x01, 0, 0], 32),
        Prefix([0x20, 0x01, 0x0d, 0xb8], 32), Prefix([0xfe, 0x80], 10), Prefix([0xfe, 0xc0], 10), Prefix([0xff], 8),
    ]
}

/// The first bits of an address. Bytes that are not given are 0.
private struct Prefix: Sendable {
    private let bytes: [UInt8]
    private let bits: Int

    init(_ bytes: [UInt8], _ bits: Int) {
        self.bytes = bytes
        self.bits = bits
    }

    func holds(_ address: [UInt8]) -> Bool {
        address.indices.allSatisfy { index in
            let left = min(max(bits - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xff00 >> left)
            return address[index] & mask == (index < bytes.count ? bytes[index] : 0) & mask
        }
    }
}
