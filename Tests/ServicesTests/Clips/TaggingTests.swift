import Domain
import Rehearsal
import Services
import Testing

/// Filing many clips at once.
struct TaggingTests {
    @Test func untaggedClipsAreOnesOwnWithAGuess() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let heard = try await stage.clip("call", of: cast.owner, said: "You are too expensive for us, they said.") {
                $0.details.objection = nil
                $0.details.stage = nil
            }
            let silent = try await stage.clip("silence", of: cast.owner, state: .draft) { $0.details.objection = nil }
            try await stage.clip("filed", of: cast.owner)
            let typed = try await stage.clip("typed", of: cast.owner) { clip in
                clip.details.objection = nil
                clip.details.clipType = ID("ct.demo")
            }
            let found = try await stage.services.clips.untagged(by: cast.owner)
            #expect(found.map(\.clip.id) == [heard, silent])
            #expect(found.first?.objection?.term == ID("ob.price"))
            #expect(found.last?.objection == nil)
            #expect(!found.contains { $0.clip.id == typed })
            #expect(try await stage.services.clips.untagged(by: cast.peer).isEmpty)
            #expect(try await stage.services.clips.untagged(by: cast.manager).count == 2)
        }
    }

    @Test func confirmedTagsAreEditsAndFoundAtOnce() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clips = stage.services.clips
            let clip = try await stage.clip("call", of: cast.owner) { clip in
                clip.details.objection = nil
                clip.details.stage = nil
            }
            let other = try await stage.clip("filed", of: cast.owner)
            let tags = [clip, other].map {
                ClipService.Tag(clip: $0, objection: ID("ob.later"), stage: ID("st.discover"))
            }
            #expect(try await clips.tag(tags, by: cast.owner) == 1)
            #expect(try await stage.stored(clip).details.objection == ID("ob.later"))
            #expect(try await stage.stored(clip).details.stage == ID("st.discover"))
            #expect(try await stage.stored(other).details.objection == ID("ob.price"))
            #expect(try await stage.events().contains("clip.edited"))
        }
    }

    @Test func othersClipsAndUnknownObjectionsAreRefused() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clips = stage.services.clips
            let clip = try await stage.clip("call", of: cast.owner) { $0.details.objection = nil }
            let tag = ClipService.Tag(clip: clip, objection: ID("ob.later"), stage: nil)
            #expect(try await refusal { try await clips.tag([tag], by: cast.peer) }?.status == 403)
            #expect(try await refusal { try await clips.tag([tag], by: cast.outsider) } == .notFound)
            let wrong = ClipService.Tag(clip: clip, objection: ID("st.discover"), stage: nil)
            #expect(try await refusal { try await clips.tag([wrong], by: cast.owner) }?.status == 422)
            let many = Array(repeating: tag, count: 51)
            #expect(try await refusal { try await clips.tag(many, by: cast.owner) }?.status == 422)
        }
    }
}
