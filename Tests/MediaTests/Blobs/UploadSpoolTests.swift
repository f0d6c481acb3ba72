import Crypto
import Foundation
import Glibc
import Testing

@testable import Media

@Suite struct UploadSpoolTests {
    private let bench: Bench
    private let spool: UploadSpool

    init() throws {
        bench = try Bench()
        spool = try UploadSpool(root: "\(bench.folder)/uploads")
    }

    @Test func chunksAddUpInOrder() async throws {
        try await spool.create("upl_1")
        let writer = try await spool.open("upl_1", at: 0)
        for chunk in ["he", "ll", "o"] { try await writer.append(Array(chunk.utf8)) }
        try await writer.sync()
        await writer.close()

        #expect(try bench.bytes(of: spool.path("upl_1")) == Array("hello".utf8))
        #expect(try await spool.size("upl_1") == 5)
    }

    @Test func goingOnCutsOffWhatWasNeverAcknowledged() async throws {
        try await spool.create("upl_1")
        let first = try await spool.open("upl_1", at: 0)
        try await first.append(Array("hello, wor".utf8))
        await first.close()

        let second = try await spool.open("upl_1", at: 5)
        try await second.append(Array("!".utf8))
        await second.close()

        #expect(try bench.bytes(of: spool.path("upl_1")) == Array("hello!".utf8))
    }

    @Test func goingOnBehindTheEndIsRefused() async throws {
        try await spool.create("upl_1")

        await #expect(throws: FileFailure.self) { try await spool.open("upl_1", at: 1) }
    }

    @Test func aMissingPartIsNotMadeByOpening() async throws {
        await #expect(throws: FileFailure.self) { try await spool.open("upl_1", at: 0) }
        #expect(try await spool.size("upl_1") == nil)
    }

    @Test func onePartIsNotCreatedTwice() async throws {
        try await spool.create("upl_1")

        await #expect(throws: FileFailure.self) { try await spool.create("upl_1") }
    }

    @Test func theHashIsThatOfTheWholePart() async throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await spool.create("upl_1")
        let writer = try await spool.open("upl_1", at: 0)
        try await writer.append(Array(bytes[..<1_000_001]))
        try await writer.append(Array(bytes[1_000_001...]))
        await writer.close()

        #expect(try await spool.hash("upl_1") == BlobHash(digest: SHA256.hash(data: bytes)))
    }

    @Test func theListNamesWhatIsThere() async throws {
        try await spool.create("upl_1")
        try await spool.create("upl_2")
        try await spool.delete("upl_1")

        #expect(try await spool.list() == ["upl_2"])
    }

    @Test func aFullDiskIsToldApart() {
        #expect(FileFailure(action: "write", path: "x", code: ENOSPC).isFull)
        #expect(FileFailure(action: "write", path: "x", code: EDQUOT).isFull)
        #expect(!FileFailure(action: "write", path: "x", code: EIO).isFull)
    }
}
