import Crypto
package import Domain
import Foundation
import Glibc
package import Logging
import NIOCore
import Synchronization

/// Blobs in a bucket of an S3-compatible store, `blobs/ab/cd/<sha256>` under the prefix, with copies of some on this machine.
package struct S3BlobStore: BlobStore {
    /// Files on their way in that other nodes may go on with.
    package let parts: S3UploadParts
    private let settings: S3Settings
    private let client: S3Client
    private let transfer: S3Transfer
    private let cache: BlobCache
    private let logger: Logger
    private let isVerified = VerifiedOnce()

    /// Smaller ones are fetched whole when they are first asked for: pictures, waveforms, voices.
    private static let smallBytes: Int64 = 4 << 20
    private static let addressSeconds = 300
    private static let leftOverSeconds: Int64 = 86_400

    /// - Parameters:
    ///   - cacheFolder: for copies of blobs on this machine, up to `cacheBytes`.
    ///   - partBytes: larger files are sent in parts of this size; the store wants at least 5 MiB.
    /// - Throws: `FileFailure`; when the file of authorities cannot be read.
    package init(
        _ settings: S3Settings, cacheFolder: String, cacheBytes: Int64, world: World, logger: Logger,
        partBytes: Int64 = 16 << 20
    ) throws {
        let client = try S3Client(settings, world: world)
        self.settings = settings
        self.client = client
        self.logger = logger
        transfer = S3Transfer(client: client, partBytes: partBytes)
        parts = S3UploadParts(transfer: transfer, prefix: "\(settings.prefix)uploads/")
        cache = try BlobCache(root: cacheFolder, limit: cacheBytes)
    }

    package var isReachable: Bool { client.isReachable }

    /// Looks whether the bucket is there, takes what is given, and shows nothing to strangers. While the store is out that is
    /// put off to the first blob that is brought in.
    /// - Throws: `S3Settings.Mistake`, `S3Refusal`.
    package func verify() async throws {
        do {
            try await verifyNow()
        } catch let outage as BlobOutage {
            logger.error("the object store could not be looked at", metadata: ["reason": "\(outage.reason)"])
        }
    }

    private func verifyNow() async throws {
        guard !isVerified.isSet else { return }
        let bucket = settings.bucket
        let answer = try await client.send(S3Request(method: "HEAD"))
        guard answer.isDone else {
            throw S3Settings.Mistake(description: "names the bucket \(bucket), which answers \(answer.status)")
        }
        let probe = "\(settings.prefix)understudy"
        let put = try await client.send(S3Request(method: "PUT", name: probe, body: .bytes(Array("private".utf8))))
        try S3Transfer.require(put, to: "keep \(probe)")
        for name in [probe, nil] {
            let seen = try await client.send(S3Request(method: "GET", name: name, isSigned: false))
            guard [401, 403].contains(seen.status) else {
                throw S3Settings.Mistake(
                    description: "names the bucket \(bucket), which anybody can read (\(seen.status) without a key): "
                        + "make it private")
            }
        }
        isVerified.set()
    }

    package func adopt(file path: String, as hash: BlobHash) async throws {
        try await verifyNow()
        guard let bytes = try await FileQueue().run({ try PlainFile.size(path) }) else {
            throw FileFailure(action: "find", path: path, code: ENOENT)
        }
        // Also when it is there: then it counts as brought in now, and no sweeper takes it away.
        try await transfer.put(file: path, bytes: bytes, as: name(hash), hash: hash)
        try await cache.keep(file: path, as: hash)
    }

    package func size(of hash: BlobHash) async throws -> Int64? {
        try await transfer.size(of: name(hash))
    }

    package func localFile(of hash: BlobHash) async throws -> String {
        if let path = try await cache.file(of: hash) { return path }
        let draft = cache.draft(Hex.text(client.world.randomBytes(12)))
        do {
            guard let stream = try await transfer.open(name(hash)) else {
                throw FileFailure(action: "find", path: name(hash), code: ENOENT)
            }
            let found = try await FileWriter.write(stream, to: draft)
            guard found == hash else {
                logger.critical("a blob has changed in the object store", metadata: ["hash": "\(hash)"])
                throw FileFailure(action: "recognise", path: name(hash), code: EBADMSG)
            }
            try await cache.keep(file: draft, as: hash)
        } catch {
            unlink(draft)
            throw error
        }
        guard let path = try await cache.file(of: hash) else {
            throw FileFailure(action: "find", path: name(hash), code: ENOENT)
        }
        return path
    }

    package func find(_ hash: BlobHash) async throws -> FoundBlob? { .elsewhere }

    package func reach(_ hash: BlobHash, bytes: Int64, as served: ServedBlob) async throws -> BlobPlace {
        if let path = try await cache.file(of: hash) { return .file(path) }
        if bytes <= Self.smallBytes { return .file(try await localFile(of: hash)) }
        if settings.delivery == .redirect {
            return .address(client.address(of: name(hash), as: served, seconds: Self.addressSeconds))
        }
        let (transfer, name) = (transfer, name(hash))
        return .remote { range in
            guard let stream = try await transfer.open(name, range) else {
                throw FileFailure(action: "find", path: name, code: ENOENT)
            }
            return stream
        }
    }

    package func delete(_ hash: BlobHash) async throws {
        try await cache.forget(hash)
        try await transfer.delete(name(hash))
    }

    package func delete(_ hash: BlobHash, ifUntouchedForSeconds seconds: Int64) async throws {
        guard let found = try await transfer.head(name(hash)), let at = found.at,
            client.world.now().seconds(since: at) >= Double(seconds)
        else { return }
        try await delete(hash)
    }

    package func isIntact(_ hash: BlobHash) async throws -> Bool {
        guard let stream = try await transfer.open(name(hash)) else { return false }
        var digest = SHA256()
        for try await bytes in stream { digest.update(data: Array(bytes.readableBytesView)) }
        return BlobHash(digest: digest.finalize()) == hash
    }

    package func list(untouchedForSeconds seconds: Int64) async throws -> [BlobHash] {
        try await transfer.list("\(settings.prefix)blobs/").compactMap { entry in
            entry.age >= seconds ? BlobHash(String(entry.name.split(separator: "/").last ?? "")) : nil
        }
    }

    package func space() throws -> (free: Int64, total: Int64) { try cache.space() }

    package func tidy() async throws {
        try await cache.trim()
    }

    package func forgetCopies(but known: Set<String>) async throws {
        try await cache.forget(but: known)
    }

    package func sweep() async throws {
        // Others may use the same bucket.
        try await transfer.abortLeftOvers("\(settings.prefix)blobs/", olderThanSeconds: Self.leftOverSeconds)
    }

    package func close() async throws {
        try await client.close()
    }

    private func name(_ hash: BlobHash) -> String {
        "\(settings.prefix)blobs/\(hash.text.prefix(2))/\(hash.text.dropFirst(2).prefix(2))/\(hash.text)"
    }
}

/// Set once and for all.
private final class VerifiedOnce: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }

    func set() { value.store(true, ordering: .relaxed) }
}
