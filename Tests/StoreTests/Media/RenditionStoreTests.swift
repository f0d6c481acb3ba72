import Database
import Domain
import Rehearsal
import Store
import Testing

struct RenditionStoreTests {
    @Test(arguments: Engine.available, RenditionKind.allCases)
    func renditionComesBackWithTheBytesOfItsFile(engine: Engine, kind: RenditionKind) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let rendition = Rendition(
                clip: clip.id, kind: kind, blob: try stage.blob("a", bytes: 77), bytes: 77, contentType: "video/mp4",
                width: 1280, height: 720, layout: "2000,5,5,160,90", createdAt: stage.now)
            try stage.renditions.upsert(rendition)
            #expect(try stage.renditions.find(clip.id, kind) == rendition)
            #expect(try stage.renditions.list(of: clip.id) == [rendition])
        }
    }

    @Test(arguments: Engine.available)
    func latestOfAKindReplacesTheOneBefore(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let other = try stage.anyClip()
            func made(_ clip: Clip, _ kind: RenditionKind, _ digit: Character, width: Int?) throws -> Rendition {
                let rendition = Rendition(
                    clip: clip.id, kind: kind, blob: try stage.blob(digit), bytes: 1, contentType: "image/jpeg",
                    width: width, createdAt: stage.now)
                try stage.renditions.upsert(rendition)
                return rendition
            }
            _ = try made(clip, .poster, "a", width: 640)
            let poster = try made(clip, .poster, "b", width: nil)
            let main = try made(clip, .main, "c", width: 1)
            let others = try made(other, .poster, "a", width: 2)
            #expect(Set(try stage.renditions.list(of: clip.id)) == [poster, main])
            #expect(Set(try stage.renditions.list(of: [clip.id, other.id])) == [poster, main, others])
            #expect(try stage.renditions.find(clip.id, .small) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func renditionWithoutItsFileIsRefused(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let rendition = Rendition(
                clip: clip.id, kind: .main, blob: String(repeating: "f", count: 64), bytes: 1, contentType: "video/mp4",
                createdAt: stage.now)
            #expect(stage.failureKind { try stage.renditions.upsert(rendition) } == .foreignKeyViolation)
        }
    }
}
