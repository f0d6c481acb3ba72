import AsyncHTTPClient
import Domain
import Foundation
import NIOCore
import NIOHTTP1

/// Talks to the server of this machine by its key file: how commands do what pages do, through the same services.
struct ServerClient: Sendable {
    /// `http://127.0.0.1:8080`
    let address: String
    let key: String
    /// Whom the command acts as; the machine itself when nil.
    var actsAs: String?
    /// Somebody's own token instead of the key of the machine.
    var token: String?

    /// What came back.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: Data

        /// - Throws: `CommandFailed` with the server's own words unless the status is one of success.
        func checked() throws -> Answer {
            guard (200..<300).contains(status) else { throw CommandFailed(describing: self) }
            return self
        }

        func decoded<Value: Decodable>(_: Value.Type = Value.self) throws -> Value {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Value.self, from: body)
        }
    }

    func get(_ path: String) async throws -> Answer {
        try await send("GET", path)
    }

    func send(
        _ method: String, _ path: String, headers: [String: String] = [:], body: Data? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address + path)
        request.method = .init(rawValue: method)
        request.headers.add(name: "Authorization", value: token.map { "Bearer \($0)" } ?? "Operator \(key)")
        if let actsAs, token == nil { request.headers.add(name: "X-Understudy-As", value: actsAs) }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let buffer = try await response.body.collect(upTo: 64 << 20)
        let pairs = response.headers.map { ($0.name.lowercased(), $0.value) }
        return Answer(
            status: Int(response.status.code), headers: Dictionary(pairs, uniquingKeysWith: { first, _ in first }),
            body: Data(buffer.readableBytesView))
    }

    /// Sends JSON with the keys as the API names them.
    func sendJSON(_ method: String, _ path: String, _ body: some Encodable) async throws -> Answer {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try await send(
            method, path, headers: ["Content-Type": "application/json"], body: try encoder.encode(body))
    }
}

/// A command that could not do its work, in words for whoever typed it.
struct CommandFailed: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    init(describing answer: ServerClient.Answer) {
        struct Body: Decodable {
            struct Entry: Decodable {
                let field: String
                let message: String
            }
            let title: String
            let detail: String?
            let errors: [Entry]?
        }
        if let body = try? JSONDecoder().decode(Body.self, from: answer.body) {
            let fields = (body.errors ?? []).map { "\n  \($0.field): \($0.message)" }.joined()
            description = "\(body.title). \(body.detail ?? "")\(fields)"
        } else {
            description = "The server answered with status \(answer.status)."
        }
    }
}
