import Crypto
import Domain
import Foundation
import NIOCore
import Rehearsal
import Synchronization
import Testing

@testable import Media

/// How the object store is spoken to, and what happens when it misbehaves.
struct S3BlobStoreTests {
    private static let served = ServedBlob(contentType: "video/mp4", disposition: "inline; filename=\"clip.mp4\"")

    @Test func anotherNodeReadsWhatOneHasBroughtIn() async throws {
        try await S3Bench.open { stage in
            let hash = try await stage.adopt("hello")
            let text = try await stage.onAnotherNode { other in
                try stage.bench.bytes(of: try await other.localFile(of: hash))
            }
            #expect(text == Array("hello".utf8))
        }
    }

    @Test func aBlobLiesUnderThePrefixInTwoFolders() async throws {
        try await S3Bench.open { stage in
            let hash = try await stage.adopt("hello")
            #expect(stage.fake.names.contains("house/blobs/2c/f2/\(hash)"))
        }
    }

    @Test func aLargeFileIsSentInPartsAndNothingIsLeftOver() async throws {
        try await S3Bench.open { stage in
            _ = try await stage.adopt(String(repeating: "abcdefghij", count: 350))
            let puts = stage.fake.requests.filter { $0.hasPrefix("PUT house/blobs") }
            #expect(puts.count == 4)
            #expect(stage.fake.state.withLock { $0.uploads.isEmpty })
        }
    }

    @Test func aPartThatDoesNotGetThroughIsSentAgainAndNotTheWholeFile() async throws {
        try await S3Bench.open { stage in
            _ = try await stage.adopt("warm up")
            // One more than a request is tried, and one less than takes the store for dead.
            stage.fake.failParts(times: 4)
            let hash = try await stage.adopt(String(repeating: "abcdefghij", count: 350))
            #expect(try await stage.store.isIntact(hash))
            #expect(stage.fake.state.withLock { $0.number } == 1)
        }
    }

    @Test func theLengthIsAskedForBeforeTheFileIsGivenUp() async throws {
        try await S3Bench.open { stage in
            _ = try await stage.adopt("warm up")
            stage.fake.be(.loses)
            await #expect(throws: S3Refusal.self) { _ = try await stage.adopt("hello") }
            #expect(FileManager.default.fileExists(atPath: "\(stage.bench.folder)/part"))
        }
    }

    @Test func aFileThatIsNotWhatItsNameSaysIsNotCompleted() async throws {
        try await S3Bench.open { stage in
            let file = try stage.bench.write(String(repeating: "x", count: 2500), as: "wrong")
            await #expect(throws: FileFailure.self) {
                try await stage.store.adopt(file: file, as: BlobHash(digest: SHA256.hash(data: Data("right".utf8))))
            }
            #expect(stage.fake.state.withLock { $0.uploads.isEmpty })
            #expect(stage.fake.names == ["house/understudy"])
        }
    }

    @Test func aFewFailuresAreRetried() async throws {
        try await S3Bench.open { stage in
            _ = try await stage.adopt("warm up")
            stage.fake.fail(times: 2)
            let hash = try await stage.adopt("hello")
            #expect(try await stage.store.size(of: hash) == 5)
        }
    }

    @Test(arguments: [FakeS3.Mood.out, .gone]) func anOutageIsToldAndLosesNothing(mood: FakeS3.Mood) async throws {
        try await S3Bench.open { stage in
            let kept = try await stage.adopt("kept before")
            stage.fake.be(mood)

            await #expect(throws: BlobOutage.self) { _ = try await stage.adopt("hello") }
            await #expect(throws: BlobOutage.self) { _ = try await stage.adopt("hello") }

            #expect(!stage.store.isReachable)
            #expect(FileManager.default.fileExists(atPath: "\(stage.bench.folder)/part"))
            #expect(try stage.bench.bytes(of: try await stage.store.localFile(of: kept)) == Array("kept before".utf8))
        }
    }

    @Test func anOpenBreakerAsksNobodyAndTriesAgainLater() async throws {
        try await S3Bench.open { stage in
            stage.fake.be(.out)
            for _ in 0..<2 { await #expect(throws: BlobOutage.self) { _ = try await stage.adopt("hello") } }
            let asked = stage.fake.requests.count
            await #expect(throws: BlobOutage.self) { _ = try await stage.adopt("hello") }
            #expect(stage.fake.requests.count == asked)

            stage.fake.be(.well)
            stage.world.advance(seconds: 6)

            let hash = try await stage.adopt("hello")
            #expect(try await stage.store.size(of: hash) == 5)
            #expect(stage.store.isReachable)
        }
    }

    @Test(arguments: [FakeS3.Mood.lies, .cutsShort]) func wrongBytesAreNeverTakenForABlob(mood: FakeS3.Mood)
        async throws
    {
        try await S3Bench.open { stage in
            let hash = try await stage.adopt("hello")
            stage.fake.be(mood)
            try await stage.onAnotherNode { other in
                await #expect(throws: (any Error).self) { _ = try await other.localFile(of: hash) }
                guard mood == .lies else { return }
                let isIntact = try await other.isIntact(hash)
                #expect(!isIntact)
            }
        }
    }

    @Test func aPublicBucketIsRefusedAtStart() async throws {
        try await S3Bench.open { stage in
            stage.fake.be(.isPublic)
            await #expect(throws: S3Settings.Mistake.self) { try await stage.store.verify() }
        }
    }

    @Test func anOutageAtStartPutsTheLookOff() async throws {
        try await S3Bench.open { stage in
            stage.fake.be(.out)
            try await stage.store.verify()

            stage.fake.be(.isPublic)
            stage.world.advance(seconds: 6)

            await #expect(throws: S3Settings.Mistake.self) { _ = try await stage.adopt("hello") }
        }
    }

    @Test func aLargeBlobIsReadInPartsFromTheStore() async throws {
        try await S3Bench.open { stage in
            let hash = try await stage.adopt("0123456789")
            try await stage.onAnotherNode { other in
                guard case .remote(let open) = try await other.reach(hash, bytes: 5 << 20, as: Self.served) else {
                    Issue.record("it is not far away")
                    return
                }
                var read: [UInt8] = []
                for try await bytes in try await open(3..<7) { read += bytes.readableBytesView }
                #expect(String(decoding: read, as: UTF8.self) == "3456")
            }
        }
    }

    @Test func aReaderIsSentToTheStoreWhereThatIsSet() async throws {
        try await S3Bench.open(delivery: "redirect") { stage in
            let hash = try await stage.adopt("0123456789")
            let redirecting = try S3Bench.store(stage.fake, stage.bench, stage.world, "third", delivery: "redirect")
            guard case .address(let address) = try await redirecting.reach(hash, bytes: 5 << 20, as: Self.served) else {
                Issue.record("nobody is sent anywhere")
                return
            }
            try await redirecting.close()
            #expect(address.hasPrefix("http://127.0.0.1:\(stage.fake.port)/stage/house/blobs/"))
            #expect(address.contains("X-Amz-Expires=300") && address.contains("response-content-type=video%2Fmp4"))
        }
    }

    @Test func partsOfADayAgoAreGivenUp() async throws {
        try await S3Bench.open { stage in
            let now = stage.world.now
            stage.fake.state.withLock { state in
                state.uploads["old"] = FakeS3.Upload(name: "house/blobs/x", at: now)
            }
            stage.world.advance(seconds: 86_000)
            try await stage.store.sweep()
            #expect(stage.fake.state.withLock { $0.uploads.count } == 1)
            stage.world.advance(seconds: 1000)
            try await stage.store.sweep()
            #expect(stage.fake.state.withLock { $0.uploads.isEmpty })
        }
    }

    @Test func aStoreThatSendsAnotherPartIsNotBelieved() async throws {
        try await S3Bench.open { stage in
            let bytes = [UInt8](repeating: 7, count: 5 << 20)
            let hash = stage.put(bytes)
            try await stage.onAnotherNode { other in
                let place = try await other.reach(hash, bytes: Int64(bytes.count), as: Self.served)
                guard case .remote(let open) = place else { throw FileFailure(action: "find", path: "", code: 2) }
                var read = 0
                for try await piece in try await open(10..<20) { read += piece.readableBytes }
                #expect(read == 10)
                stage.fake.be(.knowsNoParts)
                await #expect(throws: S3Refusal.self) { _ = try await open(10..<20) }
            }
        }
    }

    @Test func readersWhoPauseKeepNobodyFromTheStore() async throws {
        try await S3Bench.open { stage in
            let bytes = [UInt8](repeating: 7, count: 5 << 20)
            let hash = stage.put(bytes)
            try await stage.onAnotherNode { other in
                let place = try await other.reach(hash, bytes: Int64(bytes.count), as: Self.served)
                guard case .remote(let open) = place else { throw FileFailure(action: "find", path: "", code: 2) }
                var readers: [BlobStream.AsyncIterator] = []
                for _ in 0..<40 {
                    var reader = try await open(0..<Int64(bytes.count)).makeAsyncIterator()
                    #expect(try await reader.next() != nil)
                    readers.append(reader)
                }
                _ = try await BlobBench(bench: stage.bench, store: other).adopt(Array("an upload".utf8))
                #expect(other.isReachable && readers.count == 40)
            }
        }
    }

    @Test func copiesOfWhatIsGoneGo() async throws {
        try await S3Bench.open { stage in
            let (kept, gone) = (try await stage.adopt("kept"), try await stage.adopt("gone"))
            for hash in [kept, gone] {
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
                    ofItemAtPath: try await stage.store.localFile(of: hash))
            }
            try await stage.store.forgetCopies(but: [kept.text])
            stage.fake.be(.out)
            #expect(try stage.bench.bytes(of: try await stage.store.localFile(of: kept)) == Array("kept".utf8))
            await #expect(throws: BlobOutage.self) { _ = try await stage.store.localFile(of: gone) }
        }
    }

    @Test func partsOfAnUploadAreGatheredOnAnotherNode() async throws {
        try await S3Bench.open { stage in
            let here = try UploadSpool(root: "\(stage.bench.folder)/here", holder: "a", shared: stage.store.parts)
            let there = try UploadSpool(root: "\(stage.bench.folder)/there", holder: "b", shared: stage.store.parts)
            try await here.create("upload_1")
            let writer = try await here.open("upload_1", at: 0)
            try await writer.append(Array("hello ".utf8))
            try await writer.sync()
            let first = try #require(try await here.share("upload_1", 0..<6, as: "upload_1/one"))
            try await writer.append(Array("world".utf8))
            try await writer.sync()
            let second = try #require(try await here.share("upload_1", 6..<11, as: "upload_1/two"))

            try await there.gather("upload_1", [first, second])

            #expect(try stage.bench.bytes(of: there.path("upload_1")) == Array("hello world".utf8))
            // Never something with a hole in it.
            await #expect(throws: FileFailure.self) { try await there.gather("upload_1", [second]) }
        }
    }
}
