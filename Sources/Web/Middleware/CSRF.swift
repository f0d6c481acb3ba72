import Crypto
package import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Refuses changes that a foreign page makes a browser send (CS-1 to CS-5).
package struct CSRF: Sendable {
    private let key: SymmetricKey
    private let publicOrigin: String?

    /// - Parameters:
    ///   - key: at least 32 bytes that stay as long as the storage.
    ///   - publicOrigin: `https://understudy.example.com`; nil on plain loopback, where the Host field counts.
    package init(key: [UInt8], publicOrigin: String?) {
        self.key = SymmetricKey(data: key)
        self.publicOrigin = publicOrigin?.lowercased()
    }

    /// What a page of this session sends back with every change.
    package func token(for session: ID<Session>) -> String {
        code("session:\(session.text)")
    }

    /// The same before signing in.
    package func token(forPreSession value: String) -> String {
        code("pre-session:\(value)")
    }

    /// A token as a page carries it: different on every page, so that the size of a compressed page tells nothing about it.
    package static func masked(_ token: String, _ world: World) -> String {
        let mask = world.randomBytes(token.utf8.count / 2)
        guard let bytes = Hex.bytes(token), bytes.count == mask.count else { return token }
        return Hex.text(mask + zip(bytes, mask).map { $0 ^ $1 })
    }

    /// A token without its mask; anything else as it is.
    private func unmasked(_ sent: String, length: Int) -> String {
        guard sent.utf8.count == 2 * length, let bytes = Hex.bytes(sent) else { return sent }
        return Hex.text(zip(bytes.prefix(length / 2), bytes.suffix(length / 2)).map { $0 ^ $1 })
    }

    /// The request comes from one of our own pages.
    func checkOrigin(_ request: Request) throws {
        if let origin = request.headers[.origin] {
            let own = publicOrigin ?? "http://\(request.head.authority ?? "")"
            guard origin.lowercased() == own.lowercased() else { throw Self.refused }
            return
        }
        guard let name = Self.fetchSite, request.headers[name] == "same-origin" else { throw Self.refused }
    }

    /// The request carries the token of its session, in a form or as `X-CSRF-Token`.
    func checkToken(_ request: Request, _ form: Form?, _ expected: String) throws {
        let sent = Self.fieldName.flatMap { request.headers[$0] } ?? form?["_csrf"] ?? ""
        guard ConstantTime.equal(unmasked(sent, length: expected.utf8.count), expected) else { throw Self.refused }
    }

    /// A request no browser would send: no cookie, no origin, no fetch metadata. Nobody can be tricked into it, and its
    /// JSON content type cannot come from a foreign form.
    func isFromProgram(_ request: Request) -> Bool {
        let hasMetadata = Self.fetchSite.map { request.headers.contains($0) } ?? false
        return !request.headers.contains(.cookie) && !request.headers.contains(.origin) && !hasMetadata
    }

    private func code(_ text: String) -> String {
        Hex.text(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")
    private static let fieldName = HTTPField.Name("X-CSRF-Token")

    private static let refused = Problem(
        status: 403, code: "csrf", title: "This did not come from one of our own pages",
        detail: "Nothing was changed. Load the page again and repeat what you did.")
}
