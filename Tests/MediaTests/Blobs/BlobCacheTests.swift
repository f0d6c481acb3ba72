import Foundation
import Rehearsal
import Testing

@testable import Media

/// Copies on this machine's disk stay within their limit, whatever comes in.
struct BlobCacheTests {
    @Test func copiesThatNobodyAskedForLatelyMakeRoom() async throws {
        try await S3Bench.open(cacheBytes: 100) { stage in
            var hashes: [BlobHash] = []
            for letter in ["a", "b"] {
                let hash = try await stage.adopt(String(repeating: letter, count: 40))
                try Self.age(try await stage.store.localFile(of: hash), seconds: letter == "a" ? 120 : 90)
                hashes.append(hash)
            }
            hashes.append(try await stage.adopt(String(repeating: "c", count: 40)))
            stage.fake.be(.out)
            await #expect(throws: BlobOutage.self) { _ = try await stage.store.localFile(of: hashes[0]) }
            for hash in hashes.dropFirst() { _ = try await stage.store.localFile(of: hash) }
        }
    }

    @Test func whatIsFreshIsNotLookedThroughForEveryFile() {
        let count = CacheCount(0, limit: 100)
        #expect(!count.add(100))
        #expect(count.add(50))
        // Nothing could go.
        count.set(150)
        #expect(!count.add(5))
        #expect(count.add(1))
        count.set(90)
        #expect(!count.add(10))
        #expect(count.add(1))
    }

    private static func age(_ path: String, seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: path)
    }
}
