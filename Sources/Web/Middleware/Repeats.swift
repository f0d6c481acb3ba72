import Crypto
package import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Services

/// Answers a repeated creating request as it was answered the first time (DS-4).
package actor Repeats {
    /// An answer as it was given.
    package struct Answer: Sendable, Hashable {
        package let requestHash: String
        package let status: Int
        package let location: String?
        package let body: String

        package init(requestHash: String, status: Int, location: String?, body: String) {
            self.requestHash = requestHash
            self.status = status
            self.location = location
            self.body = body
        }
    }

    private let find: @Sendable (String, ID<Person>) async throws -> Answer?
    private let store: @Sendable (Answer, String, ID<Person>) async throws -> Void
    private var running: Set<String> = []

    package init(
        find: @escaping @Sendable (String, ID<Person>) async throws -> Answer?,
        store: @escaping @Sendable (Answer, String, ID<Person>) async throws -> Void
    ) {
        self.find = find
        self.store = store
    }

    /// - Throws: `Problem` 400 for a key that is none, 409 while the first request still runs, 422 for another body.
    func answer(
        _ key: String, _ web: WebRequest, _ person: ID<Person>, _ make: @Sendable () async throws -> Response
    ) async throws -> Response {
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw Problem.badRequest("bad_idempotency_key", "An Idempotency-Key has 1 to 200 visible ASCII characters")
        }
        let name = "\(person.text) \(key)"
        guard running.insert(name).inserted else {
            throw Problem.conflict("in_progress", "The first request with this key is still running")
        }
        defer { running.remove(name) }
        let hash = Self.hash(of: web)
        if let known = try await find(key, person) { return try Self.replayed(known, hash) }
        let request = RepeatedRequest(person: person, key: key, requestHash: hash, attempt: web.context.requestID)
        let response = try await RepeatedRequest.$current.withValue(request) { try await make() }
        guard (200..<300).contains(response.status.code) else { return response }
        let body = try await Self.text(of: response)
        try await store(
            Answer(
                requestHash: hash, status: response.status.code, location: response.headers[.location], body: body),
            key, person)
        return response
    }

    private static func replayed(_ known: Answer, _ hash: String) throws -> Response {
        guard known.requestHash == hash else {
            throw Problem(
                status: 422, code: "idempotency_key_reused", title: "This key was used for another request",
                detail: "Nothing was changed. Use a new key.")
        }
        // The server died between its change and its answer, or another one has not answered yet.
        guard known.status > 0 else { throw RepeatedRequest.doneBefore }
        var response = Response(
            status: .init(code: known.status), body: ResponseBody(byteBuffer: ByteBuffer(string: known.body)))
        if !known.body.isEmpty { response.headers[.contentType] = "application/json" }
        if let location = known.location { response.headers[.location] = location }
        if let replay { response.headers[replay] = "true" }
        return response
    }

    private static func hash(of web: WebRequest) -> String {
        var hash = SHA256()
        // Uploads begin with headers instead of a body.
        let heads = ["Upload-Length", "Upload-Metadata"].map { name in
            HTTPField.Name(name).flatMap { web.request.headers[$0] } ?? ""
        }
        hash.update(
            data: Data(([web.request.method.rawValue, web.request.uri.string] + heads).joined(separator: "\n").utf8))
        hash.update(data: Data(web.body.readableBytesView))
        return Hex.text(hash.finalize())
    }

    private static func text(of response: Response) async throws -> String {
        let collector = BodyCollector()
        try await response.body.write(collector)
        return collector.text
    }

    static let fieldName = HTTPField.Name("Idempotency-Key")
    private static let replay = HTTPField.Name("Idempotent-Replay")
}
