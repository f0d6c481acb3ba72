import HTTPTypes
package import Hummingbird

/// The security headers every answer carries (SECURITY 3.1).
package struct AnswerHeaders: RouterMiddleware {
    package typealias Context = WebContext

    private let media: [HTTPField]
    private let pages: [HTTPField]
    private let workers: [HTTPField]
    private let data: [HTTPField]

    /// - Parameters:
    ///   - isSecure: whether the public address is https.
    ///   - mediaOrigin: where recordings come from when it is not us.
    package init(isSecure: Bool, mediaOrigin: String? = nil) {
        media = Self.fields(referrer: "no-referrer", policy: Self.dataPolicy, isSecure)
        let ours = "media-src 'self' blob:"
        let policy = mediaOrigin.map { Self.pagePolicy.replacing(ours, with: "\(ours) \($0)") } ?? Self.pagePolicy
        pages = Self.fields(referrer: "same-origin", policy: policy, isSecure)
        workers = Self.fields(referrer: "same-origin", policy: Self.workerPolicy, isSecure)
        data = Self.fields(referrer: "same-origin", policy: Self.dataPolicy, isSecure)
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let surface = Surface(path: request.uri.path)
        for field in fields(for: surface, response) { response.headers[field.name] = field.value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "private, no-store" }
        return response
    }

    private func fields(for surface: Surface, _ response: Response) -> [HTTPField] {
        switch surface {
        case .media: media
        case .page where response.headers[.contentType]?.hasPrefix("text/html") == true: pages
        case .page where response.headers[.contentType]?.hasPrefix("text/javascript") == true: workers
        case .page, .api, .asset: data
        }
    }

    private static func fields(referrer: String, policy: String, _ isSecure: Bool) -> [HTTPField] {
        var fields = [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", referrer),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()"),
            ("Content-Security-Policy", policy),
        ]
        if isSecure { fields.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains")) }
        return fields.compactMap { name, value in
            HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
        }
    }

    private static let pagePolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "media-src 'self' blob:", "connect-src 'self'", "font-src 'self'", "form-action 'self'",
        "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "worker-src 'self' blob:",
        "require-trusted-types-for 'script'",
    ].joined(separator: "; ")

    /// A worker has no page around it whose policy would count: it may fetch what is ours and nothing else.
    private static let workerPolicy = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"

    private static let dataPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"
}
