import Database
import Rehearsal
import Store
import Testing

/// The same tables, columns and named indexes on both engines.
struct LogicalSchemaTests {
    @Test(.enabled(if: TestPostgres.address != nil)) func bothEnginesHaveTheSameColumns() async throws {
        let sqlite = try await TestDatabases.make(.sqlite).read { connection in
            try Self.lines(
                connection.rows(
                    """
                    SELECT m.name AS place, p.name AS name, lower(p.type) AS type, p."notnull" = 1 AS is_required
                    FROM sqlite_master m
                    JOIN pragma_table_info(m.name) p
                    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
                    """))
        }
        let postgres = try await TestDatabases.make(.postgres).read { connection in
            try Self.lines(
                connection.rows(
                    """
                    SELECT table_name::text AS place, column_name::text AS name, data_type::text AS type,
                        is_nullable = 'NO' AS is_required
                    FROM information_schema.columns
                    WHERE table_schema = current_schema()
                    """))
        }
        #expect(sqlite.count > 100)
        #expect(sqlite.subtracting(postgres).sorted() == [])
        #expect(postgres.subtracting(sqlite).sorted() == [])
    }

    @Test(.enabled(if: TestPostgres.address != nil)) func bothEnginesHaveTheSameIndexes() async throws {
        let sqlite = try await TestDatabases.make(.sqlite).read { connection in
            try connection.rows("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
                .map { try $0.text("name") }
        }
        let postgres = try await TestDatabases.make(.postgres).read { connection in
            try connection.rows(
                """
                SELECT indexname::text AS name FROM pg_indexes
                WHERE schemaname = current_schema()
                    AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u'))
                """
            ).map { try $0.text("name") }
        }
        #expect(sqlite.sorted() == postgres.sorted())
    }

    private static func lines(_ rows: [Row]) throws -> Set<String> {
        Set(
            try rows.compactMap { row in
                let place = try row.text("place")
                // The ledger of migrations has a key that SQLite lets be NULL and nobody writes so.
                guard place != "schema_migration" else { return nil }
                let word = try row.text("type")
                let type = Self.kinds[word] ?? "unknown \(word)"
                return "\(place).\(try row.text("name")) \(type) \(try row.flag("is_required"))"
            })
    }

    private static let kinds = [
        "text": "text", "bigint": "number", "integer": "number", "boolean": "flag", "blob": "bytes", "bytea": "bytes",
        "real": "real", "double precision": "real",
    ]
}
