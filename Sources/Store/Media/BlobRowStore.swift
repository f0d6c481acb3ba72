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

    /// Deletes the row unless something points at it by now. False when it stays.
    package func deleteOrphan(_ hash: String) throws -> Bool {
        try connection.run(
            """
            DELETE FROM blob
            WHERE hash = \(hash)
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
