package import HTTPTypes
package import NIOCore

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Where a request comes from, as limits and the audit log need it. IPv4 addresses written as IPv6 count as IPv4.
package struct ClientAddress: Hashable, Sendable, CustomStringConvertible {
    /// Without port or brackets: `192.0.2.7`, `2001:db8::7`.
    package let text: String
    /// 4 or 16 bytes.
    let bytes: [UInt8]

    /// Nil when the text is no IP address.
    package init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(bytes: withUnsafeBytes(of: four) { [UInt8]($0) })
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        self.init(bytes: withUnsafeBytes(of: six) { [UInt8]($0) })
    }

    /// Nil for sockets that have no IP address.
    package init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else { return nil }
        // A link-local address carries its interface after a percent sign.
        self.init(String(text.prefix { $0 != "%" }))
    }

    private init?(bytes: [UInt8]) {
        let mapped = bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        self.bytes = mapped ? Array(bytes[12...]) : bytes
        guard let text = Self.text(of: self.bytes) else { return nil }
        self.text = text
    }

    var isIPv6: Bool { bytes.count == 16 }

    /// What counts as one client: the address itself (`/32`), or the /64 an IPv6 household gets.
    package var network: String {
        guard isIPv6 else { return "\(text)/32" }
        let head = Array(bytes[..<8]) + [UInt8](repeating: 0, count: 8)
        return "\(Self.text(of: head) ?? text)/64"
    }

    package var description: String { text }

    private static func text(of bytes: [UInt8]) -> String? {
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        var characters = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, bytes, &characters, socklen_t(characters.count)) != nil else { return nil }
        return String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// A configured network: `10.0.0.0/8`, `2001:db8::/32` or one address.
package struct AddressRange: Hashable, Sendable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Nil when the text is no address or network.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = ClientAddress(String(first)) else { return nil }
        let all = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : all, (0...all).contains(bits) else { return nil }
        self.bytes = address.bytes
        self.bits = bits
    }

    package func contains(_ address: ClientAddress) -> Bool {
        guard address.bytes.count == bytes.count else { return false }
        return (0..<bytes.count).allSatisfy { index in
            let left = min(max(bits - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xff00 >> left)
            return bytes[index] & mask == address.bytes[index] & mask
        }
    }
}

/// What the gate tells the layers above about a request. It travels as two fields that the gate strips from what the
/// client sent and then sets itself, because a request is the only thing that reaches every layer: a value kept by the
/// connection would be wrong behind a proxy, where one connection carries many clients.
package struct RequestOrigin: Hashable, Sendable {
    /// Nil when the request did not come through the gate (tests without a socket) or has no IP address.
    package let client: ClientAddress?
    /// Names the request in the log and in problem documents; empty when it did not come through the gate.
    package let requestID: String

    package init(_ headers: HTTPFields) {
        client = Self.clientName.flatMap { headers[$0] }.flatMap { ClientAddress($0) }
        requestID = Self.requestIDName.flatMap { headers[$0] } ?? ""
    }

    static let prefix = "understudy-"
    static let clientField = "understudy-client"
    static let requestIDField = "understudy-request-id"
    private static let clientName = HTTPField.Name(clientField)
    private static let requestIDName = HTTPField.Name(requestIDField)
}
