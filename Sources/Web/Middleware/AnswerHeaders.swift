import HTTPTypes
package import Hummingbird

/// The security headers every answer carries (SECURITY 3.1).
package struct AnswerHeaders: RouterMiddleware {
    package typealias Context = WebContext

    private let isSecure: Bool

    /// - Parameter isSecure: whether the public address is https.
    package init(isSecure: Bool) {
        self.isSecure = isSecure
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let surface = Surface(path: request.uri.path)
        for (name, value) in fields(for: surface, response) {
            guard let name = HTTPField.Name(name) else { continue }
            response.headers[name] = value
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "private, no-store" }
        return response
    }

    private func fields(for surface: Surface, _ response: Response) -> [(String, String)] {
        let isPage = response.headers[.contentType]?.hasPrefix("text/html") == true
        var fields = [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", surface == .media ? "no-referrer" : "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()"),
            ("Content-Security-Policy", surface == .page && isPage ? Self.pagePolicy : Self.dataPolicy),
        ]
        if isSecure { fields.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains")) }
        return fields
    }

    private static let pagePolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "media-src 'self' blob:", "connect-src 'self'", "font-src 'self'", "form-action 'self'",
        "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "worker-src 'self' blob:",
        "require-trusted-types-for 'script'",
    ].joined(separator: "; ")

    private static let dataPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"
}
