import Database
import Domain
import Foundation
import Media
import Rehearsal
import Services
import Store
import Testing

/// What the sweeper takes away, and what it must never touch.
struct SweepTests {
    @Test func aBlobNothingPointsAtGoesAfterADay() async throws {
        try await Stage.open { stage in
            let hash = try await orphan("nobody needs this", stage)
            try age(await stage.blobs.localFile(of: hash), stage)
            try await stage.services.storage.sweep()
            #expect(try await stage.blobs.size(of: hash) != nil)
            stage.world.advance(seconds: 86_401)
            try await stage.services.storage.sweep()
            #expect(try await stage.blobs.size(of: hash) == nil)
            #expect(try await stage.database.read { try !BlobRowStore($0).exists(hash.text) })
        }
    }

    @Test(arguments: [ClipState.draft, .processing, .published, .retired, .rejected, .trashed])
    func aBlobInUseStaysWhateverStateItsClipIsIn(state: ClipState) async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let original = try await orphan("the original", stage)
            _ = try await stage.clip(of: owner, state: state) { $0.media.originalBlob = original.text }
            let rendition = try await stage.keep("moving pictures")
            for hash in [original, rendition] { try age(await stage.blobs.localFile(of: hash), stage) }
            stage.world.advance(seconds: 30 * 86_400)
            try await stage.services.storage.sweep()
            #expect(try await stage.blobs.size(of: original) != nil)
            #expect(try await stage.blobs.size(of: rendition) != nil)
        }
    }

    @Test func whatWasDoneJustNowIsDoneAgainOnlyWhenTheServerStarts() async throws {
        try await Stage.open { stage in
            let housekeeper = stage.services.housekeeper
            stage.world.advance(seconds: 86_401)
            await housekeeper.doWhatIsDue()
            let hash = try await orphan("nobody needs this", stage)
            try age(await stage.blobs.localFile(of: hash), stage)
            try await stage.database.write { try $0.run("UPDATE blob SET created_at = 0") }
            await housekeeper.doWhatIsDue()
            #expect(try await stage.blobs.size(of: hash) != nil)
            await housekeeper.doWhatIsDue(inAnyCase: true)
            #expect(try await stage.blobs.size(of: hash) == nil)
        }
    }

    @Test func aBlobOfTwoClipsGoesWithTheLast() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clips = [try await stage.clip(of: cast.owner), try await stage.clip(of: cast.peer)]
            let shared = try await stage.keep("moving pictures")
            try age(await stage.blobs.localFile(of: shared), stage)
            stage.world.advance(seconds: 86_401)
            for (clip, isThere) in zip(clips, [true, false]) {
                try await stage.services.clips.trash(clip, by: cast.admin)
                try await stage.services.clips.purge(clip, by: cast.admin)
                try await stage.services.storage.sweep()
                #expect(try await (stage.blobs.size(of: shared) != nil) == isThere)
            }
        }
    }

    @Test func aBlobThatWasBroughtInAgainAMomentAgoStays() async throws {
        try await Stage.open { stage in
            let hash = try await orphan("brought in again", stage)
            stage.world.advance(seconds: 86_401)
            // The row is old, the file is not: somebody is just making a clip of it.
            try await stage.services.storage.sweep()
            #expect(try await stage.blobs.size(of: hash) != nil)
        }
    }

    @Test func partsWithoutARowGoAfterADayAndFreshOnesAreLeftAlone() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let known = try await stage.begin("0123456789", by: ana).id.text
            for name in ["upload_old", "upload_fresh"] { try await stage.spool.create(name) }
            for name in ["upload_old", known] { try age(stage.spool.path(name), stage) }
            try await stage.services.storage.sweepDisk()
            #expect(try await Set(stage.spool.list()) == [known, "upload_fresh"])
        }
    }

    @Test func filesWithoutARowAreReportedAndLeftAlone() async throws {
        try await Stage.open { stage in
            let admin = try await stage.person("Ana", role: .admin, in: "A")
            let stray = try await stage.keep("put back from a copy")
            try await stage.services.storage.countStrays()
            #expect(try await !reportsStrays(stage, to: admin))
            try age(await stage.blobs.localFile(of: stray), stage)
            try await stage.services.storage.countStrays()
            #expect(try await reportsStrays(stage, to: admin))
            #expect(try await stage.blobs.size(of: stray) != nil)
        }
    }

    private func reportsStrays(_ stage: Stage, to admin: Actor) async throws -> Bool {
        try await stage.services.storage.status(by: admin).warnings.contains { $0.hasPrefix("1 files") }
    }

    @Test func uploadsNobodyGoesOnWithAreForgottenWithTheirBytes() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let idle = try await stage.begin("0123456789", by: ana).id
            stage.world.advance(seconds: 86_401)
            let busy = try await stage.begin("0123456789", by: ana).id
            try await stage.services.storage.sweep()
            #expect(try await stage.spool.list() == [busy.text])
            #expect(try await refusal { try await stage.services.uploads.find(idle, by: ana) } == .notFound)
        }
    }

    @Test func aWholeUploadThatWaitsForItsClipIsKept() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.wholeUpload(by: ana)
            try age(stage.spool.path(id.text), stage)
            stage.world.advance(seconds: 3 * 86_400)
            try await stage.services.storage.sweep()
            try await stage.services.worker.takeUpWhatWasLeft()
            var turns = JobTurns()
            _ = try await stage.services.worker.runNext(in: .media, &turns)
            #expect(try await stage.services.clips.list(ClipFilter(), by: ana).total == 1)
        }
    }

    /// Bytes with a row, and nothing that points at them.
    private func orphan(_ text: String, _ stage: Stage) async throws -> BlobHash {
        let hash = try await stage.keep(text)
        let now = stage.world.now
        try await stage.database.write { try BlobRowStore($0).insert(hash: hash.text, bytes: 1, at: now) }
        return hash
    }

    /// Files have their own clock: as if it had been written long ago.
    private func age(_ path: String, _ stage: Stage) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: path)
    }
}
