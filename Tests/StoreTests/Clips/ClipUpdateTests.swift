import Domain
import Rehearsal
import Store
import Testing

struct ClipUpdateTests {
    @Test(arguments: Engine.available)
    func updateWritesTheRecordAndRaisesTheVersion(engine: Engine) async throws {
        try await engine.onStage { stage in
            var clip = try stage.anyClip(state: .draft)
            clip.details.title = "Better"
            clip.details.tags = ["b", "a"]
            clip.state = .published
            clip.publishedAt = stage.now
            #expect(try stage.clips.update(clip, expecting: 1))
            clip.version = 2
            #expect(try stage.clips.find(clip.id) == clip)
        }
    }

    @Test(arguments: Engine.available)
    func slowerOfTwoEditorsChangesNothing(engine: Engine) async throws {
        try await engine.onStage { stage in
            let seen = try stage.anyClip()
            var first = seen
            first.details.title = "First"
            first.details.tags = ["first"]
            var second = seen
            second.details.title = "Second"
            second.details.tags = ["second"]
            #expect(try stage.clips.update(first, expecting: seen.version))
            #expect(try !stage.clips.update(second, expecting: seen.version))
            let kept = try stage.clips.find(seen.id)
            #expect(kept?.details.title == "First")
            #expect(kept?.details.tags == ["first"])
            #expect(kept?.version == 2)
        }
    }

    @Test(arguments: Engine.available)
    func listsAreReplacedNotAppended(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            var clip = try stage.clip(owner: stage.person(), team: team) {
                $0.details.speakers = [ClipSpeaker(name: "Ana"), ClipSpeaker(name: "Bo")]
                $0.details.conditions = ["price list"]
            }
            clip.details.speakers = [ClipSpeaker(name: "Bo")]
            clip.details.conditions = []
            #expect(try stage.clips.update(clip, expecting: 1))
            #expect(try stage.clips.find(clip.id)?.details.speakers == [ClipSpeaker(name: "Bo")])
            #expect(try stage.clips.find(clip.id)?.details.conditions == [])
        }
    }

    @Test(arguments: Engine.available)
    func editLeavesWhatTheMediaJobsWroteMeanwhile(engine: Engine) async throws {
        try await engine.onStage { stage in
            var clip = try stage.anyClip()
            let media = ClipMedia(originalName: "a.mov", durationMilliseconds: 9, hasVideo: true, transcript: .machine)
            try stage.clips.setMedia(media, of: clip.id, at: stage.now)
            clip.details.title = "Edited"
            #expect(try stage.clips.update(clip, expecting: 1))
            let found = try stage.clips.find(clip.id)
            #expect(found?.media == media)
            #expect(found?.details.title == "Edited")
        }
    }

    @Test(arguments: Engine.available)
    func mediaJobsMoveAClipOnAndItsVersionToo(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip(state: .processing)
            try stage.clips.setState(.rejected, rejection: "No sound.", of: clip.id, at: stage.now)
            let found = try stage.clips.find(clip.id)
            #expect(found?.state == .rejected)
            #expect(found?.rejection == "No sound.")
            #expect(found?.version == 2)
        }
    }

    @Test(arguments: Engine.available)
    func clipInTheTrashStaysThereAndComesBackInItsNewState(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip(state: .trashed)
            try stage.clips.setState(.rejected, rejection: "No sound.", of: clip.id, at: stage.now)
            let found = try stage.clips.find(clip.id)
            #expect(found?.state == .trashed)
            #expect(found?.stateBeforeTrash == .rejected)
            #expect(found?.trashedAt == clip.trashedAt)
        }
    }
}
