import Database
import Domain
import Rehearsal
import Store
import Testing

struct MeaningStoreTests {
    @Test(arguments: Engine.available)
    func vectorsAreKeptByClipAndModel(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip().id
            let store = MeaningStore(stage.connection)
            try store.put([1, 2, 255], of: clip, model: "one", at: stage.now)
            try store.put([4], of: clip, model: "other", at: stage.now)
            try store.put([5, 0], of: clip, model: "other", at: stage.now)
            #expect(try store.find([clip], model: "one") == [clip: [1, 2, 255]])
            #expect(try store.find([clip], model: "other") == [clip: [5, 0]])
        }
    }

    @Test(arguments: Engine.available)
    func vectorsOfModelsNobodyAsksGo(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip().id
            let store = MeaningStore(stage.connection)
            for model in ["one", "two", "three"] { try store.put([1], of: clip, model: model, at: stage.now) }
            try store.deleteAll(except: ["one", "three", "none"])
            #expect(try store.find([clip], model: "two").isEmpty)
            try store.delete(model: "three")
            #expect(try store.find([clip], model: "three").isEmpty)
            #expect(try store.find([clip], model: "one") == [clip: [1]])
        }
    }

    @Test(arguments: Engine.available)
    func vectorsOfAMissingClipAreNotKept(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = MeaningStore(stage.connection)
            try store.put([1], of: ID("clip_gone"), model: "one", at: stage.now)
            #expect(try store.find([ID("clip_gone")], model: "one").isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func stampChangesWithTheClipAndWithItsVectors(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip().id
            try stage.anyClip("In work", state: .draft)
            let store = MeaningStore(stage.connection)
            func stamp() throws -> UInt64? { try store.stamps(model: "one")[clip] }
            let first = try stamp()
            #expect(try store.stamps(model: "one").count == 1)
            try store.put([1], of: clip, model: "one", at: stage.now)
            let second = try stamp()
            stage.world.advance(seconds: 5)
            try stage.clips.setMedia(ClipMedia(originalName: "other"), of: clip, at: stage.now)
            #expect(Set([first, second, try stamp()]).count == 3)
        }
    }
}
