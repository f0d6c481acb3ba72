package import Database
package import Domain

/// Rows of `thread`.
package struct FeedbackStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Where a part of a list ends: the next one begins after it.
    package struct Cursor: Sendable, Hashable {
        /// -1 for threads about the whole, which come first.
        package let startMilliseconds: Int
        package let thread: ID<FeedbackThread>

        package init(after thread: FeedbackThread) {
            startMilliseconds = thread.anchor.startMilliseconds ?? -1
            self.thread = thread.id
        }

        /// As `text` writes it; nil for anything else.
        package init?(parsing text: String) {
            let parts = text.split(separator: "~", omittingEmptySubsequences: false)
            guard parts.count == 2, let start = Int(parts[0]), let thread = ID<FeedbackThread>(parsing: parts[1]) else {
                return nil
            }
            startMilliseconds = start
            self.thread = thread
        }

        package var text: String { "\(startMilliseconds)~\(thread)" }
    }

    package func insert(_ thread: FeedbackThread) throws {
        try connection.run(
            """
            INSERT INTO thread (id, clip_id, start_ms, end_ms, author_id, is_private, created_at, resolved_at, resolved_by)
            VALUES (\(thread.id), \(thread.clip), \(thread.anchor.startMilliseconds), \(thread.anchor.endMilliseconds),
                \(thread.author), \(thread.isPrivate), \(thread.createdAt), \(thread.resolvedAt), \(thread.resolvedBy))
            """)
    }

    package func find(_ id: ID<FeedbackThread>) throws -> FeedbackThread? {
        try connection.row("SELECT \(Self.columns) FROM thread WHERE thread.id = \(id)").map(Self.thread)
    }

    /// In the order of the recording, those about the whole first; without other people's notes to themselves.
    package func list(
        of clip: ID<Clip>, visibleTo person: ID<Person>, after cursor: Cursor?, limit: Int
    ) throws -> [FeedbackThread] {
        let isBehind: SQL =
            cursor.map {
                "(COALESCE(thread.start_ms, -1), thread.id) > (\($0.startMilliseconds), \($0.thread))"
            } ?? "TRUE"
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM thread
            WHERE thread.clip_id = \(clip) AND \(Self.isVisible(to: person)) AND \(isBehind)
            ORDER BY COALESCE(thread.start_ms, -1), thread.id
            LIMIT \(limit)
            """
        ).map(Self.thread)
    }

    /// How many threads, and how many comments that were not taken away.
    package func counts(of clip: ID<Clip>, visibleTo person: ID<Person>) throws -> (threads: Int, comments: Int) {
        let row = try connection.row(
            """
            SELECT COUNT(DISTINCT thread.id) AS threads, COUNT(comment.id) AS comments
            FROM thread
            LEFT JOIN comment ON comment.thread_id = thread.id AND comment.deleted_at IS NULL
            WHERE thread.clip_id = \(clip) AND \(Self.isVisible(to: person))
            """)
        return (try row?.int("threads") ?? 0, try row?.int("comments") ?? 0)
    }

    /// Every place of a recording that is talked about and not resolved.
    package func places(of clip: ID<Clip>, visibleTo person: ID<Person>) throws -> [FeedbackAnchor] {
        try connection.rows(
            """
            SELECT thread.start_ms, thread.end_ms FROM thread
            WHERE thread.clip_id = \(clip) AND thread.start_ms IS NOT NULL AND thread.resolved_at IS NULL
                AND \(Self.isVisible(to: person))
            ORDER BY thread.start_ms, thread.id
            """
        ).map { FeedbackAnchor(stored: try $0.intOrNil("start_ms"), try $0.intOrNil("end_ms")) }
    }

    package func setResolved(_ at: Instant?, by person: ID<Person>?, _ id: ID<FeedbackThread>) throws {
        try connection.run("UPDATE thread SET resolved_at = \(at), resolved_by = \(person) WHERE id = \(id)")
    }

    static func isVisible(to person: ID<Person>) -> SQL {
        "(NOT thread.is_private OR thread.author_id = \(person))"
    }

    static let columns: SQL = """
        thread.id, thread.clip_id, thread.start_ms, thread.end_ms, thread.author_id, thread.is_private, thread.created_at,
        thread.resolved_at, thread.resolved_by
        """

    static func thread(_ row: Row) throws -> FeedbackThread {
        FeedbackThread(
            id: try row.id("id"), clip: try row.id("clip_id"),
            anchor: FeedbackAnchor(stored: try row.intOrNil("start_ms"), try row.intOrNil("end_ms")),
            author: try row.id("author_id"), isPrivate: try row.flag("is_private"),
            createdAt: try row.instant("created_at"), resolvedAt: try row.instantOrNil("resolved_at"),
            resolvedBy: try row.idOrNil("resolved_by"))
    }
}
