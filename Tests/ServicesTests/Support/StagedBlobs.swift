import Media
import Store
import Synchronization

/// A folder of blobs in which something can be made to happen around the moment a file is taken over.
final class StagedBlobs: BlobStore {
    typealias Interruption = @Sendable () async throws -> Void

    let folder: FolderBlobStore
    private let before = Mutex<Interruption?>(nil)
    private let after = Mutex<Interruption?>(nil)
    private let deleting = Mutex<Interruption?>(nil)

    init(root: String) throws {
        folder = try FolderBlobStore(root: root)
    }

    func beforeAdopting(_ interruption: Interruption?) { before.withLock { $0 = interruption } }

    /// Between the look at the file's age and its end.
    func beforeDeleting(_ interruption: Interruption?) { deleting.withLock { $0 = interruption } }

    func afterAdopting(_ interruption: Interruption?) { after.withLock { $0 = interruption } }

    func adopt(file path: String, as hash: BlobHash) async throws {
        try await before.withLock { $0 }?()
        try await folder.adopt(file: path, as: hash)
        try await after.withLock { $0 }?()
    }

    func size(of hash: BlobHash) async throws -> Int64? { try await folder.size(of: hash) }

    func localFile(of hash: BlobHash) async throws -> String { try await folder.localFile(of: hash) }

    var isReachable: Bool { true }

    func find(_ hash: BlobHash) async throws -> FoundBlob? { try await folder.find(hash) }

    func reach(_ hash: BlobHash, bytes: Int64, as served: ServedBlob) async throws -> BlobPlace {
        try await folder.reach(hash, bytes: bytes, as: served)
    }

    func tidy() async throws {}

    func forgetCopies(but known: Set<String>) async throws {}

    func sweep() async throws {}

    func close() async throws {}

    func delete(_ hash: BlobHash) async throws { try await folder.delete(hash) }

    func delete(_ hash: BlobHash, ifUntouchedForSeconds seconds: Int64) async throws {
        guard try await folder.list(untouchedForSeconds: seconds).contains(hash) else { return }
        try await deleting.withLock { $0 }?()
        try await folder.delete(hash)
    }

    func isIntact(_ hash: BlobHash) async throws -> Bool { try await folder.isIntact(hash) }

    func list(untouchedForSeconds seconds: Int64) async throws -> [BlobHash] {
        try await folder.list(untouchedForSeconds: seconds)
    }

    func space() throws -> (free: Int64, total: Int64) { (1 << 50, 1 << 50) }
}

/// The disk is full, the power is gone.
struct Interrupted: Error {}
