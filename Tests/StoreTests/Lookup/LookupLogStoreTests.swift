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
    func onlyWhoAskedOwnsTheLookup(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let record = try Self.lookup("price", by: ana, stage)
            #expect(try stage.lookups.isOf(ana.id, record.id))
            #expect(try !stage.lookups.isOf(stage.person("Bo").id, record.id))
        }
    }

    @Test(arguments: Engine.available)
    func namesAreForgottenAndWordsStay(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let old = try Self.lookup("price", by: ana, stage)
            stage.world.advance(days: 90)
            _ = try Self.lookup("time", by: ana, stage)
            #expect(try stage.lookups.forgetNames(before: old.createdAt) == 0)
            #expect(try stage.lookups.forgetNames(before: old.createdAt.advanced(byMilliseconds: 1)) == 1)
            #expect(try !stage.lookups.isOf(ana.id, old.id))
            #expect(try stage.lookups.recent(ana.id, limit: 9) == ["time"])
            #expect(try stage.lookups.count() == 2)
        }
    }

    @Test(arguments: Engine.available)
    func keptQuestionsAreThoseThatAreNoPhrasingYet(engine: Engine) async throws {
        try await engine.onStage { stage in
            let objection = try stage.term(.objection, "Price")
            let team = try stage.team()
            let ana = try stage.person("Ana")
            let clip = try stage.clip(owner: ana, team: team) { $0.details.objection = objection.id }
            try stage.phrasings.insert(
                Phrasing(id: stage.world.id(), objection: objection.id, text: "You cost a lot", position: 0))
            for (text, person) in [
                ("way too much", ana), ("Way too much", try stage.person("Bo")), ("you COST a lot", ana),
                ("played only", ana),
            ] {
                let record = try Self.lookup(text, by: person, stage)
                try stage.uses.add(text == "played only" ? .played : .kept, of: clip.id, in: record.id, at: stage.now)
            }
            let found = try stage.uses.keptQuestions(limit: 9)
            #expect(found.map { $0.text.lowercased() } == ["way too much"])
            #expect(found.first?.lookups == 2)
            #expect(found.first?.people == 2)
            #expect(found.first?.objection == objection.id)
            try stage.uses.refuse("Way TOO much", for: objection.id, at: stage.now)
            #expect(try stage.uses.keptQuestions(limit: 9).isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func keepingIsPerPersonAndCanBeTakenBack(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let bo = try stage.person("Bo")
            let clip = try stage.anyClip().id
            let first = try Self.lookup("price", by: ana, stage)
            try stage.uses.add(.kept, of: clip, in: first.id, at: stage.now)
            try stage.uses.add(.kept, of: clip, in: first.id, at: stage.now)
            #expect(try stage.uses.marked(.kept, by: ana.id, among: [clip]) == [clip])
            #expect(try stage.uses.marked(.helped, by: ana.id, among: [clip]).isEmpty)
            #expect(try stage.uses.marked(.kept, by: bo.id, among: [clip]).isEmpty)
            try stage.uses.remove(.kept, of: clip, by: bo.id)
            #expect(try stage.uses.marked(.kept, by: ana.id, among: [clip]) == [clip])
            try stage.uses.remove(.kept, of: clip, by: ana.id)
            #expect(try stage.uses.marked(.kept, by: ana.id, among: [clip]).isEmpty)
        }
    }

    /// What an older server wrote down of played answers is not lost.
    @Test func playedAnswersOfAnOlderServerStay() async throws {
        let world = TestWorld()
        let database = try SQLiteDatabase.inMemory()
        try await Migrator(Array(Migrations.all.prefix { $0.name != "lookup use" }), world: world.world).migrate(
            database)
        let ids = try await database.write { connection in
            let stage = Stage(connection: connection, world: world)
            let clip = try stage.anyClip()
            try connection.run(
                """
                INSERT INTO lookup_log (id, person_id, text, hits, is_miss, took_us, created_at, played_clip_id, played_at)
                VALUES ('lookup_old', \(clip.owner), 'price', 1, FALSE, 900, \(world.now), \(clip.id), \(world.now))
                """)
            return (clip: clip.id, person: clip.owner)
        }
        try await Migrator(Migrations.all, world: world.world).migrate(database)
        try await database.read { connection in
            #expect(try LookupLogStore(connection).recent(ids.person, limit: 9) == ["price"])
            let played = try LookupUseStore(connection).marked(.played, by: ids.person, among: [ids.clip])
            #expect(played == [ids.clip])
        }
    }
}
