import Crypto
import Glibc
import NIOCore

/// Writes what comes from the store into a file.
enum FileWriter {
    /// Into a new file; its SHA-256.
    static func write(_ stream: BlobStream, to path: String) async throws -> BlobHash {
        let files = FileQueue()
        let handle = try await files.run { try PlainFile.open(path, O_WRONLY | O_CREAT | O_EXCL) }
        do {
            let (_, hash) = try await append(stream, to: handle, at: 0, path, files)
            _ = try await files.run { close(handle) }
            return hash
        } catch {
            _ = try await files.run { close(handle) }
            throw error
        }
    }

    /// At an offset of an open file; how many bytes there were, and their SHA-256.
    static func append(
        _ stream: BlobStream, to handle: Int32, at start: Int64, _ path: String, _ files: FileQueue
    ) async throws -> (bytes: Int64, hash: BlobHash) {
        var digest = SHA256()
        var offset = start
        for try await buffer in stream {
            let bytes = Array(buffer.readableBytesView)
            digest.update(data: bytes)
            let position = offset
            try await files.run {
                try bytes.withUnsafeBytes { try PlainFile.write($0, to: handle, at: position, path) }
            }
            offset += Int64(bytes.count)
        }
        return (offset - start, BlobHash(digest: digest.finalize()))
    }
}
