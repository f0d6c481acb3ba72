import Database
import Domain
import Synchronization
import Testing

struct BatchingWriterTests {
    private struct Refused: Error, Equatable {
        let number: Int
    }

    @Test(arguments: Engine.available)
    func eachCallerGetsItsOwnValue(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let writer = BatchingWriter(database)
            let answers = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
                for number in 0..<50 {
                    group.addTask { (number, try await insert(number, through: writer)) }
                }
                return try await group.reduce(into: [(Int, String?)]()) { $0.append($1) }
            }
            #expect(answers.count == 50)
            for (number, label) in answers { #expect(label == "label \(number)") }
        }
    }

    @Test(arguments: Engine.available)
    func callersResumeOnlyAfterTheCommit(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let writer = BatchingWriter(database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        _ = try await insert(number, through: writer)
                        // Another connection: it sees only what is committed.
                        let found = try await database.read { connection in
                            try connection.count("SELECT COUNT(*) FROM parcel WHERE id = \("p\(number)")")
                        }
                        #expect(found == 1)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: Engine.available)
    func oneThatFailsGetsItsErrorAndItsNeighboursStay(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let counting = CountingDatabase(database)
            let writer = BatchingWriter(counting, longestWaitMilliseconds: 1000)
            let failures = await withTaskGroup(of: Int?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            try await writer.write { connection in
                                try connection.run(insertParcel("p\(number)"))
                                if number == 77 { throw Refused(number: number) }
                            }
                            return nil
                        } catch {
                            return (error as? Refused)?.number
                        }
                    }
                }
                return await group.reduce(into: [Int]()) { if let number = $1 { $0.append(number) } }
            }
            #expect(failures == [77])
            #expect(try await countParcels(database) == 199)
            #expect(counting.batches == 1)
        }
    }

    @Test(arguments: Engine.available)
    func violatedConstraintFailsOnlyTheOneThatViolatesIt(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let writer = BatchingWriter(database)
            async let good = writer.write { try $0.run(insertParcel("a")) }
            async let bad = writer.write { try $0.run(insertParcel("b", weight: -1)) }
            #expect(try await good == 1)
            do {
                _ = try await bad
                Issue.record("nothing was thrown")
            } catch {
                #expect((error as? DatabaseFailure)?.kind == .checkViolation(engine.nameOfWeightCheck))
            }
        }
    }

    @Test(arguments: Engine.available)
    func writesAreCarriedOutInTheOrderOfTheCalls(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let writer = BatchingWriter(database, largestBatch: 7)
            let order = Order()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addImmediateTask { try await writer.write { _ in order.append(number) } }
                }
                try await group.waitForAll()
            }
            #expect(order.numbers == Array(0..<100))
        }
    }

    @Test(arguments: Engine.available)
    func fiveHundredAtOnceAreAllCommittedInFewTransactions(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let counting = CountingDatabase(database)
            let writer = BatchingWriter(counting)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<500 {
                    group.addTask { _ = try await insert(number, through: writer) }
                }
                try await group.waitForAll()
            }
            #expect(try await countParcels(database) == 500)
            #expect((3...100).contains(counting.batches))
        }
    }

    @Test(arguments: Engine.available)
    func batchNeverGrowsBeyondItsLimit(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let counting = CountingDatabase(database)
            let writer = BatchingWriter(counting, largestBatch: 10, longestWaitMilliseconds: 1000)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<95 {
                    group.addTask { _ = try await insert(number, through: writer) }
                }
                try await group.waitForAll()
            }
            #expect(counting.batches >= 10)
        }
    }

    @Test(arguments: Engine.available)
    func failedCommitIsToldToEverybodyInTheBatch(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let writer = BatchingWriter(FullDatabase(database))
            let failures = await withTaskGroup(of: DatabaseFailure?.self) { group in
                for number in 0..<20 {
                    group.addTask { await failure { try await insert(number, through: writer) } }
                }
                return await group.reduce(into: [DatabaseFailure?]()) { $0.append($1) }
            }
            #expect(failures.count == 20)
            #expect(failures.allSatisfy { $0?.kind == .full })
            #expect(try await countParcels(database) == 0)
        }
    }

    @Test(arguments: Engine.available)
    func cancelledCallerDoesNotTakeItsNeighboursAlong(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            let writer = BatchingWriter(database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<30 { group.addTask { _ = try await insert(number, through: writer) } }
                group.cancelAll()
                for number in 30..<60 { group.addTask { _ = try await insert(number, through: writer) } }
                try await group.waitForAll()
            }
            #expect(try await countParcels(database) == 60)
        }
    }
}

private func insert(_ number: Int, through writer: BatchingWriter) async throws -> String? {
    try await writer.write { connection in
        try connection.row(insertParcel("p\(number)", label: "label \(number)") + " RETURNING label")?.text("label")
    }
}

/// Counts write transactions on their way to a real database.
private final class CountingDatabase: Database {
    private let database: any Database
    private let count = Mutex(0)

    init(_ database: any Database) {
        self.database = database
    }

    var dialect: Dialect { database.dialect }
    var changes: TableChanges { database.changes }

    var engineVersion: String { database.engineVersion }

    var isReadOnly: Bool { database.isReadOnly }

    func probeWrite() async throws { try await database.probeWrite() }

    func close() async throws { try await database.close() }

    var batches: Int { count.withLock { $0 } }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        count.withLock { $0 += 1 }
        return try await database.write(body)
    }
}

/// A real database whose commits find the disk full.
private struct FullDatabase: Database {
    private let database: any Database

    init(_ database: any Database) {
        self.database = database
    }

    var dialect: Dialect { database.dialect }
    var changes: TableChanges { database.changes }

    var engineVersion: String { database.engineVersion }

    var isReadOnly: Bool { database.isReadOnly }

    func probeWrite() async throws { try await database.probeWrite() }

    func close() async throws { try await database.close() }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await database.write { connection in
            _ = try body(connection)
            throw DatabaseFailure(kind: .full, message: "full")
        }
    }
}

private final class Order: Sendable {
    private let list = Mutex<[Int]>([])

    var numbers: [Int] { list.withLock { $0 } }

    func append(_ number: Int) {
        list.withLock { $0.append(number) }
    }
}
