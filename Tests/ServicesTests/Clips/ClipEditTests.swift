import Domain
import Services
import Testing

/// Edits, the trash, and what withdrawing a notice does.
struct ClipEditTests {
    @Test func anEditOfAnOldVersionIsRefusedAndUndoesNothing() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner)
            var changes = ClipChanges()
            changes.version = 1
            changes.title = "First"
            #expect(try await stage.services.clips.edit(clip, changes, by: owner).version == 2)
            changes.title = "Second"
            let problem = try await refusal { try await stage.services.clips.edit(clip, changes, by: owner) }
            #expect(problem?.code == "edited_meanwhile")
            #expect(try await stage.stored(clip).details.title == "First")
        }
    }

    @Test func whatAnEditDoesNotNameStays() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner) { $0.details.tags = ["budget"] }
            let before = try await stage.stored(clip).details
            var changes = ClipChanges()
            changes.description = "New"
            var expected = before
            expected.description = "New"
            #expect(try await stage.services.clips.edit(clip, changes, by: owner).details == expected)
            #expect(try await stage.stored(clip).details == expected)
        }
    }

    @Test func aClipIsGivenToPeopleWithAnAccountOnly() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            _ = try await stage.services.people.deactivate(cast.outsider.person.id, by: cast.admin)
            var changes = ClipChanges()
            for nobody in [cast.outsider.person.id, ID<Person>("person_nobody")] {
                changes.owner = nobody
                let problem = try await refusal { try await stage.services.clips.edit(clip, changes, by: cast.owner) }
                #expect(problem?.errors.map(\.field) == ["owner"])
            }
            changes.owner = cast.peer.person.id
            _ = try await stage.services.clips.edit(clip, changes, by: cast.owner)
            #expect(try await refusal { try await stage.services.clips.trash(clip, by: cast.owner) }?.status == 403)
            try await stage.services.clips.trash(clip, by: cast.peer)
        }
    }

    @Test(arguments: [ClipState.draft, .processing, .published, .retired, .rejected])
    func aRestoredClipIsWhatItWas(state: ClipState) async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, state: state)
            let before = try await stage.stored(clip)
            try await stage.services.clips.trash(clip, by: owner)
            #expect(try await stage.services.clips.trashed(by: owner).map(\.id) == [clip])
            #expect(try await refusal { try await stage.services.clips.show(clip, by: owner) } == .notFound)
            let after = try await stage.services.clips.restore(clip, by: owner)
            #expect(after.state == before.state)
            #expect(after.details == before.details)
            #expect(after.publishedAt == before.publishedAt)
            #expect(try await stage.services.clips.trashed(by: owner).isEmpty)
        }
    }

    @Test func withdrawingTheNoticeHidesTheClipFromAllButAdmins() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, visibility: .library, said: "The buyer agreed in the end.")
            #expect(try await stage.found("expensive", by: cast.peer) == [clip])
            try await stage.services.clips.withdraw(clip, by: cast.owner)
            for actor in cast.everyone where !actor.isAdmin {
                #expect(try await refusal { try await stage.services.clips.show(clip, by: actor) } == .notFound)
                #expect(
                    try await refusal { try await stage.services.clips.transcript(of: clip, by: actor) } == .notFound)
                let main = MediaService.Part.rendition(.main)
                #expect(
                    try await refusal { try await stage.services.media.open(main, of: clip, by: actor) } == .notFound)
                #expect(try await stage.found("expensive", by: actor).isEmpty)
                #expect(try await stage.services.clips.list(ClipFilter(), by: actor).total == 0)
            }
            _ = try await stage.services.clips.show(clip, by: cast.admin)
            #expect(try await stage.found("expensive", by: cast.admin).isEmpty)
            #expect(try await stage.events().last == "clip.notice_withdrawn")
        }
    }

    @Test func aChangeThatIsRefusedLeavesNoTrace() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let before = (try await stage.stored(clip), try await stage.events())
            var changes = ClipChanges()
            changes.title = String(repeating: "x", count: 201)
            _ = try await refusal { try await stage.services.clips.edit(clip, changes, by: cast.owner) }
            _ = try await refusal { try await stage.services.clips.retire(clip, by: cast.peer) }
            #expect(try await stage.stored(clip) == before.0)
            #expect(try await stage.events() == before.1)
        }
    }

    @Test func whereOneStoppedIsKeptWithinTheClipAndForOneselfOnly() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let clips = stage.services.clips
            try await clips.setPosition(clip, milliseconds: 9_999_999, by: cast.peer)
            #expect(try await clips.show(clip, by: cast.peer).resumeMilliseconds == 60_000)
            #expect(try await clips.show(clip, by: cast.owner).resumeMilliseconds == nil)
            let problem = try await refusal { try await clips.setPosition(clip, milliseconds: 1, by: cast.outsider) }
            #expect(problem == .notFound)
            #expect(try await clips.toContinue(limit: 5, by: cast.peer).map(\.clip.id) == [clip])
            _ = try await clips.setVisibility(clip, to: .private, by: cast.owner)
            #expect(try await clips.toContinue(limit: 5, by: cast.peer).isEmpty)
        }
    }
}
