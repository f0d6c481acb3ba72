import Domain
import Rehearsal
import Store
import Testing

struct MomentStoreTests {
    private static func moment(_ id: ID<Moment>, _ start: Int, _ end: Int, _ title: String = "Price") -> Moment {
        Moment(id: id, startMilliseconds: start, endMilliseconds: end, title: title)
    }

    @Test(arguments: Engine.available)
    func momentsComeBackInTheOrderOfTime(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let late = Self.moment(stage.world.id(), 86_399_999, 86_400_000, "'quoted' 🎧")
            let early = Self.moment(stage.world.id(), 0, 1)
            try stage.moments.replaceAll(of: clip.id, with: [late, early])
            #expect(try stage.moments.list(of: clip.id) == [early, late])
        }
    }

    @Test(arguments: Engine.available)
    func momentsThatStayKeepTheirIdsWhenTheListIsReplaced(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let kept = Self.moment(stage.world.id(), 10, 20)
            let gone = Self.moment(stage.world.id(), 30, 40)
            try stage.moments.replaceAll(of: clip.id, with: [kept, gone])
            let moved = Self.moment(kept.id, 50, 60, "New words")
            let new = Self.moment(stage.world.id(), 1, 2)
            try stage.moments.replaceAll(of: clip.id, with: [moved, new])
            #expect(try stage.moments.list(of: clip.id) == [new, moved])
        }
    }

    @Test(arguments: Engine.available)
    func momentsOfSeveralClipsAreKeptApart(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clips = [try stage.anyClip(), try stage.anyClip(), try stage.anyClip()]
            let first = Self.moment(stage.world.id(), 0, 1)
            let second = Self.moment(stage.world.id(), 0, 1)
            try stage.moments.replaceAll(of: clips[0].id, with: [first])
            try stage.moments.replaceAll(of: clips[1].id, with: [second])
            let found = try stage.moments.list(of: clips.map(\.id))
            #expect(found == [clips[0].id: [first], clips[1].id: [second]])
            try stage.moments.replaceAll(of: clips[0].id, with: [])
            #expect(try stage.moments.list(of: clips[1].id) == [second])
        }
    }

    @Test(arguments: Engine.available)
    func momentOfAnotherClipCannotBeTakenOver(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clips = [try stage.anyClip(), try stage.anyClip()]
            let moment = Self.moment(stage.world.id(), 0, 1)
            try stage.moments.replaceAll(of: clips[0].id, with: [moment])
            #expect(stage.refusal { try stage.moments.replaceAll(of: clips[1].id, with: [moment]) } != nil)
            #expect(try stage.moments.list(of: clips[0].id) == [moment])
        }
    }
}
