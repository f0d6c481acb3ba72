/// The names this server answers to.
package enum HostRule: Hashable, Sendable {
    /// Authorities of the configured addresses, such as `clips.example.com` or `clips.example.com:8443`.
    case listed([String])
    /// No public address and bound to loopback: `localhost`, `127.0.0.1` and `[::1]`, with any port. A foreign name that
    /// was made to resolve to loopback (DNS rebinding) stays outside.
    case loopback

    /// Whether a valid authority names this server.
    func accepts(_ authority: Authority) -> Bool {
        switch self {
        case .loopback:
            ["localhost", "127.0.0.1", "[::1]"].contains(authority.host)
        case .listed(let names):
            names.contains { Authority($0)?.withoutDefaultPort == authority.withoutDefaultPort }
        }
    }
}

/// A host with an optional port, as `Host` and absolute targets carry it: lower case, checked.
struct Authority: Hashable, Sendable {
    let host: String
    let port: Int?

    /// Nil when the text is no valid authority.
    init?(_ text: String) {
        let lowered = text.lowercased()
        let host: Substring
        let rest: Substring
        if lowered.hasPrefix("[") {
            guard let end = lowered.firstIndex(of: "]") else { return nil }
            host = lowered[...end]
            rest = lowered[lowered.index(after: end)...]
            guard ClientAddress(String(host.dropFirst().dropLast()))?.isIPv6 == true else { return nil }
        } else {
            host = lowered.prefix { $0 != ":" }
            rest = lowered[host.endIndex...]
            guard Self.isName(host) else { return nil }
        }
        guard rest.isEmpty || rest.first == ":" else { return nil }
        let digits = rest.dropFirst()
        guard digits.count <= 5, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let port = Int(digits)
        guard (port ?? 1) > 0, (port ?? 1) < 65_536 else { return nil }
        self.host = String(host)
        self.port = port
    }

    var withoutDefaultPort: Authority {
        port == 80 || port == 443 ? Authority(host: host) : self
    }

    private init(host: String) {
        self.host = host
        self.port = nil
    }

    private static func isName(_ host: Substring) -> Bool {
        guard (1...255).contains(host.utf8.count), !host.contains("..") else { return false }
        return host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
            default: false
            }
        }
    }
}
