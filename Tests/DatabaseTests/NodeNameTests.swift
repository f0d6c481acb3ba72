import Rehearsal
import Testing

@testable import Database

/// Of two processes that go by one name the second is refused. Needs PostgreSQL: on SQLite there is one process.
@Suite(.enabled(if: TestPostgres.address != nil))
struct NodeNameTests {
    @Test func aNameIsHeldByOneProcessUntilItEnds() async throws {
        let databases = try await TestPostgres.open(nodes: ["node_a", "node_a"])
        try await databases[0].hold("node_a", patienceSeconds: 0)
        await #expect(throws: NameTaken(name: "node_a")) {
            try await databases[1].hold("node_a", patienceSeconds: 0)
        }
        try await databases[1].hold("node_b", patienceSeconds: 0)
        await databases[0].close()
        try await databases[1].hold("node_a", patienceSeconds: 0)
        await databases[1].close()
    }

    @Test func aNameIsTakenAgainAfterTheConnectionWasLost() async throws {
        let databases = try await TestPostgres.open(nodes: ["node_lost", "node_other"])
        try await databases[0].hold("node_lost", patienceSeconds: 0)
        try await databases[1].write { connection in
            _ = try connection.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'node_lost'")
        }
        // What the server said last is heard first, and then that it is gone.
        var isLost = false
        for _ in 0..<100 where !isLost {
            do { try await databases[0].awaitNews(milliseconds: 100) } catch is DatabaseFailure { isLost = true }
        }

        try await databases[0].awaitNews(milliseconds: 0)

        #expect(isLost)

        await #expect(throws: NameTaken.self) { try await databases[1].hold("node_lost", patienceSeconds: 0) }
        for database in databases { await database.close() }
    }
}
