package import Domain

/// One step of the schema. Once released it never changes: a later step mends it.
package struct Migration: Sendable {
    /// 1, 2, 3, ... without gaps.
    package let number: Int
    package let name: String
    /// One statement each, in order.
    package let statements: @Sendable (Dialect) -> [SQL]

    package init(number: Int, name: String, statements: @escaping @Sendable (Dialect) -> [SQL]) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}

/// The database was written by a later version of the server; this one must not touch it.
package struct NewerSchema: Error, Hashable, Sendable, CustomStringConvertible {
    /// The highest number in the database.
    package let found: Int
    /// The highest number this server knows.
    package let known: Int

    package var description: String {
        "the database has schema \(found), this server knows \(known): start a newer server"
    }
}

/// The list of migrations contradicts itself or what was applied.
package struct MigrationMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    package let number: Int
    package let reason: String

    package var description: String { "migration \(number): \(reason)" }
}

/// A migration failed; the database is as the one before it left it.
package struct MigrationFailed: Error, CustomStringConvertible {
    package let number: Int
    package let name: String
    package let reason: any Error

    package var description: String { "migration \(number) (\(name)) failed: \(reason)" }
}

/// Brings the schema up to date, forward only, each migration in a transaction of its own together with its ledger entry.
package struct Migrator: Sendable {
    private let migrations: [Migration]
    private let world: World
    private let pause: Duration

    /// How often a step is begun that others' locks keep away: a server that starts beside busy ones has to get through.
    private static let mostAttempts = 12

    /// - Parameter pause: how long the tables are left to the others before a step is begun again.
    package init(_ migrations: [Migration], world: World, pause: Duration = .seconds(1)) {
        self.migrations = migrations
        self.world = world
        self.pause = pause
    }

    /// Applies what is missing and returns it, in order.
    /// - Throws: `NewerSchema`, `MigrationMismatch`, `MigrationFailed`, `DatabaseFailure`.
    @discardableResult
    package func migrate(_ database: any Database) async throws -> [Migration] {
        try checkNumbers()
        try await insistently(on: database) { connection in
            try connection.run(
                """
                CREATE TABLE IF NOT EXISTS schema_migration (
                    number INTEGER PRIMARY KEY,
                    name TEXT NOT NULL,
                    applied_at BIGINT NOT NULL
                )
                """)
        }
        let missing = try await pending(database)
        for migration in missing {
            try await apply(migration, to: database)
        }
        return missing
    }

    /// What `migrate` would apply. The ledger must exist.
    private func pending(_ database: any Database) async throws -> [Migration] {
        let applied = try await database.read { connection in
            try connection.rows("SELECT number, name FROM schema_migration ORDER BY number").map { row in
                (number: try row.int("number"), name: try row.text("name"))
            }
        }
        if let newest = applied.last, newest.number > migrations.count {
            throw NewerSchema(found: newest.number, known: migrations.count)
        }
        for (index, entry) in applied.enumerated() {
            guard index < migrations.count, entry.number == index + 1 else {
                throw MigrationMismatch(number: entry.number, reason: "was applied without the one before it")
            }
            let migration = migrations[index]
            guard entry.name == migration.name else {
                throw MigrationMismatch(
                    number: entry.number, reason: "was applied as \(entry.name), but is called \(migration.name) here")
            }
        }
        return Array(migrations.dropFirst(applied.count))
    }

    private func apply(_ migration: Migration, to database: any Database) async throws {
        let now = world.now()
        do {
            try await insistently(on: database) { connection in
                // Another node may have been first.
                let known = try connection.count(
                    "SELECT COUNT(*) FROM schema_migration WHERE number = \(migration.number)")
                guard known == 0 else { return }
                for statement in migration.statements(connection.dialect) {
                    try connection.run(statement)
                }
                try connection.run(
                    """
                    INSERT INTO schema_migration (number, name, applied_at)
                    VALUES (\(migration.number), \(migration.name), \(now))
                    """)
            }
        } catch {
            throw MigrationFailed(number: migration.number, name: migration.name, reason: error)
        }
    }

    /// Readers may keep a table from being changed for longer than a lock is waited for (55P03): then nothing was done, and the
    /// same again may well succeed.
    private func insistently(
        on database: any Database, _ body: @escaping @Sendable (any Connection) throws -> Void
    ) async throws {
        var attempt = 1
        while true {
            do {
                return try await database.write(body)
            } catch let failure as DatabaseFailure where failure.code == "55P03" && attempt < Self.mostAttempts {
                attempt += 1
                try await Task.sleep(for: pause)
            }
        }
    }

    private func checkNumbers() throws {
        for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
            throw MigrationMismatch(number: migration.number, reason: "stands in place \(index + 1) of the list")
        }
    }
}
