import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// Takes a body into memory once its content type is known to be right.
enum BodyReader {
    /// - Throws: `Problem` 415. Parameters are allowed only as `charset=utf-8`, where the type is text.
    static func requireType(_ types: [String], of request: Request) throws {
        let parts = (request.headers[.contentType] ?? "").lowercased().split(separator: ";").map(
            \.description.trimmedText)
        let isKnown = parts.first.map(types.contains) ?? false
        let isPlain = parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
        // `application/json` has no charset parameter (RFC 8259), and exactly it is what a foreign form cannot send.
        let mayHaveParameters = !types.contains("application/json") || parts.count == 1
        guard isKnown, isPlain, mayHaveParameters else {
            throw Problem(
                status: 415, code: "unsupported_media_type", title: "This content type is not accepted here",
                detail: "Send \(types.joined(separator: " or ")).")
        }
    }

    /// - Throws: `Problem` 413.
    static func collect(_ request: Request, limit: Int) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem(status: 413, code: "body_too_large", title: "The request body is too large")
        }
    }
}
