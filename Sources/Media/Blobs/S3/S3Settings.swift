import Domain
import Foundation

/// How an S3-compatible store is reached: `s3://bucket/prefix?endpoint=https://...&region=...`.
package struct S3Settings: Sendable {
    /// How a browser gets a recording.
    package enum Delivery: String, Sendable {
        /// Through us, part by part.
        case proxy
        /// From the store itself, by an address that is good for five minutes.
        case redirect
    }

    package let bucket: String
    /// Before every name, with a slash at its end; empty for none.
    package let prefix: String
    /// Scheme, host and port, such as `https://s3.eu-central-1.amazonaws.com`.
    package let endpoint: String
    /// The same as browsers reach it, where that differs.
    package let publicEndpoint: String
    package let region: String
    /// The bucket is a part of the path, and not of the host.
    package let isPathStyle: Bool
    package let delivery: Delivery
    /// A PEM file with the authorities to trust instead of the system's.
    package let authorities: String?
    /// Never logged.
    package let accessKey: String
    package let secretKey: String

    /// What cannot be used, in words for whoever set it.
    package struct Mistake: Error, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter address: `s3://bucket/prefix` with `endpoint` (AWS when not given), `public`, `region` (`us-east-1`),
    ///   `style` (`path` or `host`; `path` with an endpoint), `delivery` (`proxy` or `redirect`) and `ca` behind a `?`.
    /// - Throws: `Mistake`.
    package init(address: String, accessKey: String?, secretKey: String?) throws {
        guard let parts = URLComponents(string: address), parts.scheme == "s3", let bucket = parts.host,
            Self.isName(bucket)
        else { throw Mistake(description: "is not an address like s3://bucket/prefix?endpoint=https://host") }
        guard let accessKey, let secretKey, !accessKey.isEmpty, !secretKey.isEmpty else {
            throw Mistake(description: "needs BLOBS_ACCESS_KEY and BLOBS_SECRET_KEY")
        }
        var words: [String: String] = [:]
        for item in parts.queryItems ?? [] { words[item.name] = item.value }
        let known: Set = ["endpoint", "public", "region", "style", "delivery", "ca"]
        if let unknown = words.keys.sorted().first(where: { !known.contains($0) }) {
            throw Mistake(description: "has \(unknown), which means nothing; known are \(known.sorted())")
        }
        let prefix = parts.path.split(separator: "/").map(String.init)
        guard prefix.allSatisfy({ Self.isName($0) && $0 != "." && $0 != ".." }) else {
            throw Mistake(description: "has a prefix with more than letters, digits, dots, dashes and underscores")
        }
        self.bucket = bucket
        self.prefix = prefix.isEmpty ? "" : prefix.joined(separator: "/") + "/"
        self.accessKey = accessKey
        self.secretKey = secretKey
        region = words["region"] ?? "us-east-1"
        endpoint = try Self.origin(words["endpoint"] ?? "https://s3.\(region).amazonaws.com")
        publicEndpoint = try words["public"].map(Self.origin) ?? endpoint
        switch words["style"] ?? (words["endpoint"] == nil ? "host" : "path") {
        case "path": isPathStyle = true
        case "host": isPathStyle = false
        default: throw Mistake(description: "has a style that is neither path nor host")
        }
        guard let delivery = Delivery(rawValue: words["delivery"] ?? "proxy") else {
            throw Mistake(description: "has a delivery that is neither proxy nor redirect")
        }
        self.delivery = delivery
        authorities = words["ca"]
    }

    /// Whether this names an object store at all.
    package static func isAddress(_ text: String) -> Bool { text.hasPrefix("s3://") }

    /// Where browsers fetch from when they are sent there: for the policy of pages.
    package var mediaOrigin: String? {
        delivery == .redirect ? origin(of: publicEndpoint) : nil
    }

    /// Scheme and host under which the bucket answers.
    func origin(of endpoint: String) -> String {
        isPathStyle ? endpoint : endpoint.replacing("://", with: "://\(bucket).", maxReplacements: 1)
    }

    /// The path of a name in the bucket; of the bucket itself when nil. Names need no escaping.
    func path(of name: String?) -> String {
        (isPathStyle ? "/\(bucket)" : "") + (name.map { "/\($0)" } ?? (isPathStyle ? "" : "/"))
    }

    private static func origin(_ text: String) throws -> String {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host != nil,
            url.path.isEmpty || url.path == "/", url.query == nil, url.user == nil
        else { throw Mistake(description: "has \(text), which is not an address like https://host:port") }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._".utf8.contains(byte)
            }
    }
}
