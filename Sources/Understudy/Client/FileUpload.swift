import Crypto
import Domain
import Foundation

/// Sends one file by tus, from where the server stopped last time; a file that is a clip already is not sent again.
struct FileUpload {
    let client: ServerClient
    let path: String
    /// What the server is told of it besides its name.
    var metadata: [String: String] = [:]

    private static let chunkBytes = 8 << 20

    private struct Known: Decodable {
        struct Item: Decodable {
            let address: String
            let fileName: String
            /// Missing while it is being recorded.
            let length: Int64?
            let offset: Int64
        }
        let items: [Item]
        let clip: String?
    }

    /// - Returns: the clip the file is; nil while the server is still checking a large file.
    func run(progress: (Double) -> Void) async throws -> String? {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let length = Int64(try handle.seekToEnd())
        guard length > 0 else { throw CommandFailed("\(path) is empty.") }
        let known: Known = try await client.get("/api/v1/uploads?sha256=\(try hash(handle))").checked().decoded()
        if let clip = known.clip { return clip }
        let begun = known.items.first { $0.fileName == name && $0.length == length }
        let location = if let begun { begun.address } else { try await create(length) }
        var offset = begun?.offset ?? 0
        var clip: String?
        while offset < length {
            try handle.seek(toOffset: UInt64(offset))
            guard let chunk = try handle.read(upToCount: Self.chunkBytes), !chunk.isEmpty else {
                throw CommandFailed("\(path) became shorter while it was read.")
            }
            let answer = try await client.send(
                "PATCH", location,
                headers: [
                    "Tus-Resumable": "1.0.0", "Upload-Offset": String(offset),
                    "Content-Type": "application/offset+octet-stream",
                    "Upload-Checksum": "sha256 \(Data(SHA256.hash(data: chunk)).base64EncodedString())",
                ], body: chunk
            ).checked()
            offset += Int64(chunk.count)
            clip = answer.headers["understudy-clip"]
            progress(Double(offset) / Double(length))
        }
        return clip
    }

    private var name: String { URL(fileURLWithPath: path).lastPathComponent.fileLabel }

    private func hash(_ handle: FileHandle) throws -> String {
        try handle.seek(toOffset: 0)
        var hash = SHA256()
        while let chunk = try handle.read(upToCount: Self.chunkBytes), !chunk.isEmpty { hash.update(data: chunk) }
        return Hex.text(hash.finalize())
    }

    private func create(_ length: Int64) async throws -> String {
        let answer = try await client.send(
            "POST", "/api/v1/uploads",
            headers: [
                "Tus-Resumable": "1.0.0", "Upload-Length": String(length),
                "Upload-Metadata": metadata.merging(["filename": name]) { _, name in name }.sorted { $0.key < $1.key }
                    .map { "\($0.key) \(Data($0.value.utf8).base64EncodedString())" }.joined(separator: ","),
            ]
        ).checked()
        guard let location = answer.headers["location"] else { throw CommandFailed("The server named no upload.") }
        return location.hasPrefix("http") ? String(location.dropFirst(client.address.count)) : location
    }
}
