/// Where bytes lie, by their SHA-256: a folder, or an object store. Same bytes are kept once.
package protocol BlobStore: Sendable {
    /// Takes a finished file over under its hash; returns once it is on disk under its name (DS-2). The file is gone
    /// from where it was.
    /// - Throws: `FileFailure`.
    func adopt(file path: String, as hash: BlobHash) async throws

    /// Bytes of a blob; nil when it is not there.
    func size(of hash: BlobHash) async throws -> Int64?

    /// A local file with the blob's bytes, for reading only.
    /// - Throws: `FileFailure` when it is not there.
    func localFile(of hash: BlobHash) async throws -> String

    func delete(_ hash: BlobHash) async throws

    /// Deletes a blob nobody has brought in again for so long: one that is being adopted at this moment stays.
    func delete(_ hash: BlobHash, ifUntouchedForSeconds seconds: Int64) async throws

    /// Reads the blob again and says whether it still is what its name says (DS-7).
    func isIntact(_ hash: BlobHash) async throws -> Bool

    /// All blobs that nobody has brought in for so long, in no order: for whoever looks for those without a row (UP-8).
    func list(untouchedForSeconds seconds: Int64) async throws -> [BlobHash]

    /// Bytes free and in all, where blobs lie.
    func space() throws -> (free: Int64, total: Int64)
}

/// A file that could not be read or written, with the system's own reason.
package struct FileFailure: Error, Sendable, CustomStringConvertible {
    package let action: String
    package let path: String
    /// `errno`; 28 is a full disk.
    package let code: Int32

    package var isFull: Bool { code == 28 || code == 122 }

    package var description: String { "\(action) \(path): error \(code)" }
}
