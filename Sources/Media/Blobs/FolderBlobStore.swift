import Foundation
import Glibc

/// Blobs in a folder: `ab/cd/<sha256>` under `root`, readable by the server only.
package struct FolderBlobStore: BlobStore {
    private let root: String
    private let files = FileQueue()

    /// Makes the folder when it is not there.
    /// - Throws: `FileFailure`.
    package init(root: String) throws {
        self.root = root
        try PlainFile.makeFolder(root)
    }

    /// In the order of DS-2: the file's bytes, its new name, the folder that holds the name.
    package func adopt(file path: String, as hash: BlobHash) async throws {
        let folder = folder(of: hash)
        let target = "\(folder)/\(hash.text)"
        let root = root
        try await files.run {
            let handle = try PlainFile.open(path, O_RDONLY)
            defer { Glibc.close(handle) }
            try PlainFile.sync(handle, path)
            try PlainFile.makeFolder(folder)
            // Over the same bytes if they are there already: then the newer file is the one that surely is whole.
            guard rename(path, target) == 0 else { throw FileFailure(action: "rename", path: path, code: errno) }
            try PlainFile.syncFolder(folder)
            try PlainFile.syncFolder(String(folder.dropLast(3)))
            try PlainFile.syncFolder(root)
        }
    }

    package func size(of hash: BlobHash) async throws -> Int64? {
        let path = path(of: hash)
        return try await files.run { try PlainFile.size(path) }
    }

    package func localFile(of hash: BlobHash) async throws -> String {
        let path = path(of: hash)
        guard try await size(of: hash) != nil else { throw FileFailure(action: "find", path: path, code: ENOENT) }
        return path
    }

    package var isReachable: Bool { true }

    package func find(_ hash: BlobHash) async throws -> FoundBlob? {
        let path = path(of: hash)
        return try await size(of: hash).map { .file(path: path, bytes: $0) }
    }

    package func reach(_ hash: BlobHash, bytes: Int64, as served: ServedBlob) async throws -> BlobPlace {
        .file(try await localFile(of: hash))
    }

    package func delete(_ hash: BlobHash) async throws {
        let path = path(of: hash)
        try await files.run { _ = try PlainFile.remove(path) }
    }

    package func delete(_ hash: BlobHash, ifUntouchedForSeconds seconds: Int64) async throws {
        let path = path(of: hash)
        try await files.run {
            // Adopting puts a fresh file over an old one, so the age of the file says when it was last brought in.
            guard let age = try PlainFile.age(path), age >= seconds else { return }
            try PlainFile.remove(path)
        }
    }

    package func isIntact(_ hash: BlobHash) async throws -> Bool {
        let path = path(of: hash)
        return try await files.run { try PlainFile.hash(path) == hash }
    }

    package func list(untouchedForSeconds seconds: Int64) async throws -> [BlobHash] {
        let root = root
        return try await files.run {
            let found = FileManager.default.enumerator(atPath: root)
            return try (found?.compactMap { $0 as? String } ?? []).compactMap { name in
                guard let hash = BlobHash(String(name.split(separator: "/").last ?? "")) else { return nil }
                return try PlainFile.age("\(root)/\(name)").map { $0 >= seconds } ?? false ? hash : nil
            }
        }
    }

    package func space() throws -> (free: Int64, total: Int64) {
        var status = statvfs()
        guard statvfs(root, &status) == 0 else { throw FileFailure(action: "measure", path: root, code: errno) }
        let block = Int64(clamping: status.f_frsize)
        return (Int64(clamping: status.f_bavail) * block, Int64(clamping: status.f_blocks) * block)
    }

    /// Nothing is left here: a file gets its name in one step.
    package func tidy() async throws {}

    package func forgetCopies(but known: Set<String>) async throws {}

    package func sweep() async throws {}

    package func close() async throws {}

    private func folder(of hash: BlobHash) -> String {
        "\(root)/\(hash.text.prefix(2))/\(hash.text.dropFirst(2).prefix(2))"
    }

    private func path(of hash: BlobHash) -> String {
        "\(folder(of: hash))/\(hash.text)"
    }
}
