import GRDB

/// Every setting of SQLite, each with its reason.
enum SQLiteSettings {
    static func configuration() -> Configuration {
        var configuration = Configuration()
        // A deleted parent must not leave orphans, whatever our code forgets.
        configuration.foreignKeysEnabled = true
        // Wait rather than fail at once; after this many seconds it is answered as busy. (Reading connections, which wait
        // only while somebody recovers the log, get 10 seconds from GRDB.)
        configuration.busyMode = .timeout(5)
        configuration.label = "database"
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    -- A file prepared by somebody else must not run functions through its views and triggers.
                    PRAGMA trusted_schema = OFF;
                    -- Notice damaged pages when they are read, not when they have spread.
                    PRAGMA cell_size_check = ON;
                    -- A failing disk then is an error code; through a memory map it would be a signal that ends the process.
                    PRAGMA mmap_size = 0;
                    """)
            if !database.configuration.readonly {
                try database.execute(
                    sql: """
                        -- A commit returns after its fsync.
                        PRAGMA synchronous = FULL;
                        -- Give the room of one huge transaction back afterwards (bytes).
                        PRAGMA journal_size_limit = 67108864;
                        """)
            }
        }
        return configuration
    }

    /// GRDB sets `synchronous = NORMAL` on the writer after the block above, and a commit would then return before it is on
    /// disk (finding 1): set it again and do not believe it.
    static func insistOnDurability(of pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
            guard synchronous == 2 else {
                throw DatabaseFailure(kind: .other, message: "synchronous is not FULL: commits could be lost")
            }
            let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
            guard journal == "wal" else {
                throw DatabaseFailure(kind: .other, message: "journal_mode is not WAL: readers would block")
            }
        }
    }

    static func libraryVersion(of reader: some DatabaseReader) throws -> String {
        try reader.read { try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "unknown" }
    }
}
