import Crypto
import Domain
import Glibc

/// What has come in of unfinished uploads, in the object store: any node goes on where another stopped.
package struct S3UploadParts: Sendable {
    let transfer: S3Transfer
    let prefix: String

    /// Keeps a part of a file under a name nobody else uses; returns once it is kept.
    /// - Parameter name: of the object below the prefix.
    /// - Throws: `BlobOutage`.
    func put(file path: String, _ range: Range<Int64>, as name: String) async throws -> BlobHash {
        let region = FileRegion(path: path, range: range)
        let hash = try await region.hash(into: SHA256()).part
        try await transfer.put(region, as: prefix + name, hash: hash)
        return hash
    }

    /// Writes parts one behind the other into a new file.
    /// - Throws: `FileFailure` when one is missing or has changed.
    func gather(_ parts: [KeptPart], into path: String) async throws {
        let files = FileQueue()
        // Whoever holds the file that is there goes on reading what it was.
        let (whole, path) = (path, "\(path).gather")
        let handle = try await files.run { try PlainFile.open(path, O_WRONLY | O_CREAT | O_TRUNC) }
        do {
            var offset: Int64 = 0
            for part in parts {
                guard part.start == offset else {
                    throw FileFailure(action: "continue", path: part.name, code: EBADMSG)
                }
                guard let stream = try await transfer.open(prefix + part.name) else {
                    throw FileFailure(action: "find", path: part.name, code: ENOENT)
                }
                let found = try await FileWriter.append(stream, to: handle, at: offset, path, files)
                guard found.bytes == part.bytes, found.hash.text == part.hash else {
                    throw FileFailure(action: "recognise", path: part.name, code: EBADMSG)
                }
                offset += found.bytes
            }
            try await files.run {
                try PlainFile.sync(handle, path)
                close(handle)
                guard rename(path, whole) == 0 else { throw FileFailure(action: "rename", path: path, code: errno) }
            }
        } catch {
            try await files.run {
                close(handle)
                try PlainFile.remove(path)
            }
            throw error
        }
    }

    func delete(_ names: [String]) async throws {
        for name in names { try await transfer.delete(prefix + name) }
    }

    /// Names of parts that have lain for so long.
    package func list(untouchedForSeconds seconds: Int64) async throws -> [String] {
        try await transfer.list(prefix).filter { $0.age >= seconds }.map { String($0.name.dropFirst(prefix.count)) }
    }

    package func deleteStray(_ name: String) async throws { try await delete([name]) }
}

/// One stretch of an upload that is kept for all nodes.
package struct KeptPart: Sendable, Hashable {
    package let name: String
    package let start: Int64
    package let bytes: Int64
    /// SHA-256 in hexadecimal digits.
    package let hash: String

    package init(name: String, start: Int64, bytes: Int64, hash: String) {
        self.name = name
        self.start = start
        self.bytes = bytes
        self.hash = hash
    }
}
