/// Where bytes lie, by their SHA-256: a folder, or an object store. Same bytes are kept once.
package protocol BlobStore: Sendable {
    /// False while bytes cannot be brought in, because the store is known not to answer.
    var isReachable: Bool { get }

    /// Takes a finished file over under its hash; returns once it is kept under its name (DS-2). The file is gone from where
    /// it was.
    /// - Throws: `FileFailure`; `BlobOutage` while the store does not answer: the file is still where it was then.
    func adopt(file path: String, as hash: BlobHash) async throws

    /// Bytes of a blob; nil when it is not there.
    func size(of hash: BlobHash) async throws -> Int64?

    /// A local file with the blob's bytes, for reading only.
    /// - Throws: `FileFailure` when it is not there, `BlobOutage` when it cannot be fetched.
    func localFile(of hash: BlobHash) async throws -> String

    /// Where a blob whose row is there can be read; nil when its bytes are known to be gone.
    func find(_ hash: BlobHash) async throws -> FoundBlob?

    /// The way to the bytes of a blob that is kept elsewhere, for one reader whose rights have been checked.
    /// - Throws: `FileFailure` when it is not there, `BlobOutage` when it cannot be reached.
    func reach(_ hash: BlobHash, bytes: Int64, as served: ServedBlob) async throws -> BlobPlace

    func delete(_ hash: BlobHash) async throws

    /// Deletes a blob nobody has brought in again for so long: one that is being adopted at this moment stays.
    func delete(_ hash: BlobHash, ifUntouchedForSeconds seconds: Int64) async throws

    /// Reads the blob again and says whether it still is what its name says (DS-7).
    func isIntact(_ hash: BlobHash) async throws -> Bool

    /// All blobs that nobody has brought in for so long, in no order: for whoever looks for those without a row (UP-8).
    func list(untouchedForSeconds seconds: Int64) async throws -> [BlobHash]

    /// Bytes free and in all, where blobs lie or pass through on this machine.
    func space() throws -> (free: Int64, total: Int64)

    /// Takes away what is too much of the copies on this machine; now and then.
    func tidy() async throws

    /// Takes away copies of blobs that are gone, on this machine.
    /// - Parameter known: hashes of all blobs there are.
    func forgetCopies(but known: Set<String>) async throws

    /// Takes away what broken transfers have left in the store: for one of several nodes.
    func sweep() async throws

    /// Ends what is open: for shutdown.
    func close() async throws
}

/// Where a blob lies.
package enum FoundBlob: Sendable, Hashable {
    /// A file of this machine that stays as long as the blob.
    case file(path: String, bytes: Int64)
    /// Somewhere it has to be reached anew each time.
    case elsewhere
}

/// What a blob is served as.
package struct ServedBlob: Sendable, Hashable {
    package let contentType: String
    /// The whole `Content-Disposition`.
    package let disposition: String

    package init(contentType: String, disposition: String) {
        self.contentType = contentType
        self.disposition = disposition
    }
}

/// The way to a blob's bytes, for one reader.
package enum BlobPlace: Sendable {
    /// A file of this machine.
    case file(String)
    /// An address the reader is sent to; it is good for some minutes.
    case address(String)
    /// Bytes that pass through here: opens a part of them.
    case remote(@Sendable (Range<Int64>) async throws -> BlobStream)
}

/// The object store does not answer. What was sent is kept where it was, and it is worth trying again.
package struct BlobOutage: Error, Hashable, Sendable, CustomStringConvertible {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { "the object store does not answer: \(reason)" }
}

/// A file that could not be read or written, with the system's own reason.
package struct FileFailure: Error, Sendable, CustomStringConvertible {
    package let action: String
    package let path: String
    /// `errno`; 28 is a full disk.
    package let code: Int32

    package var isFull: Bool { code == 28 || code == 122 }

    /// There is no such file or blob.
    package var isMissing: Bool { code == 2 }

    package var description: String { "\(action) \(path): error \(code)" }
}
