import NIOCore
import NIOHTTP1

/// A request that ends at the gate: a small problem document, after which the connection closes.
struct Refusal: Hashable, Sendable, Error {
    let status: Int
    let code: String
    let title: String
    var allowsMethods = false
    var retryAfterSeconds: Int?

    static let allowedMethods: [HTTPMethod] = [.GET, .HEAD, .POST, .PUT, .PATCH, .DELETE, .OPTIONS]

    static let badRequest = Refusal(status: 400, code: "bad_request", title: "This request cannot be read")
    static let badHost = Refusal(status: 400, code: "bad_host", title: "The Host field is missing or not valid")
    static let badTarget = Refusal(status: 400, code: "bad_target", title: "This address is not valid")
    static let methodNotAllowed = Refusal(
        status: 405, code: "method_not_allowed", title: "This method is not allowed", allowsMethods: true)
    static let requestTimeout = Refusal(status: 408, code: "request_timeout", title: "The request came too slowly")
    static let bodyTooLarge = Refusal(status: 413, code: "body_too_large", title: "The request body is too large")
    static let targetTooLong = Refusal(status: 414, code: "target_too_long", title: "This address is too long")
    static let contentEncoding = Refusal(
        status: 415, code: "content_encoding", title: "Request bodies are accepted without content coding only")
    static let expectation = Refusal(
        status: 417, code: "expectation_failed", title: "This expectation is not supported")
    static let wrongHost = Refusal(status: 421, code: "wrong_host", title: "This server does not answer to that name")
    static let headersTooLarge = Refusal(
        status: 431, code: "headers_too_large", title: "The header fields of this request are too large")
    static let handlerTimeout = Refusal(
        status: 503, code: "timeout", title: "The answer took too long", retryAfterSeconds: 5)
    static let tooManyConnections = Refusal(
        status: 503, code: "too_many_connections", title: "Too many connections", retryAfterSeconds: 5)

    /// Head and body of the answer. Nothing the client sent is repeated in it.
    func answer(requestID: String, isSecure: Bool) -> (head: HTTPResponseHead, body: ByteBuffer) {
        let document =
            #"{"type":"about:blank","title":"\#(title)","status":\#(status),"detail":"","code":"\#(code)","#
            + #""request_id":"\#(requestID)"}"#
        var headers = HTTPHeaders([
            ("Content-Type", "application/problem+json"),
            ("Content-Length", String(document.utf8.count)),
            ("Connection", "close"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()"),
            ("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
        ])
        if isSecure {
            headers.add(name: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains")
        }
        if allowsMethods {
            headers.add(name: "Allow", value: Self.allowedMethods.map(\.rawValue).joined(separator: ", "))
        }
        if let retryAfterSeconds { headers.add(name: "Retry-After", value: String(retryAfterSeconds)) }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
        return (head, ByteBuffer(string: document))
    }

    /// The whole answer as bytes, for places without an encoder between them and the socket.
    func bytes(requestID: String, isSecure: Bool) -> ByteBuffer {
        let (head, body) = answer(requestID: requestID, isSecure: isSecure)
        var bytes = ByteBuffer(string: "HTTP/1.1 \(head.status.code) \(head.status.reasonPhrase)\r\n")
        for (name, value) in head.headers { bytes.writeString("\(name): \(value)\r\n") }
        bytes.writeString("\r\n")
        bytes.writeImmutableBuffer(body)
        return bytes
    }
}
