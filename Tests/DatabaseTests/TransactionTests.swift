import Database
import Domain
import Testing

struct TransactionTests {
    private struct Refused: Error {}

    @Test(arguments: Engine.available)
    func throwingBodyLeavesNothingBehindAndItsErrorComesOutUnchanged(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            await #expect(throws: Refused.self) {
                try await database.write { connection in
                    try connection.run(insertParcel("a"))
                    throw Refused()
                }
            }
            #expect(try await countParcels(database) == 0)
        }
    }

    @Test(arguments: Engine.available)
    func readerSeesOneSnapshotWhileAWriterCommits(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let (readerHasBegun, began) = AsyncStream.makeStream(of: Void.self)
            let writerIsDone = Gate()
            async let counts = database.read { connection in
                let before = try connection.count("SELECT COUNT(*) FROM parcel")
                began.finish()
                writerIsDone.wait()
                return [before, try connection.count("SELECT COUNT(*) FROM parcel")]
            }
            for await _ in readerHasBegun {}
            try await database.write { try $0.run(insertParcel("a")) }
            writerIsDone.open()
            #expect(try await counts == [0, 0])
            #expect(try await countParcels(database) == 1)
        }
    }

    @Test(arguments: Engine.available)
    func runAnswersHowManyRowsItChanged(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let changes = try await database.write { connection in
                [
                    try connection.run("INSERT INTO parcel (id, label) VALUES ('a', 'a'), ('b', 'b')"),
                    try connection.run("CREATE TABLE other (id TEXT PRIMARY KEY)"),
                    try connection.run("UPDATE parcel SET weight = 1 WHERE id = 'z'"),
                    try connection.run("DELETE FROM parcel"),
                ]
            }
            #expect(changes == [2, 0, 0, 2])
        }
    }

    @Test(arguments: Engine.available)
    func returningGivesTheChangedRows(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let label = try await database.write { connection in
                try connection.run(insertParcel("a", weight: 2))
                return try connection.row("UPDATE parcel SET weight = weight + 1 RETURNING label, weight")?.int(
                    "weight")
            }
            #expect(label == 3)
        }
    }

    @Test(arguments: Engine.available)
    func savepointUndoesOnlyItsOwnPart(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            try await database.write { connection in
                try connection.run(insertParcel("a"))
                #expect(throws: Refused.self) {
                    try connection.savepoint {
                        try connection.run(insertParcel("b"))
                        throw Refused()
                    }
                }
                try connection.savepoint { try connection.run(insertParcel("c")) }
            }
            let ids = try await database.read { connection in
                try connection.rows("SELECT id FROM parcel ORDER BY id").map { try $0.text("id") }
            }
            #expect(ids == ["a", "c"])
        }
    }

    @Test(arguments: Engine.available)
    func failingAtOnceLeavesTheNextTransactionAlone(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            // Known to the server from the second time on, and then sent together with what begins the transaction.
            for number in 0..<3 {
                let found = await failure { try await database.write { try $0.run(insertParcel("bad", weight: -1)) } }
                #expect(found?.kind == .checkViolation(engine.nameOfWeightCheck))
                try await database.write { try $0.run(insertParcel("p\(number)")) }
                #expect(try await countParcels(database) == number + 1)
            }
        }
    }

    @Test(arguments: Engine.available)
    func bodyWithoutAStatementGivesItsValue(engine: Engine) async throws {
        try await engine.withDatabase { database in
            #expect(try await database.write { _ in 7 } == 7)
            #expect(try await database.read { _ in 8 } == 8)
            await #expect(throws: Refused.self) { try await database.write { _ in throw Refused() } }
            try await createParcels(database)
            #expect(try await countParcels(database) == 0)
        }
    }

    @Test(arguments: Engine.available)
    func readTransactionCannotWrite(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let failure = await failure { try await database.read { try $0.run(insertParcel("a")) } }
            #expect(failure?.kind == .readOnly)
        }
    }

    @Test(arguments: Engine.available)
    func cancelledCallerDoesNotUndoItsWrite(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { _ = try await database.write { try $0.run(insertParcel("a")) } }
                try await group.waitForAll()
            }
            #expect(try await countParcels(database) == 1)
        }
    }
}
