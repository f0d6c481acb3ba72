import Database
import Domain
import Rehearsal
import Store
import Testing

struct EventStoreTests {
    private static func append(_ count: Int, to stage: Stage, object: String? = "clip_a") throws {
        for number in 0..<count {
            stage.world.advance(seconds: 1)
            try stage.events.append(
                Event("clip.edited", actor: ID("person_a"), object: object, note: "change \(number)"),
                id: stage.world.id(), at: stage.now)
        }
    }

    /// What someone with the database file in their hands can do.
    private static func removeTriggers(_ stage: Stage) throws {
        let table: SQL = stage.connection.dialect == .postgres ? "ON event" : ""
        try stage.connection.run("DROP TRIGGER event_stays \(table)")
        // PostgreSQL has one for both.
        if stage.connection.dialect == .sqlite { try stage.connection.run("DROP TRIGGER event_is_kept") }
    }

    @Test(arguments: Engine.available)
    func eventsComeBackAsWrittenNewestFirst(engine: Engine) async throws {
        try await engine.onStage { stage in
            let events = awkwardTexts.map { Event("clip.edited", actor: nil, isOperator: true, object: $0, note: $0) }
            for event in events { try stage.events.append(event, id: stage.world.id(), at: stage.now) }
            let stored = try stage.events.list(limit: 100)
            #expect(stored.map(\.event) == events.reversed())
            #expect(stored.map(\.sequence) == (1...Int64(events.count)).reversed())
            #expect(stored.allSatisfy { $0.hash.utf8.count == 64 && $0.at == stage.now })
        }
    }

    @Test(arguments: Engine.available)
    func listIsOfOneObjectAndContinuesBeforeASequence(engine: Engine) async throws {
        try await engine.onStage { stage in
            try Self.append(2, to: stage, object: "clip_a")
            try Self.append(1, to: stage, object: "clip_b")
            try Self.append(1, to: stage, object: nil)
            #expect(try stage.events.list(object: "clip_a", limit: 9).map(\.sequence) == [2, 1])
            #expect(try stage.events.list(before: 3, limit: 1).map(\.sequence) == [2])
            #expect(try stage.events.list(object: "clip_c", limit: 9).isEmpty)
        }
    }

    @Test(arguments: Engine.available, [0, 1, 1001])
    func chainThatNobodyTouchedIsWhole(engine: Engine, count: Int) async throws {
        try await engine.onStage { stage in
            try Self.append(count, to: stage)
            #expect(try stage.events.firstBreak() == nil)
        }
    }

    @Test(
        arguments: Engine.available,
        ["UPDATE event SET note = 'x'", "UPDATE event SET created_at = created_at", "DELETE FROM event"] as [SQL])
    func databaseItselfRefusesToChangeTheAudit(engine: Engine, statement: SQL) async throws {
        try await engine.onStage { stage in
            try Self.append(1, to: stage)
            #expect(stage.failureKind { try stage.connection.run(statement) } == .checkViolation("append only"))
            #expect(try stage.events.list(limit: 9).map(\.event.note) == ["change 0"])
        }
    }

    @Test(
        arguments: Engine.available,
        [
            "UPDATE event SET note = 'x' WHERE sequence = 3", "UPDATE event SET actor_id = NULL WHERE sequence = 3",
            "UPDATE event SET created_at = created_at + 1 WHERE sequence = 3",
            "UPDATE event SET is_operator = TRUE WHERE sequence = 3",
            "UPDATE event SET object = 'clip_b' WHERE sequence = 3", "UPDATE event SET name = 'x' WHERE sequence = 3",
            "UPDATE event SET id = 'event_x' WHERE sequence = 3",
            "UPDATE event SET name = name || substr(note, 1, 1), note = substr(note, 2) WHERE sequence = 3",
        ] as [SQL])
    func everyChangedFieldBreaksTheChainAtItsRow(engine: Engine, statement: SQL) async throws {
        try await engine.onStage { stage in
            try Self.append(5, to: stage)
            try Self.removeTriggers(stage)
            #expect(try stage.connection.run(statement) == 1)
            #expect(try stage.events.firstBreak() == 3)
        }
    }

    @Test(arguments: Engine.available)
    func rowThatWasTakenOutOrPutInBreaksTheChainAfterIt(engine: Engine) async throws {
        try await engine.onStage { stage in
            try Self.append(5, to: stage)
            try Self.removeTriggers(stage)
            try stage.connection.run("DELETE FROM event WHERE sequence = 3")
            #expect(try stage.events.firstBreak() == 4)
            try stage.connection.run("UPDATE event SET sequence = sequence - 1 WHERE sequence > 3")
            #expect(try stage.events.firstBreak() == 3)
        }
    }

    @Test(arguments: Engine.available)
    func rowWithAFittingHashOfItsOwnBreaksTheNextOne(engine: Engine) async throws {
        try await engine.onStage { stage in
            try Self.append(3, to: stage)
            try Self.removeTriggers(stage)
            try stage.connection.run("UPDATE event SET hash = '00' WHERE sequence = 2")
            #expect(try stage.events.firstBreak() == 2)
            try stage.connection.run("DELETE FROM event WHERE sequence = 1")
            #expect(try stage.events.firstBreak() == 2)
        }
    }
}
