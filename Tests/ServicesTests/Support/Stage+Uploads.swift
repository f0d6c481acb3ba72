import Database
import Domain
import Services
import Store

extension Stage {
    /// A body that arrives in pieces of at most `piece` bytes.
    static func body(_ text: String, piece: Int = 4) -> AsyncStream<[UInt8]> {
        let bytes = Array(text.utf8)
        return AsyncStream { feed in
            for start in stride(from: 0, to: bytes.count, by: piece) {
                feed.yield(Array(bytes[start..<min(start + piece, bytes.count)]))
            }
            feed.finish()
        }
    }

    /// A body whose connection breaks after `text`.
    static func brokenBody(_ text: String) -> AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { feed in
            feed.yield(Array(text.utf8))
            feed.finish(throwing: Interrupted())
        }
    }

    func begin(_ text: String, name: String = "call.mp4", by actor: Actor) async throws -> Upload {
        try await services.uploads.create(
            UploadService.NewUpload(fileName: name, length: Int64(text.utf8.count)), by: actor)
    }

    /// A whole file in one go.
    @discardableResult
    func send(_ text: String, name: String = "call.mp4", by actor: Actor) async throws -> Upload {
        let upload = try await begin(text, name: name, by: actor)
        return try await services.uploads.append(
            upload.id, at: 0, checksum: nil, body: Self.body(text), by: actor)
    }

    /// Every job, oldest first.
    func jobs() async throws -> [JobRecord] {
        try await database.read { try JobStore($0).list(state: nil, limit: 1000).reversed() }
    }
}
