import Database
import Rehearsal
import Store
import Testing

/// Large tables are read in the order of an index, not sorted for every batch.
struct MovedRowsTests {
    @Test(.enabled(if: TestPostgres.address != nil)) func noTableIsSortedForABatch() async throws {
        let world = TestWorld()
        let plan = try await TestDatabases.make(.sqlite, world: world)
        let shapes = try await (try #require(plan as? SQLiteDatabase)).tableShapes()
        let database = try await TestDatabases.make(.postgres, world: world)
        let sorted = try await database.write { connection in
            // Otherwise an empty table is sorted whatever there is.
            try connection.run("SET LOCAL enable_seqscan = off")
            try connection.run("SET LOCAL enable_bitmapscan = off")
            return try shapes.filter { shape in
                let last = shape.key.map { key in
                    shape.columns.contains { $0.name == key && $0.kind == .text }
                        ? SQLValue.text("a") : SQLValue.integer(1)
                }
                let lines = try connection.rows("EXPLAIN " + shape.query(after: last, limit: 500))
                return try lines.contains { try $0.text("QUERY PLAN").contains("Sort") }
            }.map(\.name)
        }
        #expect(shapes.count > 30 && sorted.isEmpty)
        try await database.close()
    }
}
