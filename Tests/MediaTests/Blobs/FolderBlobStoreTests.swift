import Crypto
import Foundation
import Testing

@testable import Media

@Suite struct FolderBlobStoreTests {
    private let bench: Bench
    private let store: FolderBlobStore

    init() throws {
        bench = try Bench()
        store = try FolderBlobStore(root: "\(bench.folder)/deep/down/blobs")
    }

    private func adopt(_ text: String, from name: String = "part") async throws -> BlobHash {
        let hash = BlobHash(digest: SHA256.hash(data: Data(text.utf8)))
        try await store.adopt(file: try bench.write(text, as: name), as: hash)
        return hash
    }

    @Test func anAdoptedFileLiesUnderItsHash() async throws {
        let hash = try await adopt("hello")

        let path = try await store.localFile(of: hash)

        #expect(path.hasSuffix("/blobs/2c/f2/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"))
        #expect(try bench.bytes(of: path) == Array("hello".utf8))
        #expect(try await store.size(of: hash) == 5)
    }

    @Test func anAdoptedFileIsGoneFromWhereItWas() async throws {
        _ = try await adopt("hello")

        #expect(!FileManager.default.fileExists(atPath: "\(bench.folder)/part"))
    }

    @Test func theSameBytesAreKeptOnce() async throws {
        let first = try await adopt("hello", from: "one")
        let second = try await adopt("hello", from: "two")

        #expect(first == second)
        #expect(try await store.list(untouchedForSeconds: 0) == [first])
        #expect(!FileManager.default.fileExists(atPath: "\(bench.folder)/two"))
    }

    @Test func adoptingAMissingFileSaysSoAndLeavesNothing() async throws {
        let hash = BlobHash(digest: SHA256.hash(data: Data()))

        await #expect(throws: FileFailure.self) {
            try await store.adopt(file: "\(bench.folder)/missing", as: hash)
        }
        #expect(try await store.size(of: hash) == nil)
    }

    @Test func oneFlippedBitIsFound() async throws {
        let hash = try await adopt("hello")
        #expect(try await store.isIntact(hash))

        let path = try await store.localFile(of: hash)
        try Data("hellO".utf8).write(to: URL(fileURLWithPath: path))

        #expect(try await !store.isIntact(hash))
    }

    @Test func aDeletedBlobIsGoneAndDeletingAgainIsFine() async throws {
        let hash = try await adopt("hello")

        try await store.delete(hash)
        try await store.delete(hash)

        #expect(try await store.size(of: hash) == nil)
        #expect(try await store.list(untouchedForSeconds: 0).isEmpty)
        await #expect(throws: FileFailure.self) { try await store.localFile(of: hash) }
    }

    @Test func aLinkIsNotFollowed() async throws {
        let secret = try bench.write("secret", as: "secret")
        let link = "\(bench.folder)/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: secret)

        await #expect(throws: FileFailure.self) {
            try await store.adopt(file: link, as: BlobHash(digest: SHA256.hash(data: Data("secret".utf8))))
        }
    }

    @Test func blobsAreForTheServerOnly() async throws {
        let path = try await store.localFile(of: try await adopt("hello"))
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path

        let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int

        #expect(mode == 0o700)
    }

    @Test func spaceIsMeasuredInBytes() throws {
        let space = try store.space()

        #expect(space.total >= space.free)
        #expect(space.free > 1 << 20)
    }

    @Test(arguments: [
        "", "abc", String(repeating: "A", count: 64), String(repeating: "g", count: 64),
        String(repeating: "a", count: 63), String(repeating: "a", count: 65), "../" + String(repeating: "a", count: 61),
        String(repeating: "a", count: 63) + "é",
    ])
    func whatIsNotALowerCaseHashIsNoName(_ text: String) {
        #expect(BlobHash(text) == nil)
    }
}
