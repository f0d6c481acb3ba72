import Foundation

/// Whom the server may call: `https` on the ports of the web, and what an operator listed by name and port.
package struct OutboundRules: Sendable, Hashable {
    /// A receiver in a network of its own.
    package struct Place: Sendable, Hashable {
        let host: String
        let port: Int

        /// - Parameter text: `embeddings.internal:8080` or `[::1]:8080`.
        /// - Returns: nil for anything else.
        package init?(_ text: String) {
            guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
                (1...65_535).contains(port), colon > text.startIndex
            else { return nil }
            self.init(host: OutboundTarget.bare(String(text[..<colon])), port: port)
        }

        init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    private let listed: Set<Place>

    private static let ports: Set<Int> = [443]

    package init(listed: [Place] = []) {
        self.listed = Set(listed)
    }

    /// What speaks against an address as it is written; nil when nothing does.
    package func objection(to target: OutboundTarget) -> String? {
        guard !isListed(target) else { return nil }
        if !target.isEncrypted { return "It is not https." }
        if !Self.ports.contains(target.port) { return "Port \(target.port) is not listed." }
        if InternetAddress(target.host) != nil { return "It names a number instead of a host, which is not listed." }
        return nil
    }

    /// What speaks against where its name leads. One address nobody may call is enough: the next question could get that one.
    func objection(to addresses: [InternetAddress], of target: OutboundTarget) -> String? {
        if addresses.isEmpty { return "Its name leads nowhere." }
        for address in addresses {
            switch address.reach {
            case .outside: continue
            case .inside where isListed(target): continue
            case .inside: return "It leads into a network of this server's own, and is not listed."
            case .nowhere: return "It leads where nobody may be called."
            }
        }
        return nil
    }

    private func isListed(_ target: OutboundTarget) -> Bool {
        listed.contains(Place(host: target.host, port: target.port))
    }
}

/// An address to call, taken apart.
package struct OutboundTarget: Sendable, Hashable {
    /// As it is sent, with the host and the port as they are here.
    package let text: String
    /// In lower case, without brackets and without a dot at its end.
    package let host: String
    package let port: Int
    let isEncrypted: Bool

    /// - Returns: nil when it is no address of the web, or says who asks.
    package init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x5c }), let parts = URLComponents(string: text),
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme), parts.user == nil,
            parts.password == nil, parts.fragment == nil, let host = parts.host, !host.isEmpty
        else { return nil }
        isEncrypted = scheme == "https"
        port = parts.port ?? (isEncrypted ? 443 : 80)
        self.host = Self.bare(host)
        let name = self.host.contains(":") ? "[\(self.host)]" : self.host
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        self.text = "\(scheme)://\(name):\(port)\(path)" + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
        // Whoever sends it reads it once more, and must come to the same.
        guard (1...65_535).contains(port), !self.host.isEmpty, let again = URL(string: self.text),
            again.host.map(Self.bare) == self.host, again.port == port
        else { return nil }
    }

    static func bare(_ host: String) -> String {
        var host = host.lowercased()
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host.hasSuffix(".") { host.removeLast() }
        return host
    }
}
