import Database
import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// What is found follows what is committed, by the next lookup.
struct LookupFollowsTests {
    @Test func publishingAndRetiring() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, state: .draft)
            #expect(try await stage.found("expensive", by: cast.owner).isEmpty)
            _ = try await stage.services.clips.publish(clip, by: cast.owner)
            #expect(try await stage.found("expensive", by: cast.peer) == [clip])
            _ = try await stage.services.clips.retire(clip, by: cast.owner)
            #expect(try await stage.found("expensive", by: cast.peer).isEmpty)
        }
    }

    @Test func editingTitleTranscriptAndMoments() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("Zebras at the board", of: cast.owner, said: "About lighthouses.")
            let clips = stage.services.clips
            var changes = ClipChanges()
            changes.title = "Giraffes in procurement"
            #expect(try await stage.found("zebras", by: cast.peer) == [clip])
            _ = try await clips.edit(clip, changes, by: cast.owner)
            #expect(try await stage.found("zebras", by: cast.peer).isEmpty)
            #expect(try await stage.found("giraffes", by: cast.peer) == [clip])
            let line = TranscriptLine(startMilliseconds: 1000, endMilliseconds: 5000, text: "Now about submarines.")
            _ = try await clips.saveTranscript([line], of: clip, revision: 1, by: cast.owner)
            #expect(try await stage.found("lighthouses", by: cast.peer).isEmpty)
            #expect(try await stage.found("submarines", by: cast.peer) == [clip])
            let moment = MomentInput(startMilliseconds: 1000, endMilliseconds: 5000, title: "The walrus question")
            let made = try await clips.setMoments([moment], of: clip, by: cast.owner)
            let rows = try await stage.services.lookup.lookup(LookupInput(text: "walrus"), by: cast.peer).rows
            #expect(rows.first?.hit.moment == made.first?.id)
        }
    }

    @Test func changingWhoMaySeeIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let clips = stage.services.clips
            #expect(try await stage.found("expensive", by: cast.outsider).isEmpty)
            _ = try await clips.setVisibility(clip, to: .library, by: cast.manager)
            #expect(try await stage.found("expensive", by: cast.outsider) == [clip])
            _ = try await clips.setVisibility(clip, to: .private, by: cast.owner)
            #expect(try await stage.found("expensive", by: cast.outsider).isEmpty)
            #expect(try await stage.found("expensive", by: cast.peer).isEmpty)
            #expect(try await stage.found("expensive", by: cast.owner) == [clip])
        }
    }

    @Test func trashingAtOnceAndRestoring() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            try await stage.services.clips.trash(clip, by: cast.owner)
            for actor in cast.everyone { #expect(try await stage.found("expensive", by: actor).isEmpty) }
            #expect(stage.services.indexing.index.clipCount == 0)
            _ = try await stage.services.clips.restore(clip, by: cast.owner)
            #expect(try await stage.found("expensive", by: cast.peer) == [clip])
        }
    }

    @Test func anIndexThatIsBehindShowsNothingThatMayNotBeSeen() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let now = stage.world.now
            try await stage.database.write { connection in
                guard var hidden = try ClipStore(connection).find(clip) else { return }
                hidden.visibility = .private
                hidden.updatedAt = now
                _ = try ClipStore(connection).update(hidden, expecting: hidden.version)
            }
            #expect(try await stage.found("expensive", by: cast.peer).isEmpty)
        }
    }

    @Test func anIndexBuiltAnewAnswersAsTheOneThatFollowed() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for number in 0..<5 { try await stage.clip("Too expensive \(number)", of: cast.owner) }
            try await stage.clip(of: cast.owner, state: .retired)
            let before = try await stage.found("expensive", by: cast.peer)
            try await stage.services.indexing.rebuild()
            #expect(Set(try await stage.found("expensive", by: cast.peer)) == Set(before))
            #expect(before.count == 5)
        }
    }
}
