import Database
import Domain
import Rehearsal
import Store
import Testing

struct BlobRowStoreTests {
    @Test(arguments: Engine.available)
    func sameBytesTwiceAreOneRow(engine: Engine) async throws {
        try await engine.onStage { stage in
            let hash = try stage.blob("a", bytes: 5)
            try stage.blob("a", bytes: 5)
            #expect(try stage.blobs.exists(hash))
            #expect(try !stage.blobs.exists(String(repeating: "b", count: 64)))
            let totals = try stage.blobs.totals()
            #expect(totals.count == 1)
            #expect(totals.bytes == 5)
        }
    }

    @Test(arguments: Engine.available)
    func orphansAreOldAndNothingPointsAtThem(engine: Engine) async throws {
        try await engine.onStage { stage in
            let original = try stage.blob("a")
            let rendition = try stage.blob("b")
            let orphan = try stage.blob("c")
            let clip = try stage.clip(owner: stage.person(), team: stage.team(), state: .trashed) {
                $0.media.originalBlob = original
            }
            try stage.renditions.upsert(
                Rendition(
                    clip: clip.id, kind: .poster, blob: rendition, bytes: 1, contentType: "image/jpeg",
                    createdAt: stage.now))
            stage.world.advance(seconds: 60)
            let limit = stage.now
            try stage.blob("d")
            #expect(try stage.blobs.orphans(olderThan: limit, most: 10) == [orphan])
            try stage.clips.delete(clip.id)
            #expect(try stage.blobs.orphans(olderThan: limit, most: 10) == [original, rendition, orphan])
            #expect(try stage.blobs.orphans(olderThan: limit, most: 1) == [original])
        }
    }

    @Test(arguments: Engine.available)
    func fileThatSomethingPointsAtCannotBeDeleted(engine: Engine) async throws {
        try await engine.onStage { stage in
            let hash = try stage.blob("a")
            let clip = try stage.clip(owner: stage.person(), team: stage.team()) { $0.media.originalBlob = hash }
            #expect(stage.failureKind { try stage.blobs.delete(hash) } == .foreignKeyViolation)
            try stage.clips.delete(clip.id)
            try stage.blobs.delete(hash)
            #expect(try !stage.blobs.exists(hash))
        }
    }

    @Test(arguments: Engine.available)
    func aRowWhoseFileIsBeingDeletedIsRenewedByNobodyUntilItsTimeIsOver(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (hash, made) = (try stage.blob("a"), stage.now)
            #expect(try stage.blobs.isOutOfReach(hash, freshSince: made))
            stage.world.advance(seconds: 60)
            let now = stage.now
            #expect(try !stage.blobs.isOutOfReach(hash, freshSince: now))
            #expect(try !stage.blobs.beginEnding(hash, olderThan: made, at: now))
            #expect(try stage.blobs.beginEnding(hash, olderThan: now, at: now))
            #expect(try !stage.blobs.renew(hash, at: now, stale: now))
            #expect(try stage.blobs.renew(hash, at: now, stale: now.advanced(bySeconds: 1)))
            #expect(try stage.blobs.isOutOfReach(hash, freshSince: now))
            #expect(try !stage.blobs.endOrphan(hash))
        }
    }

    @Test(arguments: Engine.available)
    func walkingThroughAllMeetsEachOnceAndKnowsTheDamaged(engine: Engine) async throws {
        try await engine.onStage { stage in
            for digit in "cab" { try stage.blob(digit) }
            try stage.blobs.setVerified(String(repeating: "b", count: 64), isDamaged: true, at: stage.now)
            var seen: [BlobRowStore.Stored] = []
            while let last = try stage.blobs.list(after: seen.last?.hash ?? "", limit: 1).first { seen.append(last) }
            #expect(seen.compactMap(\.hash.first) == ["a", "b", "c"])
            #expect(seen.map(\.isDamaged) == [false, true, false])
        }
    }
}
