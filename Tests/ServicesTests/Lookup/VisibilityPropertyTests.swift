import Database
import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// Whatever people do with clips: what someone can find is exactly what is published and they may see.
struct VisibilityPropertyTests {
    @Test(arguments: UInt64(1)...6)
    func whatIsFoundIsWhatIsPublishedAndMayBeSeen(seed: UInt64) async throws {
        try await Stage.open { stage in
            var dice = Dice(seed: seed)
            let cast = try await stage.cast()
            var clips: [ID<Clip>] = []
            for owner in [cast.owner, cast.owner, cast.performer, cast.outsider, cast.otherManager] {
                clips.append(try await stage.clip(of: owner, state: .draft, said: "They say it costs too much."))
            }
            for step in 0..<30 {
                let clip = clips[Int(dice.next() % UInt64(clips.count))]
                let actor = cast.everyone[Int(dice.next() % UInt64(cast.everyone.count))]
                let operation = Operation.allCases[Int(dice.next() % UInt64(Operation.allCases.count))]
                // Most attempts are refused: that nothing changes then is part of what is tested.
                _ = try await refusal { try await operation.run(on: clip, by: actor, stage, dice.next()) }
                try await compare(stage, cast, "step \(step): \(operation) by \(actor.person.name)")
            }
        }
    }

    private func compare(_ stage: Stage, _ cast: Stage.Cast, _ comment: Comment) async throws {
        let all = try await stage.database.read { connection in
            try ClipStore(connection).find(ids: connection.rows("SELECT id FROM clip").map { try $0.id("id") })
        }
        for actor in cast.everyone {
            let mayBeFound = all.filter {
                $0.state == .published && $0.notice?.withdrawnAt == nil
                    && Permission.allows(.see, for: actor, on: $0.access)
            }
            // The index itself, before the service asks the policy once more.
            let hits = stage.services.indexing.index.lookup(
                LookupInput(text: "", limit: 50), viewer: Viewer(actor), today: stage.world.now.day
            ).hits
            #expect(Set(hits.map(\.clip)) == Set(mayBeFound.map(\.id)), comment)
            for hit in hits {
                #expect(hit.title == mayBeFound.first { $0.id == hit.clip }?.details.title, comment)
            }
            let listed = try await stage.services.clips.list(ClipFilter(), limit: 200, by: actor)
            let visible = all.filter { Permission.allows(.see, for: actor, on: $0.access) }
            #expect(Set(listed.items.map(\.id)) == Set(visible.map(\.id)), comment)
            // What is remembered between requests is no older than the last change.
            #expect(listed.total == visible.count, comment)
            let counts = try await stage.services.clips.counts(by: actor)
            #expect(counts.states == Dictionary(grouping: visible, by: \.state).mapValues(\.count), comment)
            for clip in all {
                let refused = try await refusal {
                    _ = try await stage.services.media.open(.rendition(.main), of: clip.id, by: actor)
                }
                #expect((refused == nil) == visible.contains { $0.id == clip.id }, comment)
            }
        }
    }

    private enum Operation: CaseIterable {
        case publish, retire, trash, restore, widen, narrow, hide, edit, withdraw, giveAway, mendWords, purge
        case publishAgain, shareAgain

        func run(on clip: ID<Clip>, by actor: Actor, _ stage: Stage, _ number: UInt64) async throws {
            let clips = stage.services.clips
            switch self {
            case .publish, .publishAgain: _ = try await clips.publish(clip, by: actor)
            case .retire: _ = try await clips.retire(clip, by: actor)
            case .trash: try await clips.trash(clip, by: actor)
            case .restore: _ = try await clips.restore(clip, by: actor)
            case .widen, .shareAgain: _ = try await clips.setVisibility(clip, to: .library, by: actor)
            case .narrow: _ = try await clips.setVisibility(clip, to: .team, by: actor)
            case .hide: _ = try await clips.setVisibility(clip, to: .private, by: actor)
            case .edit:
                var changes = ClipChanges()
                changes.title = "Title \(number % 100)"
                _ = try await clips.edit(clip, changes, by: actor)
            case .withdraw: if number % 4 == 0 { try await clips.withdraw(clip, by: actor) }
            case .giveAway:
                var changes = ClipChanges()
                changes.owner = actor.person.id
                _ = try await clips.edit(clip, changes, by: actor)
            case .mendWords:
                let revision = try await clips.transcript(of: clip, by: actor).revision
                let line = TranscriptLine(startMilliseconds: 0, endMilliseconds: 900, text: "Number \(number % 100)")
                _ = try await clips.saveTranscript([line], of: clip, revision: revision, by: actor)
            case .purge: try await clips.purge(clip, by: actor)
            }
        }
    }
}
