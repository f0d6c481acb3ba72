import Database
import Domain
import Rehearsal
import Store
import Testing

struct LookupLogStoreTests {
    private static func lookup(_ text: String, by person: Person, _ stage: Stage) throws -> LookupRecord {
        stage.world.advance(seconds: 1)
        let record = LookupRecord(
            id: stage.world.id(), person: person.id, text: text, stage: nil, objection: "ob.price", persona: nil,
            hits: 0, bestClip: nil, isMiss: true, tookMicroseconds: 900, createdAt: stage.now)
        try stage.lookups.insert(record)
        return record
    }

    @Test(arguments: Engine.available)
    func recentIsOnesOwnWithoutRepeatsNewestFirst(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            for text in ["price", "'time' 100%", "", "price"] { _ = try Self.lookup(text, by: ana, stage) }
            _ = try Self.lookup("trust", by: stage.person("Bo"), stage)
            #expect(try stage.lookups.recent(ana.id, limit: 9) == ["price", "'time' 100%"])
            #expect(try stage.lookups.recent(ana.id, limit: 1) == ["price"])
            #expect(try stage.lookups.count() == 5)
        }
    }

    @Test(arguments: Engine.available)
    func onlyWhoAskedCanSayWhatTheyPlayed(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let bo = try stage.person("Bo")
            let record = try Self.lookup("price", by: ana, stage)
            let clip = try stage.anyClip().id
            #expect(try !stage.lookups.markPlayed(record.id, person: bo.id, clip: clip, at: stage.now))
            #expect(try stage.lookups.markPlayed(record.id, person: ana.id, clip: clip, at: stage.now))
            let row = try stage.connection.row(
                "SELECT played_clip_id, played_at FROM lookup_log WHERE id = \(record.id)")
            #expect(try row?.id("played_clip_id") == clip)
            #expect(try row?.instant("played_at") == stage.now)
        }
    }
}
