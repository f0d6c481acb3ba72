import Domain
package import HTTPTypes
import Hummingbird

/// The two cookies there are: the session, and what stands in for it before signing in (SE-1, CS-5).
package struct SessionCookies: Sendable {
    private let isSecure: Bool

    /// - Parameter isSecure: whether the public address is https; on plain loopback the cookies have plain names.
    package init(isSecure: Bool) {
        self.isSecure = isSecure
    }

    package var sessionName: String { isSecure ? "__Host-sid" : "sid" }
    package var preSessionName: String { isSecure ? "__Host-pre" : "pre" }

    /// Signs a browser in.
    package func settingSession(_ secret: String) -> HTTPField {
        HTTPField(name: .setCookie, value: "\(sessionName)=\(secret); \(attributes)")
    }

    /// Signs a browser out; with it goes everything the browser kept (SE-4).
    package var clearing: [HTTPField] {
        let clear = HTTPField(name: .setCookie, value: "\(sessionName)=; \(attributes); Max-Age=0")
        guard let name = HTTPField.Name("Clear-Site-Data") else { return [clear] }
        return [clear, HTTPField(name: name, value: "\"cookies\", \"storage\"")]
    }

    func settingPreSession(_ value: String) -> HTTPField {
        HTTPField(name: .setCookie, value: "\(preSessionName)=\(value); \(attributes); Max-Age=3600")
    }

    func session(in request: Request) -> String? {
        value(of: sessionName, in: request)
    }

    func preSession(in request: Request) -> String? {
        value(of: preSessionName, in: request).flatMap { $0.utf8.count == 64 ? $0 : nil }
    }

    func freshPreSession(_ world: World) -> String {
        Hex.text(world.randomBytes(32))
    }

    private var attributes: String {
        "Path=/; \(isSecure ? "Secure; " : "")HttpOnly; SameSite=Lax"
    }

    /// The first cookie of the name: a browser sends the most specific one first, and `__Host-` allows only one.
    private func value(of name: String, in request: Request) -> String? {
        for field in request.headers[values: .cookie] {
            for part in field.split(separator: ";") {
                let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard pair.count == 2, pair[0] == name, !pair[1].isEmpty, pair[1].utf8.count <= 256 else { continue }
                return String(pair[1])
            }
        }
        return nil
    }
}
