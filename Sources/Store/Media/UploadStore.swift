package import Database
package import Domain

/// Rows of `upload`.
package struct UploadStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ upload: Upload) throws {
        try connection.run(
            """
            INSERT INTO upload (id, person_id, team_id, file_name, length, received, created_at, updated_at, clip_id,
                is_open, keep_from_ms, keep_until_ms, poster_ms, brief_id, again_id, held_by)
            VALUES (\(upload.id), \(upload.person), \(upload.team), \(upload.fileName), \(upload.length),
                \(upload.offset), \(upload.createdAt), \(upload.updatedAt), \(upload.clip), \(upload.isOpen),
                \(upload.cut?.keep?.lowerBound), \(upload.cut?.keep?.upperBound), \(upload.cut?.poster),
                \(upload.brief), \(upload.again), \(upload.heldBy))
            """)
    }

    package func find(_ id: ID<Upload>) throws -> Upload? {
        try connection.row("SELECT \(Self.columns) FROM upload WHERE id = \(id)").map(Self.upload)
    }

    /// Someone else's is not found (AZ-3).
    package func find(_ id: ID<Upload>, of person: ID<Person>) throws -> Upload? {
        try connection.row("SELECT \(Self.columns) FROM upload WHERE id = \(id) AND person_id = \(person)")
            .map(Self.upload)
    }

    /// False when the offset is not `old` any more.
    /// - Parameter holder: the spool that has all bytes up to `new`.
    package func advance(
        _ id: ID<Upload>, from old: Int64, to new: Int64, heldBy holder: String? = nil, at now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            UPDATE upload SET received = \(new), updated_at = \(now), held_by = \(holder)
            WHERE id = \(id) AND received = \(old) AND clip_id IS NULL
            """) == 1
    }

    /// Says how long an open upload has become, and what to keep of it. False when that was said before.
    package func close(_ id: ID<Upload>, length: Int64, cut: RecordingCut?, at now: Instant) throws -> Bool {
        try connection.run(
            """
            UPDATE upload
            SET length = \(length), is_open = FALSE, updated_at = \(now), keep_from_ms = \(cut?.keep?.lowerBound),
                keep_until_ms = \(cut?.keep?.upperBound), poster_ms = \(cut?.poster)
            WHERE id = \(id) AND is_open AND received <= \(length)
            """) == 1
    }

    /// Keeps everybody else who finishes the same upload waiting until this transaction ends. False when it is finished, or gone.
    package func claim(_ id: ID<Upload>, at now: Instant) throws -> Bool {
        try connection.run("UPDATE upload SET updated_at = \(now) WHERE id = \(id) AND clip_id IS NULL") == 1
    }

    package func finish(_ id: ID<Upload>, clip: ID<Clip>, take: ID<Take>? = nil, at now: Instant) throws {
        try connection.run(
            "UPDATE upload SET clip_id = \(clip), take_id = \(take), updated_at = \(now) WHERE id = \(id)")
    }

    package func delete(_ id: ID<Upload>) throws {
        try connection.run("DELETE FROM upload WHERE id = \(id)")
    }

    package func countUnfinished(of person: ID<Person>) throws -> Int {
        try connection.count(
            "SELECT COUNT(*) FROM upload WHERE person_id = \(person) AND (received < length OR is_open)")
    }

    /// Bytes that a person's unfinished uploads may still become.
    package func declaredBytes(of person: ID<Person>) throws -> Int64 {
        try connection.row(
            """
            SELECT CAST(COALESCE(SUM(length), 0) AS bigint) AS bytes FROM upload
            WHERE person_id = \(person) AND clip_id IS NULL
            """
        )?.integer("bytes") ?? 0
    }

    /// Not whole and without a byte since `limit`.
    package func list(unfinishedBefore limit: Instant) throws -> [Upload] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM upload
            WHERE clip_id IS NULL AND (received < length OR is_open) AND updated_at < \(limit)
            """
        ).map(Self.upload)
    }

    /// A person's uploads that are not whole yet, oldest first.
    package func list(unfinishedOf person: ID<Person>) throws -> [Upload] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM upload
            WHERE person_id = \(person) AND clip_id IS NULL AND (received < length OR is_open)
            ORDER BY created_at, id
            """
        ).map(Self.upload)
    }

    /// All bytes are here, and no clip was made of them: the server died in between, or a job is at it.
    package func wholeWithoutClip() throws -> [Upload] {
        try connection.rows(
            "SELECT \(Self.columns) FROM upload WHERE clip_id IS NULL AND received = length AND NOT is_open"
        ).map(Self.upload)
    }

    /// Whole ones that are finished or given up on, to be forgotten.
    package func deleteFinished(before limit: Instant) throws {
        try connection.run("DELETE FROM upload WHERE clip_id IS NOT NULL AND updated_at < \(limit)")
    }

    package func ids() throws -> Set<String> {
        Set(try connection.rows("SELECT id FROM upload WHERE clip_id IS NULL").map { try $0.text("id") })
    }

    private static let columns: SQL = """
        id, person_id, team_id, file_name, length, is_open, received, created_at, updated_at, clip_id, brief_id, again_id,
        take_id, held_by, \(RecordingCut.columns)
        """

    private static func upload(_ row: Row) throws -> Upload {
        Upload(
            id: try row.id("id"), person: try row.id("person_id"), team: try row.id("team_id"),
            fileName: try row.text("file_name"), length: try row.integer("length"), isOpen: try row.flag("is_open"),
            offset: try row.integer("received"), createdAt: try row.instant("created_at"),
            updatedAt: try row.instant("updated_at"), cut: try RecordingCut(row: row),
            clip: try row.idOrNil("clip_id"), brief: try row.idOrNil("brief_id"),
            again: try row.idOrNil("again_id"), take: try row.idOrNil("take_id"),
            heldBy: try row.textOrNil("held_by"))
    }
}
