package import Foundation
import Glibc

/// Parts of files on their way in, one file each by the upload's id. What is acknowledged has been synced, and where several
/// nodes work together it is in the object store as well: whoever gets the next part goes on.
package struct UploadSpool: Sendable {
    private let root: String
    private let files = FileQueue()
    /// Names this folder among those of all nodes.
    package let holder: String
    /// Where other nodes find what has come in; nil where there are none.
    package let shared: S3UploadParts?

    /// Makes the folder when it is not there.
    /// - Throws: `FileFailure`.
    package init(root: String, holder: String = "alone", shared: S3UploadParts? = nil) throws {
        self.root = root
        self.holder = holder
        self.shared = shared
        try PlainFile.makeFolder(root)
    }

    /// Puts a stretch of a part where other nodes find it; nil where there are none.
    /// - Throws: `BlobOutage`.
    package func share(_ id: String, _ range: Range<Int64>, as name: String) async throws -> KeptPart? {
        guard let shared, !range.isEmpty else { return nil }
        let hash = try await shared.put(file: path(id), range, as: name)
        return KeptPart(
            name: name, start: range.lowerBound, bytes: range.upperBound - range.lowerBound, hash: hash.text)
    }

    /// Puts together here what other nodes have taken in.
    /// - Throws: `BlobOutage`; `FileFailure` when a stretch is missing or has changed.
    package func gather(_ id: String, _ parts: [KeptPart]) async throws {
        try await shared?.gather(parts, into: path(id))
    }

    /// An empty part, on disk with its name.
    package func create(_ id: String) async throws {
        let path = path(id)
        let root = root
        try await files.run {
            close(try PlainFile.open(path, O_WRONLY | O_CREAT | O_EXCL))
            try PlainFile.syncFolder(root)
        }
    }

    /// A writer that goes on at `offset`; what lies behind it was never acknowledged and is cut off.
    /// - Throws: `FileFailure`, also when the part is shorter than `offset`.
    package func open(_ id: String, at offset: Int64) async throws -> SpoolWriter {
        let path = path(id)
        return try await files.run {
            let handle = try PlainFile.open(path, O_WRONLY)
            guard let size = try PlainFile.size(path), size >= offset, ftruncate(handle, Int(offset)) == 0 else {
                close(handle)
                throw FileFailure(action: "go on with", path: path, code: EINVAL)
            }
            return SpoolWriter(handle: handle, path: path, offset: offset, files: files)
        }
    }

    package func size(_ id: String) async throws -> Int64? {
        let path = path(id)
        return try await files.run { try PlainFile.size(path) }
    }

    /// SHA-256 over the whole part, read back from the disk (UP-3).
    package func hash(_ id: String) async throws -> BlobHash {
        let path = path(id)
        return try await files.run { try PlainFile.hash(path) }
    }

    /// A small file of ours, whole, off the cooperative pool.
    package func contents(ofFile path: String) async throws -> Data {
        try await files.run { try Data(contentsOf: URL(fileURLWithPath: path)) }
    }

    /// SHA-256 of any file of ours, off the cooperative pool.
    package func hash(ofFile path: String) async throws -> BlobHash {
        try await files.run { try PlainFile.hash(path) }
    }

    /// The path of a second name for the part's bytes, for whoever takes the file over: the part itself stays.
    /// - Throws: `FileFailure`.
    package func twin(of id: String) async throws -> String {
        let path = path(id)
        let twin = "\(path).twin"
        try await files.run {
            // One that a crash has left.
            try PlainFile.remove(twin)
            guard link(path, twin) == 0 else { throw FileFailure(action: "link", path: path, code: errno) }
        }
        return twin
    }

    package func delete(_ id: String) async throws {
        let (path, twin) = (path(id), "\(path(id)).twin")
        try await files.run {
            try PlainFile.remove(path)
            try PlainFile.remove(twin)
        }
    }

    /// Bytes of all parts together.
    package func bytes() async throws -> Int64 {
        let root = root
        return try await files.run {
            try FileManager.default.contentsOfDirectory(atPath: root)
                .map { try PlainFile.size("\(root)/\($0)") ?? 0 }.reduce(0, +)
        }
    }

    /// The ids of all parts without a byte for so long.
    package func list(untouchedForSeconds seconds: Int64 = 0) async throws -> [String] {
        let root = root
        return try await files.run {
            try FileManager.default.contentsOfDirectory(atPath: root)
                .filter { name in try PlainFile.age("\(root)/\(name)").map { $0 >= seconds } ?? false }
        }
    }

    package func path(_ id: String) -> String { "\(root)/\(id)" }
}

/// Appends to one part. One caller at a time: the upload's lock sees to that.
package actor SpoolWriter {
    private let handle: Int32
    private let path: String
    private var offset: Int64
    private let files: FileQueue
    private var isOpen = true

    init(handle: Int32, path: String, offset: Int64, files: FileQueue) {
        self.handle = handle
        self.path = path
        self.offset = offset
        self.files = files
    }

    deinit {
        if isOpen { Glibc.close(handle) }
    }

    /// - Throws: `FileFailure`; code 28 when the disk is full.
    package func append(_ bytes: [UInt8]) async throws {
        let (handle, path, position) = (handle, path, offset)
        offset += Int64(bytes.count)
        try await files.run {
            try bytes.withUnsafeBytes { try PlainFile.write($0, to: handle, at: position, path) }
        }
    }

    /// Everything appended so far is on disk when this returns (UP-2).
    package func sync() async throws {
        let (handle, path) = (handle, path)
        try await files.run { try PlainFile.sync(handle, path) }
    }

    package func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(handle)
    }
}
