package import Database
package import Domain

/// Rows of `setting`: small facts about the installation.
package struct SettingStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func get(_ name: String) throws -> String? {
        try connection.row("SELECT value FROM setting WHERE name = \(name)")?.text("value")
    }

    package func set(_ name: String, to value: String, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO setting (name, value, updated_at)
            VALUES (\(name), \(value), \(now))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
            """)
    }

    /// Every one of them, by name.
    package func all() throws -> [String: String] {
        try connection.rows("SELECT name, value FROM setting")
            .reduce(into: [:]) { $0[try $1.text("name")] = try $1.text("value") }
    }

    package func delete(_ name: String) throws {
        try connection.run("DELETE FROM setting WHERE name = \(name)")
    }
}
