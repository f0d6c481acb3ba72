package import Database
package import Domain

/// Rows of `attempt_count`: how often somebody tried to sign in, for all nodes. Names are hashes.
package struct AttemptStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func find(_ name: String) throws -> String? {
        try connection.row("SELECT state FROM attempt_count WHERE name = \(name)")?.text("state")
    }

    package func put(_ state: String, for name: String, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO attempt_count (name, state, changed_at)
            VALUES (\(name), \(state), \(now))
            ON CONFLICT (name) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at
            """)
    }

    package func delete(_ name: String) throws {
        try connection.run("DELETE FROM attempt_count WHERE name = \(name)")
    }

    package func deleteOlder(than limit: Instant) throws {
        try connection.run("DELETE FROM attempt_count WHERE changed_at < \(limit)")
    }
}
