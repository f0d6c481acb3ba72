import Crypto
import Domain
import Foundation
import Logging
import Rehearsal
import Synchronization
import Testing

@testable import Media

/// The stores every promise of `BlobStore` is tested on: a folder, an object store in this process, and a real one where the
/// tests were told of it (`UNDERSTUDY_TEST_S3`, an address as in `BLOBS`, with `BLOBS_ACCESS_KEY` and `BLOBS_SECRET_KEY`).
enum Shelf: CaseIterable, CustomTestStringConvertible {
    case folder, fake, real

    static var available: [Shelf] { realAddress == nil ? [.folder, .fake] : allCases }

    static var realAddress: String? { ProcessInfo.processInfo.environment["UNDERSTUDY_TEST_S3"] }

    var testDescription: String { "\(self)" }

    /// Runs `body` on an empty store.
    func open(_ body: (BlobBench) async throws -> Void) async throws {
        let bench = try Bench()
        let world = TestWorld()
        switch self {
        case .folder:
            let store = try FolderBlobStore(root: "\(bench.folder)/deep/down/blobs")
            try await body(BlobBench(bench: bench, store: store))
        case .fake:
            try await S3Bench.open { try await body(BlobBench(bench: $0.bench, store: $0.store)) }
        case .real:
            let environment = ProcessInfo.processInfo.environment
            let prefix =
                "/t\(ProcessInfo.processInfo.processIdentifier)-\(Hex.text(world.world.randomBytes(4)))-\(#line)"
            let address = try #require(Self.realAddress).replacing("?", with: "\(prefix)?", maxReplacements: 1)
            let settings = try S3Settings(
                address: address, accessKey: environment["BLOBS_ACCESS_KEY"],
                secretKey: environment["BLOBS_SECRET_KEY"])
            // The store compares our clock with its own.
            let now = World(
                now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
                uptimeSeconds: { ProcessInfo.processInfo.systemUptime }, randomBytes: world.world.randomBytes)
            let store = try S3BlobStore(
                settings, cacheFolder: "\(bench.folder)/cache", cacheBytes: 1 << 30, world: now,
                logger: S3Bench.quiet, partBytes: 5 << 20)
            do {
                for hash in try await store.list(untouchedForSeconds: 0) { try await store.delete(hash) }
                try await body(BlobBench(bench: bench, store: store))
            } catch {
                try await store.close()
                throw error
            }
            try await store.close()
        }
    }
}

/// A store of any kind, and files to bring in.
struct BlobBench {
    let bench: Bench
    let store: any BlobStore

    func adopt(_ text: String, from name: String = "part") async throws -> BlobHash {
        try await adopt(Array(text.utf8), from: name)
    }

    func adopt(_ bytes: [UInt8], from name: String = "part") async throws -> BlobHash {
        let hash = BlobHash(digest: SHA256.hash(data: bytes))
        try await store.adopt(file: try bench.write(bytes, as: name), as: hash)
        return hash
    }
}

/// A store over the object store of this process.
struct S3Bench {
    let bench: Bench
    let world: TestWorld
    let fake: FakeS3
    let store: S3BlobStore

    static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    static func open(
        cacheBytes: Int64 = 1 << 30, delivery: String = "proxy", _ body: (S3Bench) async throws -> Void
    ) async throws {
        let (bench, world) = (try Bench(), TestWorld())
        let fake = try await FakeS3(now: { world.now })
        let store = try store(fake, bench, world, "cache", cacheBytes: cacheBytes, delivery: delivery)
        do {
            try await body(S3Bench(bench: bench, world: world, fake: fake, store: store))
        } catch {
            try await store.close()
            throw error
        }
        try await store.close()
    }

    static func store(
        _ fake: FakeS3, _ bench: Bench, _ world: TestWorld, _ cache: String, cacheBytes: Int64 = 1 << 30,
        delivery: String = "proxy"
    ) throws -> S3BlobStore {
        try S3BlobStore(
            S3Settings(address: "\(fake.address)&delivery=\(delivery)", accessKey: "key", secretKey: "secret"),
            cacheFolder: "\(bench.folder)/\(cache)", cacheBytes: cacheBytes, world: world.world, logger: quiet,
            partBytes: 1000)
    }

    func adopt(_ text: String) async throws -> BlobHash {
        try await BlobBench(bench: bench, store: store).adopt(text)
    }

    /// Something large, as if another node had brought it in.
    func put(_ bytes: [UInt8]) -> BlobHash {
        let hash = BlobHash(digest: SHA256.hash(data: bytes))
        let name = "house/blobs/\(hash.text.prefix(2))/\(hash.text.dropFirst(2).prefix(2))/\(hash)"
        fake.state.withLock { $0.objects[name] = FakeS3.Object(bytes: bytes, at: world.now) }
        return hash
    }

    /// Another node on the same bucket, without copies.
    func onAnotherNode<Value>(_ body: (S3BlobStore) async throws -> Value) async throws -> Value {
        let other = try Self.store(fake, bench, world, "another")
        do {
            let value = try await body(other)
            try await other.close()
            return value
        } catch {
            try await other.close()
            throw error
        }
    }
}
