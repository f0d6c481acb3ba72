import Crypto
import Domain
import Foundation

/// AWS Signature Version 4 for S3: in the headers of a request, or in the query of an address for others.
struct S3Signature: Sendable {
    let accessKey: String
    let secretKey: String
    let region: String

    /// What is signed of a request. The path and the query are as they are sent: escaped, without order.
    struct Parts {
        var method: String
        var host: String
        var path: String
        var query: [(name: String, value: String)] = []
        /// Names in lower case.
        var headers: [(name: String, value: String)] = []
    }

    /// SHA-256 of no bytes.
    static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// The headers of `parts` and those that sign them.
    /// - Parameter payloadHash: SHA-256 of the body in hexadecimal digits.
    func signed(_ parts: Parts, payloadHash: String, at now: Instant) -> [(name: String, value: String)] {
        let time = Self.time(now)
        var parts = parts
        parts.headers += [("host", parts.host), ("x-amz-content-sha256", payloadHash), ("x-amz-date", time)]
        let signature = signature(of: parts, payloadHash: payloadHash, time)
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope(time)), SignedHeaders=\(Self.names(parts)), "
            + "Signature=\(signature)"
        return parts.headers.filter { $0.name != "host" } + [("authorization", authorization)]
    }

    /// A query for whoever is to send the request; good for so many seconds.
    func presigned(_ parts: Parts, seconds: Int, at now: Instant) -> String {
        let time = Self.time(now)
        var parts = parts
        parts.headers = [("host", parts.host)]
        parts.query += [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", "\(accessKey)/\(scope(time))"),
            ("X-Amz-Date", time), ("X-Amz-Expires", String(seconds)), ("X-Amz-SignedHeaders", "host"),
        ]
        let signature = signature(of: parts, payloadHash: "UNSIGNED-PAYLOAD", time)
        return "\(Self.query(parts.query))&X-Amz-Signature=\(signature)"
    }

    /// Names and values escaped and in order, as they are signed and may be sent.
    static func query(_ items: [(name: String, value: String)]) -> String {
        items.map { (name: $0.name.percentEncoded(), value: $0.value.percentEncoded()) }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    private func signature(of parts: Parts, payloadHash: String, _ time: String) -> String {
        let headers = parts.headers.sorted { $0.name < $1.name }
        let request = [
            parts.method, parts.path, Self.query(parts.query),
            headers.map { "\($0.name):\($0.value)\n" }.joined(), Self.names(parts), payloadHash,
        ].joined(separator: "\n")
        let text = [
            "AWS4-HMAC-SHA256", time, scope(time), Hex.text(SHA256.hash(data: Data(request.utf8))),
        ].joined(separator: "\n")
        let key = [String(time.prefix(8)), region, "s3", "aws4_request"]
            .reduce(Array("AWS4\(secretKey)".utf8)) { Self.code($1, $0) }
        return Hex.text(Self.code(text, key))
    }

    private func scope(_ time: String) -> String { "\(time.prefix(8))/\(region)/s3/aws4_request" }

    private static func names(_ parts: Parts) -> String {
        parts.headers.map(\.name).sorted().joined(separator: ";")
    }

    private static func code(_ text: String, _ key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
    }

    /// `20261126T055142Z`
    private static func time(_ now: Instant) -> String {
        now.rfc3339.filter { $0 != "-" && $0 != ":" }
    }
}
