import Foundation

/// Where mails are handed in, and how.
struct MailServer: Sendable, Hashable {
    /// When TLS begins.
    enum TLSStart: Sendable, Hashable {
        /// With the first byte (`smtps://`).
        case atOnce
        /// When the server has agreed to it (`smtp+starttls://`); where it does not, nothing is handed in.
        case onRequest
    }

    /// Who hands mails in.
    struct Account: Sendable, Hashable {
        let user: String
        /// Never logged.
        let password: String
    }

    let host: String
    let port: Int
    /// Nil for a relay nearby, which is spoken to as it is.
    let tls: TLSStart?
    /// Nil where mails are taken from anybody.
    let account: Account?
    /// A PEM file with the authorities to trust instead of the system's.
    let authorities: String?

    static let addressKey = "UNDERSTUDY_SMTP"
    static let passwordKey = "UNDERSTUDY_SMTP_PASSWORD"
    static let passwordFileKey = "UNDERSTUDY_SMTP_PASSWORD_FILE"
    static let authoritiesKey = "UNDERSTUDY_SMTP_CA"

    private static let kinds: [String: (tls: TLSStart?, port: Int)] = [
        "smtp": (nil, 25), "smtp+starttls": (.onRequest, 587), "smtps": (.atOnce, 465),
    ]

    /// - Parameters:
    ///   - address: `host`, `host:port`, `smtp://host:port`, `smtp+starttls://user@host:port` or `smtps://user@host:port`, the
    ///     user percent-encoded.
    ///   - passwordFile: holds the password, when it is not given itself.
    /// - Throws: `SettingsProblem`. It never repeats the address: somebody may have written a password into it.
    init(
        parsing address: String, password: String? = nil, passwordFile: String? = nil, authorities: String? = nil
    ) throws {
        let text = address.contains("://") ? address : "smtp://\(address)"
        guard let url = URLComponents(string: text), let kind = Self.kinds[url.scheme?.lowercased() ?? ""],
            url.query == nil, url.fragment == nil, ["", "/"].contains(url.path), let host = Self.bare(url.host)
        else {
            throw Self.problem("is not an address like mail.local:25 or smtps://user%40example.com@mail.example.com")
        }
        guard url.password == nil else {
            throw Self.problem("has a password, which belongs into \(Self.passwordKey) or \(Self.passwordFileKey)")
        }
        let port = url.port ?? kind.port
        guard (1...65_535).contains(port) else { throw Self.problem("has a port that is not from 1 to 65535") }
        self.host = host
        self.port = port
        tls = kind.tls
        account = try Self.account(
            of: Self.given(url.user), with: Self.password(password, or: passwordFile), over: kind.tls)
        self.authorities = Self.given(authorities)
        if self.authorities != nil, kind.tls == nil {
            throw SettingsProblem(key: Self.authoritiesKey, reason: "is given, but \(Self.addressKey) is without TLS")
        }
    }

    private static func account(
        of user: String?, with password: String?, over tls: TLSStart?
    ) throws -> Account? {
        guard let user else {
            guard password == nil else {
                throw SettingsProblem(key: passwordKey, reason: "is given, but \(addressKey) names no user")
            }
            return nil
        }
        guard tls != nil else {
            throw problem("names a user, whose password must not travel without smtps:// or smtp+starttls://")
        }
        guard user.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            throw problem("names a user with characters that no name has")
        }
        guard let password else {
            throw SettingsProblem(key: passwordKey, reason: "is needed for the user whom \(addressKey) names")
        }
        return Account(user: user, password: password)
    }

    private static func password(_ password: String?, or file: String?) throws -> String? {
        guard let file = given(file) else { return try given(password).map { try checked($0, passwordKey) } }
        guard given(password) == nil else {
            throw SettingsProblem(key: passwordFileKey, reason: "is given beside \(passwordKey): one is enough")
        }
        var text: String
        do {
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw SettingsProblem(key: passwordFileKey, reason: "names a file that cannot be read: \(error)")
        }
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.isEmpty else { throw SettingsProblem(key: passwordFileKey, reason: "names an empty file") }
        return try checked(text, passwordFileKey)
    }

    /// AUTH PLAIN parts its fields by a zero.
    private static func checked(_ password: String, _ key: String) throws -> String {
        guard password.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            throw SettingsProblem(key: key, reason: "has characters that no password has, such as a line break")
        }
        return password
    }

    /// A name or an IP address without brackets; nil for anything else.
    private static func bare(_ host: String?) -> String? {
        guard var host = host?.lowercased() else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host.hasSuffix(".") { host.removeLast() }
        let isName = host.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._:".utf8.contains(byte)
        }
        return isName && (1...253).contains(host.utf8.count) ? host : nil
    }

    /// A key that is set to nothing is not set.
    private static func given(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func problem(_ reason: String) -> SettingsProblem {
        SettingsProblem(key: addressKey, reason: reason)
    }
}
