import Database
import Rehearsal
import Synchronization
import Testing

struct ReplicaTests {
    private struct Refused: Error {}

    @Test(.enabled(if: TestPostgres.address != nil))
    func aReadThatSaysSoComesFromTheReplica() async throws {
        let (primary, replica) = try await TestPostgres.openWithReplica()
        for database in [primary, replica] { try await createParcels(database) }
        try await replica.write { try $0.run(insertParcel("a")) }
        let count = try await primary.readReplica { try $0.count("SELECT COUNT(*) FROM parcel") }
        #expect(count == 1)
        #expect(try await countParcels(primary) == 0)
    }

    @Test(.enabled(if: TestPostgres.address != nil))
    func withoutAReplicaThatCanBeReachedThePrimaryAnswers() async throws {
        let primary = try await TestPostgres.openWithLostReplica()
        try await createParcels(primary)
        for _ in 0..<2 {
            #expect(try await primary.readReplica { try $0.count("SELECT COUNT(*) FROM parcel") } == 0)
        }
    }

    @Test(.enabled(if: TestPostgres.address != nil))
    func whatAReadOfTheReplicaThrowsIsNotTriedOnThePrimary() async throws {
        let (primary, _) = try await TestPostgres.openWithReplica()
        let times = Mutex(0)
        await #expect(throws: Refused.self) {
            try await primary.readReplica { _ in
                times.withLock { $0 += 1 }
                throw Refused()
            }
        }
        #expect(times.withLock { $0 } == 1)
    }

    @Test func whereThereAreNoReplicasEveryReadIsOfTheDatabase() async throws {
        try await Engine.sqlite.withDatabase { database in
            try await createParcels(database)
            try await database.write { try $0.run(insertParcel("a")) }
            #expect(try await database.readReplica { try $0.count("SELECT COUNT(*) FROM parcel") } == 1)
        }
    }
}
