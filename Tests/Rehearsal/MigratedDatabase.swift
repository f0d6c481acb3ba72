package import Database
import Logging

/// A database with a whole schema that is made once and copied for each test: migrating takes longer than most tests do.
package struct MigratedDatabase: Sendable {
    private let original: Task<SQLiteDatabase, any Error>

    /// - Parameter furnish: puts in what all copies have.
    package init(
        _ migrations: [Migration], furnish: @escaping @Sendable (SQLiteDatabase) async throws -> Void = { _ in }
    ) {
        original = Task {
            let database = try SQLiteDatabase.inMemory(logger: Self.quiet)
            try await Migrator(migrations, world: TestWorld().world).migrate(database)
            try await furnish(database)
            return database
        }
    }

    /// A database of its own in memory.
    package func copy() async throws -> SQLiteDatabase {
        try SQLiteDatabase.inMemory(like: await original.value, logger: Self.quiet)
    }

    private static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
}
