import Crypto
import Domain
import Foundation

/// Sends one file by tus, from where the server stopped last time.
struct FileUpload {
    let client: ServerClient
    let path: String

    private static let chunkBytes = 8 << 20

    /// - Returns: the clip the file became; nil while the server is still checking a large file.
    func run(progress: (Double) -> Void) async throws -> String? {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let length = Int64(try handle.seekToEnd())
        guard length > 0 else { throw CommandFailed("\(path) is empty.") }
        let location = try await create(length)
        var offset: Int64 = 0
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

    private func create(_ length: Int64) async throws -> String {
        let name = Data(URL(fileURLWithPath: path).lastPathComponent.utf8).base64EncodedString()
        let answer = try await client.send(
            "POST", "/api/v1/uploads",
            headers: [
                "Tus-Resumable": "1.0.0", "Upload-Length": String(length), "Upload-Metadata": "filename \(name)",
            ]
        ).checked()
        guard let location = answer.headers["location"] else { throw CommandFailed("The server named no upload.") }
        return location.hasPrefix("http") ? String(location.dropFirst(client.address.count)) : location
    }
}
