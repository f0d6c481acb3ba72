package import Database
package import Domain

/// Rows of `blob`: every file we keep, by its SHA-256.
package struct BlobRowStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// One file as the database knows it.
    package struct Stored: Sendable, Hashable {
        package let hash: String
        package let bytes: Int64
        package let isDamaged: Bool
    }

    /// The same bytes twice are one row.
    package func insert(hash: String, bytes: Int64, at now: Instant) throws {
        try connection.run(
            "INSERT INTO blob (hash, bytes, created_at) VALUES (\(hash), \(bytes), \(now)) ON CONFLICT DO NOTHING")
    }

    package func exists(_ hash: String) throws -> Bool {
        try connection.count("SELECT COUNT(*) FROM blob WHERE hash = \(hash)") > 0
    }

    /// In the order of hashes, for walking through all of them.
    package func list(after hash: String, limit: Int) throws -> [Stored] {
        try connection.rows(
            "SELECT hash, bytes, is_damaged FROM blob WHERE hash > \(hash) ORDER BY hash LIMIT \(limit)"
        ).map {
            Stored(hash: try $0.text("hash"), bytes: try $0.integer("bytes"), isDamaged: try $0.flag("is_damaged"))
        }
    }

    package func setVerified(_ hash: String, isDamaged: Bool, at now: Instant) throws {
        try connection.run("UPDATE blob SET verified_at = \(now), is_damaged = \(isDamaged) WHERE hash = \(hash)")
    }

    /// Files no clip and no rendition points at, older than `limit`.
    package func orphans(olderThan limit: Instant, most: Int) throws -> [String] {
        try connection.rows(
            """
            SELECT hash FROM blob
            WHERE created_at < \(limit)
                AND NOT EXISTS (SELECT 1 FROM clip WHERE clip.original_hash = blob.hash)
                AND NOT EXISTS (SELECT 1 FROM rendition WHERE rendition.blob_hash = blob.hash)
            ORDER BY hash
            LIMIT \(most)
            """
        ).map { try $0.text("hash") }
    }

    /// Of every row.
    package func hashes() throws -> Set<String> {
        Set(try connection.rows("SELECT hash FROM blob").map { try $0.text("hash") })
    }

    package func delete(_ hash: String) throws {
        try connection.run("DELETE FROM blob WHERE hash = \(hash)")
    }

    /// Whether the bytes may be brought in without telling the sweeper: nobody deletes what has no row, or a fresh one.
    package func isOutOfReach(_ hash: String, freshSince limit: Instant) throws -> Bool {
        guard let row = try connection.row("SELECT created_at, ending_at FROM blob WHERE hash = \(hash)") else {
            return true
        }
        return try row.instantOrNil("ending_at") == nil && row.instant("created_at") >= limit
    }

    /// Makes a row as fresh as a new one. False when there is none, or its file is being deleted.
    /// - Parameter stale: whoever began to delete it before this has died over it.
    package func renew(_ hash: String, at now: Instant, stale: Instant) throws -> Bool {
        try connection.run(
            """
            UPDATE blob SET created_at = \(now), ending_at = NULL
            WHERE hash = \(hash) AND (ending_at IS NULL OR ending_at < \(stale))
            """) == 1
    }

    /// Says that the file of an orphan is about to be deleted. False when something points at it by now, or it came in again.
    package func beginEnding(_ hash: String, olderThan limit: Instant, at now: Instant) throws -> Bool {
        try connection.run(
            """
            UPDATE blob SET ending_at = \(now)
            WHERE hash = \(hash) AND created_at < \(limit)
                AND NOT EXISTS (SELECT 1 FROM clip WHERE clip.original_hash = blob.hash)
                AND NOT EXISTS (SELECT 1 FROM rendition WHERE rendition.blob_hash = blob.hash)
            """) == 1
    }

    /// Deletes the row whose file was deleted, unless something points at it by now. False when it stays.
    package func endOrphan(_ hash: String) throws -> Bool {
        try connection.run(
            """
            DELETE FROM blob
            WHERE hash = \(hash) AND ending_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM clip WHERE clip.original_hash = blob.hash)
                AND NOT EXISTS (SELECT 1 FROM rendition WHERE rendition.blob_hash = blob.hash)
            """) == 1
    }

    /// Bytes of every blob there is a row of.
    package func sizes() throws -> [String: Int64] {
        try connection.rows("SELECT hash, bytes FROM blob")
            .reduce(into: [:]) { $0[try $1.text("hash")] = try $1.integer("bytes") }
    }

    package func totals() throws -> (count: Int, bytes: Int64) {
        let row = try connection.row(
            "SELECT COUNT(*) AS number, CAST(COALESCE(SUM(bytes), 0) AS bigint) AS bytes FROM blob")
        return (try row?.int("number") ?? 0, try row?.integer("bytes") ?? 0)
    }
}
