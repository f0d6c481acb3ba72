import Crypto
import Foundation
import Testing

@testable import Media

/// What every blob store promises, wherever its bytes lie.
struct BlobStoreTests {
    @Test(arguments: Shelf.available) func anAdoptedFileIsThereUnderItsHash(shelf: Shelf) async throws {
        try await shelf.open { bench in
            let hash = try await bench.adopt("hello")

            #expect(hash.text == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
            #expect(try await bench.store.size(of: hash) == 5)
            #expect(try bench.bench.bytes(of: try await bench.store.localFile(of: hash)) == Array("hello".utf8))
            #expect(try await bench.store.isIntact(hash))
        }
    }

    @Test(arguments: Shelf.available) func anAdoptedFileIsGoneFromWhereItWas(shelf: Shelf) async throws {
        try await shelf.open { bench in
            _ = try await bench.adopt("hello")
            #expect(!FileManager.default.fileExists(atPath: "\(bench.bench.folder)/part"))
        }
    }

    @Test(arguments: Shelf.available) func theSameBytesAreKeptOnce(shelf: Shelf) async throws {
        try await shelf.open { bench in
            let first = try await bench.adopt("hello", from: "one")
            let second = try await bench.adopt("hello", from: "two")

            #expect(first == second)
            #expect(try await bench.store.list(untouchedForSeconds: 0) == [first])
        }
    }

    @Test(arguments: Shelf.available) func aFileOfManyPartsComesBackWhole(shelf: Shelf) async throws {
        try await shelf.open { bench in
            let bytes = (0..<(12 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) }
            let hash = try await bench.adopt(shelf == .fake ? Array(bytes.prefix(4321)) : bytes)
            #expect(try await bench.store.isIntact(hash))
        }
    }

    @Test(arguments: Shelf.available) func anEmptyFileIsABlobToo(shelf: Shelf) async throws {
        try await shelf.open { bench in
            let hash = try await bench.adopt("")
            #expect(try await bench.store.size(of: hash) == 0)
        }
    }

    @Test(arguments: Shelf.available) func adoptingAMissingFileSaysSoAndLeavesNothing(shelf: Shelf) async throws {
        try await shelf.open { bench in
            let hash = BlobHash(digest: SHA256.hash(data: Data()))
            await #expect(throws: FileFailure.self) {
                try await bench.store.adopt(file: "\(bench.bench.folder)/missing", as: hash)
            }
            let size = try await bench.store.size(of: hash)
            #expect(size == nil)
        }
    }

    @Test(arguments: Shelf.available) func aDeletedBlobIsGoneAndDeletingAgainIsFine(shelf: Shelf) async throws {
        try await shelf.open { bench in
            let hash = try await bench.adopt("hello")

            try await bench.store.delete(hash)
            try await bench.store.delete(hash)

            #expect(try await bench.store.size(of: hash) == nil)
            #expect(try await bench.store.list(untouchedForSeconds: 0).isEmpty)
            await #expect(throws: FileFailure.self) { _ = try await bench.store.localFile(of: hash) }
        }
    }

    @Test(arguments: Shelf.available) func aBlobThatWasJustBroughtInIsNotSwept(shelf: Shelf) async throws {
        try await shelf.open { bench in
            let hash = try await bench.adopt("hello")

            try await bench.store.delete(hash, ifUntouchedForSeconds: 3600)

            #expect(try await bench.store.size(of: hash) == 5)
            #expect(try await bench.store.list(untouchedForSeconds: 3600).isEmpty)
        }
    }

    @Test(arguments: Shelf.available) func everyBlobIsListed(shelf: Shelf) async throws {
        try await shelf.open { bench in
            var made: Set<BlobHash> = []
            for text in ["a", "b", "c", "d", "e"] { made.insert(try await bench.adopt(text)) }
            #expect(try await Set(bench.store.list(untouchedForSeconds: 0)) == made)
        }
    }
}
