import Domain
import Rehearsal
import Store
import Testing

struct ClipTrashTests {
    @Test(arguments: Engine.available)
    func trashedClipIsFoundOnlyThroughTheTrash(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let owner = try stage.actor(in: [team])
            let clip = try stage.clip(owner: owner.person, team: team, state: .trashed)
            #expect(try stage.clips.find(clip.id, visibleTo: owner) == nil)
            #expect(try stage.clips.findTrashed(clip.id, for: owner) == clip)
        }
    }

    @Test(arguments: Engine.available)
    func trashHoldsOnlyTrashedClipsLatestFirst(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let owner = try stage.actor(in: [team])
            try stage.clip(owner: owner.person, team: team, state: .draft)
            let old = try stage.clip(owner: owner.person, team: team, state: .trashed)
            stage.world.advance(seconds: 5)
            let new = try stage.clip(owner: owner.person, team: team, state: .trashed)
            #expect(try stage.clips.trash(of: owner) == [new, old])
        }
    }

    @Test(arguments: Engine.available)
    func clipThatIsNotTrashedIsNotInTheTrash(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let owner = try stage.actor(in: [team])
            let clip = try stage.clip(owner: owner.person, team: team)
            #expect(try stage.clips.findTrashed(clip.id, for: owner) == nil)
        }
    }
}
