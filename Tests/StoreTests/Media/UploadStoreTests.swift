import Domain
import Rehearsal
import Store
import Testing

struct UploadStoreTests {
    private static func upload(
        _ stage: Stage, of person: Person, length: Int64 = 100, offset: Int64 = 0
    ) throws -> Upload {
        let team = try stage.team("Team of \(stage.world.id(Team.self))")
        let upload = Upload(
            id: stage.world.id(), person: person.id, team: team.id, fileName: "Zoë's \u{202E}call.mp4",
            length: length, offset: offset, createdAt: stage.now, updatedAt: stage.now)
        try stage.uploads.insert(upload)
        return upload
    }

    @Test(arguments: Engine.available)
    func uploadIsFoundByItsOwnerOnly(engine: Engine) async throws {
        try await engine.onStage { stage in
            let owner = try stage.person()
            let upload = try Self.upload(stage, of: owner, length: Int64.max, offset: 1 << 40)
            #expect(try stage.uploads.find(upload.id) == upload)
            #expect(try stage.uploads.find(upload.id, of: owner.id) == upload)
            #expect(try stage.uploads.find(upload.id, of: stage.person("Bo").id) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func uploadAdvancesOnlyFromTheOffsetItHas(engine: Engine) async throws {
        try await engine.onStage { stage in
            let upload = try Self.upload(stage, of: stage.person())
            stage.world.advance(seconds: 1)
            #expect(try stage.uploads.advance(upload.id, from: 0, to: 40, at: stage.now))
            #expect(try !stage.uploads.advance(upload.id, from: 0, to: 60, at: stage.now))
            #expect(try !stage.uploads.advance(upload.id, from: 41, to: 60, at: stage.now))
            #expect(try !stage.uploads.advance(ID("upload_none"), from: 0, to: 60, at: stage.now))
            #expect(try stage.uploads.advance(upload.id, from: 40, to: 100, at: stage.now))
            let found = try stage.uploads.find(upload.id)
            #expect(found?.offset == 100)
            #expect(found?.updatedAt == stage.now)
        }
    }

    @Test(arguments: Engine.available)
    func uploadNeverGrowsBeyondItsLength(engine: Engine) async throws {
        try await engine.onStage { stage in
            let upload = try Self.upload(stage, of: stage.person(), length: 100)
            let refusal = stage.refusal { try stage.uploads.advance(upload.id, from: 0, to: 101, at: stage.now) }
            #expect(refusal != nil)
            #expect(try stage.uploads.find(upload.id)?.offset == 0)
        }
    }

    @Test(arguments: Engine.available)
    func finishedUploadNamesItsClipAndTakesNoMoreBytes(engine: Engine) async throws {
        try await engine.onStage { stage in
            let upload = try Self.upload(stage, of: stage.person(), offset: 100)
            let clip = try stage.anyClip()
            try stage.uploads.finish(upload.id, clip: clip.id, at: stage.now)
            #expect(try stage.uploads.find(upload.id)?.clip == clip.id)
            #expect(try !stage.uploads.advance(upload.id, from: 100, to: 100, at: stage.now))
            #expect(try stage.uploads.ids().isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func limitsOfAPersonCountWhatIsNotFinished(engine: Engine) async throws {
        try await engine.onStage { stage in
            let owner = try stage.person()
            let finished = try Self.upload(stage, of: owner, length: 1, offset: 1)
            try stage.uploads.finish(finished.id, clip: stage.anyClip().id, at: stage.now)
            let first = try Self.upload(stage, of: owner, length: 20)
            let second = try Self.upload(stage, of: owner, length: 300, offset: 5)
            _ = try Self.upload(stage, of: stage.person("Bo"), length: 4000)
            #expect(try stage.uploads.countUnfinished(of: owner.id) == 2)
            #expect(try stage.uploads.declaredBytes(of: owner.id) == 320)
            #expect(try stage.uploads.ids().isSuperset(of: [first.id.text, second.id.text]))
            try stage.uploads.delete(first.id)
            #expect(try stage.uploads.declaredBytes(of: owner.id) == 300)
        }
    }

    @Test(arguments: Engine.available)
    func onlyIdleUnfinishedUploadsExpireAndOnlyFinishedOnesAreForgotten(engine: Engine) async throws {
        try await engine.onStage { stage in
            let owner = try stage.person()
            let idle = try Self.upload(stage, of: owner)
            let finished = try Self.upload(stage, of: owner, offset: 100)
            try stage.uploads.finish(finished.id, clip: stage.anyClip().id, at: stage.now)
            stage.world.advance(seconds: Upload.idleSeconds)
            let limit = stage.now
            let fresh = try Self.upload(stage, of: owner)
            #expect(try stage.uploads.list(unfinishedBefore: limit) == [idle])
            try stage.uploads.deleteFinished(before: limit)
            #expect(try stage.uploads.find(finished.id) == nil)
            #expect(try stage.uploads.ids() == [idle.id.text, fresh.id.text])
        }
    }

    @Test(arguments: Engine.available)
    func uploadWhoseClipWasDeletedDoesNotWeighOnItsOwnerForever(engine: Engine) async throws {
        try await engine.onStage { stage in
            let owner = try stage.person()
            let upload = try Self.upload(stage, of: owner, offset: 100)
            let clip = try stage.anyClip()
            try stage.uploads.finish(upload.id, clip: clip.id, at: stage.now)
            try stage.clips.delete(clip.id)
            stage.world.advance(seconds: 10 * Upload.idleSeconds)
            for expired in try stage.uploads.list(unfinishedBefore: stage.now) { try stage.uploads.delete(expired.id) }
            try stage.uploads.deleteFinished(before: stage.now)
            #expect(try stage.uploads.declaredBytes(of: owner.id) == 0)
        }
    }
}
