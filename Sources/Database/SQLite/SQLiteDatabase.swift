import GRDB
package import Logging
import Synchronization

/// SQLite as the `Database`: one file, one process, one writing connection and a few reading ones (finding 2).
package final class SQLiteDatabase: Database {
    private let writer: any DatabaseWriter
    private let logger: Logger
    /// Set once and for all by the first failure of the disk or the file (DS-3).
    private let stoppedWriting = Mutex(false)
    /// Version of the SQLite library that was found at run time, such as `3.40.1`.
    package let sqliteVersion: String
    package let changes = TableChanges()

    /// Opens or creates the file. Its folder must exist on a local file system.
    /// - Throws: `NetworkFileSystem`; `DatabaseFailure` when it is not a database of ours, or does not keep what it commits.
    package init(path: String, logger: Logger = Logger(label: "database")) throws {
        self.logger = logger
        (writer, sqliteVersion) = try translated {
            try SQLiteFile.prepare(path)
            let pool = try DatabasePool(path: path, configuration: SQLiteSettings.configuration())
            try SQLiteSettings.insistOnDurability(of: pool)
            return (pool, try SQLiteSettings.libraryVersion(of: pool))
        }
        if hasWALResetBug {
            logger.warning(
                "this SQLite has the WAL-reset bug: no other process may open the database file; 3.51.3 mends it",
                metadata: ["sqlite": "\(sqliteVersion)"])
        }
    }

    private init(queue: DatabaseQueue, logger: Logger) throws {
        self.logger = logger
        writer = queue
        sqliteVersion = try translated { try SQLiteSettings.libraryVersion(of: queue) }
    }

    /// A database that lives as long as this value: for tests.
    package static func inMemory(logger: Logger = Logger(label: "database")) throws -> SQLiteDatabase {
        let queue = try translated { try DatabaseQueue(configuration: SQLiteSettings.configuration()) }
        return try SQLiteDatabase(queue: queue, logger: logger)
    }

    /// A database in memory that begins with what is in `original` now: for tests, which share the work of making it.
    package static func inMemory(
        like original: SQLiteDatabase, logger: Logger = Logger(label: "database")
    ) throws -> SQLiteDatabase {
        let copy = try inMemory(logger: logger)
        try translated { try original.writer.backup(to: copy.writer) }
        return copy
    }

    package var dialect: Dialect { .sqlite }

    package var engineVersion: String { sqliteVersion }

    /// True after a failure of the disk or the file: reads go on, every write throws `readOnly` until a restart.
    package var isReadOnly: Bool {
        stoppedWriting.withLock { $0 }
    }

    /// Whether this library is one of those that can lose commits when a second process opens the file (finding 2).
    package var hasWALResetBug: Bool {
        SQLiteVersion(sqliteVersion)?.hasWALResetBug ?? true
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        do {
            return try await writer.read { try body(SQLiteConnection(database: $0)) }
        } catch {
            throw noticed(error)
        }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await exclusively { [changes] database in
            var value: Value?
            let written = WrittenTables()
            // After the commit and before anybody hears of it; after a failure too, which costs a reading and no more.
            defer { changes.note(written) }
            try database.inTransaction(.immediate) {
                value = try body(SQLiteConnection(database: database, written: written))
                return .commit
            }
            guard let value else { throw DatabaseFailure(kind: .other, message: "a commit without a value") }
            return value
        }
    }

    /// Commits something real and waits for the disk, without changing anything: for readiness.
    /// - Throws: `DatabaseFailure`, as any write would.
    package func probeWrite() async throws {
        try await exclusively { database in
            try database.inTransaction(.immediate) {
                // Nobody else uses this number; setting it writes the first page even when it stays the same.
                let number = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                try database.execute(sql: "PRAGMA user_version = \(number)")
                return .commit
            }
        }
    }

    /// Writes a complete copy to `path` while the server goes on, checks it, and only then gives it its name.
    /// - Throws: `DatabaseFailure`, of kind `corrupt` when the copy fails its integrity check.
    package func backup(to path: String) async throws {
        try SQLiteFile.prepare(path + ".partial")
        do {
            try await writer.read { try SQLiteBackup.copy($0, to: path) }
        } catch let error as DatabaseError {
            throw DatabaseFailure(error)
        }
    }

    /// Closes the file after what is running has ended; later calls fail. Blocks for that long: for shutdown.
    package func close() throws {
        try translated {
            if writer is DatabasePool, !isReadOnly {
                // The pool closes its readers last, and those cannot bring the log back into the file.
                try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            }
            try writer.close()
        }
    }

    /// Runs `body` on the writing connection, alone. A continuation rather than GRDB's own async call: that one interrupts
    /// the statement when the task is cancelled, and a batch of many callers must not fail because one of them left.
    private func exclusively<Value: Sendable>(
        _ body: @escaping @Sendable (GRDB.Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            writer.asyncWriteWithoutTransaction { [self] database in
                continuation.resume(with: Result { try allowed(database, body) })
            }
        }
    }

    private func allowed<Value>(_ database: GRDB.Database, _ body: (GRDB.Database) throws -> Value) throws -> Value {
        // Asked on the writer's own queue: a write that was waiting behind the failing one must not run.
        guard !isReadOnly else { throw DatabaseFailure.stoppedWriting }
        do {
            return try body(database)
        } catch {
            throw noticed(error)
        }
    }

    /// In our words; remembers a failure after which nothing may be written.
    private func noticed(_ error: any Error) -> any Error {
        let error = (error as? DatabaseError).map { DatabaseFailure($0) } ?? error
        guard let failure = error as? DatabaseFailure, failure.kind.endsWriting else { return error }
        let isFirst = stoppedWriting.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        if isFirst {
            logger.critical("read-only from now on: the disk or the file failed", metadata: ["failure": "\(failure)"])
        }
        return failure
    }
}

extension DatabaseFailure {
    fileprivate static let stoppedWriting = DatabaseFailure(
        kind: .readOnly, message: "no writing after an earlier failure of the disk or the file")
}

private func translated<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw DatabaseFailure(error)
    }
}
