import Testing

@testable import Database

/// What readers that keep what they read have to hear of.
struct TableChangesTests {
    @Test(arguments: [
        ("INSERT INTO clip (id) VALUES ($1)", "clip"), ("INSERT OR IGNORE INTO clip(id) VALUES ($1)", "clip"),
        ("UPDATE clip SET x = 1", "clip"), ("DELETE FROM clip_tag WHERE id = $1", "clip_tag"),
        ("\n  UPDATE\n  clip\n SET x = 1", "clip"),
    ])
    func aWriteNamesItsTable(statement: String, table: String) {
        let written = WrittenTables()
        written.note(statement)
        #expect(written.names == [table])
        #expect(!written.isUnknown)
    }

    @Test(arguments: [
        "ALTER TABLE clip ADD COLUMN x", "WITH old AS (SELECT 1) DELETE FROM clip", "UPDATE \"clip\" SET x = 1", "",
        "insert into clip (id) values (1)",
    ])
    func whatCannotBeToldCountsForAll(statement: String) {
        let written = WrittenTables()
        written.note(statement)
        #expect(written.isUnknown)
    }

    @Test(arguments: ["SELECT 1", "SAVEPOINT part", "RELEASE SAVEPOINT part", "ROLLBACK TO SAVEPOINT part"])
    func readingWritesNothing(statement: String) {
        let written = WrittenTables()
        written.note(statement)
        #expect(written.names.isEmpty && !written.isUnknown)
    }

    @Test func whereOthersWriteTooNothingIsKnownToBeStillTrue() {
        let changes = TableChanges(isAlone: false)
        #expect(changes.stamp(of: ["parcel"]) != changes.stamp(of: ["parcel"]))
    }

    @Test(arguments: [Engine.sqlite])
    func theStampOfATableChangesWithEveryWriteToIt(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let before = database.changes.stamp(of: ["parcel"])
            let other = database.changes.stamp(of: ["other"])
            _ = try await database.read { try $0.rows("SELECT id FROM parcel") }
            #expect(database.changes.stamp(of: ["parcel"]) == before)
            try await database.write { _ = try $0.run(insertParcel("a")) }
            #expect(database.changes.stamp(of: ["parcel"]) != before)
            #expect(database.changes.stamp(of: ["other"]) == other)
        }
    }

    @Test(arguments: Engine.available)
    func aStampIsNeverOlderThanAnAnsweredWrite(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            for number in 1...20 {
                let before = database.changes.stamp(of: ["parcel"])
                try await database.write { _ = try $0.run(insertParcel("p\(number)")) }
                #expect(database.changes.stamp(of: ["parcel"]) != before)
            }
        }
    }
}
