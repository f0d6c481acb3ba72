import Domain
import Rehearsal
import Testing

@testable import Database

struct MigratorTests {
    private let first = Migration(number: 1, name: "box") { _ in
        ["CREATE TABLE box (id TEXT PRIMARY KEY)", "INSERT INTO box (id) VALUES ('a')"]
    }
    private let second = Migration(number: 2, name: "lid") { _ in
        ["CREATE TABLE lid (box_id TEXT NOT NULL REFERENCES box (id) ON DELETE CASCADE)"]
    }
    private let broken = Migration(number: 2, name: "lid") { _ in
        ["CREATE TABLE lid (id TEXT PRIMARY KEY)", "INSERT INTO box (id) VALUES ('b')", "CREATE TABLE box (id TEXT)"]
    }

    @Test(arguments: Engine.available)
    func emptyDatabaseGetsEveryMigrationInOrder(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let applied = try await Migrator([first, second], world: stillWorld).migrate(database)
            #expect(applied.map(\.number) == [1, 2])
            let ledger = try await ledger(of: database)
            #expect(ledger == ["1 box 1700000000000", "2 lid 1700000000000"])
        }
    }

    @Test(arguments: Engine.available)
    func runningAgainAppliesNothingAndLaterOnesOnlyThemselves(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Migrator([first], world: stillWorld).migrate(database)
            #expect(try await Migrator([first], world: stillWorld).migrate(database).isEmpty)
            #expect(try await Migrator([first, second], world: stillWorld).migrate(database).map(\.name) == ["lid"])
        }
    }

    @Test(arguments: Engine.available)
    func newerSchemaIsRefused(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Migrator([first, second], world: stillWorld).migrate(database)
            await #expect(throws: NewerSchema(found: 2, known: 1)) {
                try await Migrator([first], world: stillWorld).migrate(database)
            }
        }
    }

    @Test(arguments: Engine.available)
    func changedNameIsRefused(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Migrator([first], world: stillWorld).migrate(database)
            let renamed = Migration(number: 1, name: "crate", statements: first.statements)
            await #expect(throws: MigrationMismatch(number: 1, reason: "was applied as box, but is called crate here"))
            {
                try await Migrator([renamed], world: stillWorld).migrate(database)
            }
        }
    }

    @Test(arguments: Engine.available)
    func gapInTheListIsRefusedBeforeAnythingIsWritten(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let third = Migration(number: 3, name: "lid", statements: second.statements)
            await #expect(throws: MigrationMismatch(number: 3, reason: "stands in place 2 of the list")) {
                try await Migrator([first, third], world: stillWorld).migrate(database)
            }
            await #expect(throws: DatabaseFailure.self) { try await ledger(of: database) }
        }
    }

    @Test(arguments: Engine.available)
    func gapInTheLedgerIsRefused(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Migrator([first, second], world: stillWorld).migrate(database)
            try await database.write { try $0.run("DELETE FROM schema_migration WHERE number = 1") }
            await #expect(throws: MigrationMismatch(number: 2, reason: "was applied without the one before it")) {
                try await Migrator([first, second], world: stillWorld).migrate(database)
            }
        }
    }

    @Test(arguments: Engine.available)
    func failingHalfWayLeavesNoTraceOfThatMigrationAndKeepsTheOnesBefore(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let failure = await #expect(throws: MigrationFailed.self) {
                try await Migrator([first, broken], world: stillWorld).migrate(database)
            }
            #expect(failure?.number == 2)
            let ledger = try await ledger(of: database)
            #expect(ledger == ["1 box 1700000000000"])
            let boxes = try await database.read { try $0.count("SELECT COUNT(*) FROM box") }
            #expect(boxes == 1)
            // The name is free: nothing of the broken one stayed.
            let applied = try await Migrator([first, second], world: stillWorld).migrate(database)
            #expect(applied.map(\.number) == [2])
        }
    }

    @Test(arguments: [1, 3, 11]) func aStepThatOthersKeepAwayIsBegunAgain(times: Int) async throws {
        let database = StagedDatabase(try SQLiteDatabase.inMemory(logger: quiet))
        database.fail(DatabaseFailure(kind: .busy, code: "55P03", message: "canceled"), writes: times)
        let applied = try await Migrator([first, second], world: stillWorld, pause: .zero).migrate(database)
        #expect(applied.map(\.number) == [1, 2])
    }

    @Test func whatOthersNeverLetGoOfIsGivenUp() async throws {
        let database = StagedDatabase(try SQLiteDatabase.inMemory(logger: quiet))
        database.fail(DatabaseFailure(kind: .busy, code: "55P03", message: "canceled"), writes: 1000)
        await #expect(throws: DatabaseFailure.self) {
            try await Migrator([first], world: stillWorld, pause: .zero).migrate(database)
        }
        #expect(database.writes == 12)
    }

    @Test func whatFailsForAnotherReasonIsNotBegunAgain() async throws {
        let database = StagedDatabase(try SQLiteDatabase.inMemory(logger: quiet))
        database.fail(DatabaseFailure(kind: .busy, code: "42501", message: "canceled"), writes: 1)
        await #expect(throws: DatabaseFailure.self) {
            try await Migrator([first], world: stillWorld, pause: .zero).migrate(database)
        }
        #expect(database.writes == 1)
    }

    @Test func triggersAreOneStatementOnSQLite() async throws {
        let database = try SQLiteDatabase.inMemory()
        let trigger = Migration(number: 2, name: "append only") { _ in
            [
                """
                CREATE TRIGGER box_stays BEFORE DELETE ON box
                BEGIN
                    SELECT RAISE(ABORT, 'boxes stay');
                END
                """
            ]
        }
        try await Migrator([first, trigger], world: stillWorld).migrate(database)
        let failure = await failure { try await database.write { try $0.run("DELETE FROM box") } }
        #expect(failure?.kind == .checkViolation("boxes stay"))
    }

    private func ledger(of database: any Database) async throws -> [String] {
        try await database.read { connection in
            try connection.rows("SELECT number, name, applied_at FROM schema_migration ORDER BY number").map { row in
                "\(try row.int("number")) \(try row.text("name")) \(try row.integer("applied_at"))"
            }
        }
    }
}
