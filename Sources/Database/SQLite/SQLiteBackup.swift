import Foundation
import GRDB

/// A copy of the database made while it is in use (BK-1).
enum SQLiteBackup {
    private static let pagesPerStep: CInt = 1000

    /// Copies to `path` with `.partial` at its end, checks the copy, then renames it. `source` is in a read transaction.
    static func copy(_ source: GRDB.Database, to path: String) throws {
        let partial = path + ".partial"
        do {
            // Takes the snapshot now: a deferred transaction has none before its first read, and each step would see a newer
            // database and start the copy afresh.
            _ = try Int.fetchOne(source, sql: "SELECT count(*) FROM sqlite_schema")
            let target = try DatabaseQueue(path: partial, configuration: SQLiteSettings.configuration())
            try target.writeWithoutTransaction { target in
                try source.backup(to: target, pagesPerStep: pagesPerStep)
                try check(target)
                // The copy says that it uses a write-ahead log; without one it is complete as a single file.
                try target.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try target.close()
            try finish(partial, as: path)
        } catch {
            discard(partial)
            throw error
        }
    }

    private static func check(_ database: GRDB.Database) throws {
        let answers = try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
        guard answers == ["ok"] else {
            throw DatabaseFailure(
                kind: .corrupt, message: "the backup failed its integrity check: \(answers.joined(separator: "; "))")
        }
    }

    private static func finish(_ partial: String, as path: String) throws {
        guard rename(partial, path) == 0 else { throw failure("cannot rename the backup") }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open the folder of the backup") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot sync the folder of the backup") }
    }

    /// Best effort: the failure that led here is the one to report.
    private static func discard(_ partial: String) {
        for end in ["", "-journal", "-wal", "-shm"] {
            unlink(partial + end)
        }
    }

    private static func failure(_ message: String) -> DatabaseFailure {
        let code = errno
        return DatabaseFailure(kind: .other, code: "errno \(code)", message: "\(message): \(text(ofErrno: code))")
    }
}
