import Foundation
import Glibc
import Synchronization

/// Copies of blobs from an object store on this machine's disk, up to a limit: the ones used least lately go first.
struct BlobCache: Sendable {
    private let folder: FolderBlobStore
    private let root: String
    private let limit: Int64
    private let files = FileQueue()
    private let used: CacheCount

    /// A copy must not go at this moment: its reader may have the path, but not have opened it yet. Whoever needs it for longer
    /// gives it a name of their own.
    private static let safeSeconds: Int64 = 60

    /// - Parameter limit: bytes that may lie here, but for what is in use.
    init(root: String, limit: Int64) throws {
        self.root = root
        self.limit = limit
        folder = try FolderBlobStore(root: root)
        used = CacheCount(try Self.entries(root).map(\.bytes).reduce(0, +), limit: limit)
    }

    /// The copy of a blob, marked as used; nil when there is none.
    func file(of hash: BlobHash) async throws -> String? {
        guard case .file(let path, _)? = try await folder.find(hash) else { return nil }
        try await files.run { _ = utimes(path, nil) }
        return path
    }

    /// Takes over a file whose bytes have been checked.
    func keep(file path: String, as hash: BlobHash) async throws {
        let bytes = try await files.run { try PlainFile.size(path) } ?? 0
        try await folder.adopt(file: path, as: hash)
        if used.add(bytes) { try await trim() }
    }

    func forget(_ hash: BlobHash) async throws {
        try await folder.delete(hash)
    }

    /// Copies of what is gone. A fresh one may be there before its row.
    func forget(but known: Set<String>) async throws {
        let root = root
        let gone = try await files.run {
            try Self.entries(root).filter { !$0.isDraft && $0.age > Self.safeSeconds }
                .compactMap { BlobHash(String($0.path.split(separator: "/").last ?? "")) }
                .filter { !known.contains($0.text) }
        }
        for hash in gone { try await forget(hash) }
    }

    /// Where a copy is written before it has its name.
    func draft(_ name: String) -> String { "\(root)/\(name).draft" }

    func space() throws -> (free: Int64, total: Int64) { try folder.space() }

    /// Brings the copies back under the limit, with some room, and takes away drafts that a crash has left.
    func trim() async throws {
        let (root, limit, used) = (root, limit, used)
        try await files.run {
            let entries = try Self.entries(root)
            var rest = entries.map(\.bytes).reduce(0, +)
            let target = limit - limit / 10
            for entry in entries.sorted(by: { $0.age > $1.age }) where entry.age > Self.safeSeconds {
                guard rest > target || entry.isDraft else { continue }
                try PlainFile.remove(entry.path)
                rest -= entry.bytes
            }
            used.set(rest)
        }
    }

    private struct Entry {
        let path: String
        let bytes: Int64
        let age: Int64
        let isDraft: Bool
    }

    private static func entries(_ root: String) throws -> [Entry] {
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return try names.compactMap { name in
            let isDraft = name.hasSuffix(".draft")
            guard isDraft || BlobHash(String(name.split(separator: "/").last ?? "")) != nil else { return nil }
            let path = "\(root)/\(name)"
            guard let bytes = try PlainFile.size(path), let age = try PlainFile.age(path) else { return nil }
            return Entry(path: path, bytes: bytes, age: age, isDraft: isDraft)
        }
    }
}

/// Bytes that lie in the cache, about, and when it is time to look which of them may go.
final class CacheCount: Sendable {
    private let limit: Int64
    private let state: Mutex<(bytes: Int64, next: Int64)>

    init(_ bytes: Int64, limit: Int64) {
        self.limit = limit
        state = Mutex((bytes, limit))
    }

    /// True when there are too many by now.
    func add(_ more: Int64) -> Bool {
        state.withLock { state in
            state.bytes += more
            return state.bytes > state.next
        }
    }

    /// After a look. While most of it is in use, looking again is worth it only when there is a good deal more.
    func set(_ sum: Int64) {
        state.withLock { $0 = (sum, max(limit, sum + limit / 20)) }
    }
}
