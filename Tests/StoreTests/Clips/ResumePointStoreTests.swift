import Domain
import Rehearsal
import Store
import Testing

struct ResumePointStoreTests {
    @Test(arguments: Engine.available)
    func latestPlaceReplacesTheOneBefore(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let person = try stage.person().id
            #expect(try stage.resumePoints.find(person, clip.id) == nil)
            try stage.resumePoints.set(person, clip.id, milliseconds: 9_000, at: stage.now)
            try stage.resumePoints.set(person, clip.id, milliseconds: 0, at: stage.now)
            #expect(try stage.resumePoints.find(person, clip.id) == 0)
            #expect(try stage.resumePoints.find(clip.owner, clip.id) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func recentIsLatestFirstAndLimited(engine: Engine) async throws {
        try await engine.onStage { stage in
            let person = try stage.person().id
            let clips = try (0..<3).map { _ in
                stage.world.advance(seconds: 1)
                let clip = try stage.anyClip()
                try stage.resumePoints.set(person, clip.id, milliseconds: 1, at: stage.now)
                return clip.id
            }
            stage.world.advance(seconds: 1)
            try stage.resumePoints.set(person, clips[0], milliseconds: 2, at: stage.now)
            let recent = try stage.resumePoints.recent(person, limit: 2)
            #expect(recent.map(\.clip) == [clips[0], clips[2]])
            #expect(recent.map(\.milliseconds) == [2, 1])
        }
    }

    @Test(arguments: Engine.available)
    func begunNamesOnlyTheAskedClipsThatThisPersonBegan(engine: Engine) async throws {
        try await engine.onStage { stage in
            let person = try stage.person().id
            let clips = try (0..<3).map { _ in try stage.anyClip() }
            try stage.resumePoints.set(person, clips[0].id, milliseconds: 1, at: stage.now)
            try stage.resumePoints.set(person, clips[1].id, milliseconds: 1, at: stage.now)
            try stage.resumePoints.set(clips[2].owner, clips[2].id, milliseconds: 1, at: stage.now)
            let begun = try stage.resumePoints.begun(person, among: [clips[1].id, clips[2].id])
            #expect(begun == [clips[1].id: stage.now])
            #expect(try stage.resumePoints.begun(person, among: []).isEmpty)
        }
    }
}
