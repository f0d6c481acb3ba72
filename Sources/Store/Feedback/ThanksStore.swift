package import Database
package import Domain

/// Rows of `thanks`, and what else a contributor hears of once a month.
package struct ThanksStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ thanks: Thanks) throws {
        try connection.run(
            """
            INSERT INTO thanks (id, from_id, to_id, clip_id, comment_id, text, created_at)
            VALUES (\(thanks.id), \(thanks.from), \(thanks.to), \(thanks.clip), \(thanks.comment), \(thanks.text),
                \(thanks.at))
            """)
    }

    /// For these comments, as far as `person` said or got them: nobody else sees them.
    package func list(of comments: [ID<FeedbackComment>], involving person: ID<Person>) throws -> [Thanks] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM thanks
            WHERE comment_id IN (\(list: comments)) AND (from_id = \(person) OR to_id = \(person))
            ORDER BY created_at, id
            """
        ).map(Self.thanks)
    }

    /// Said for the clip itself by `person`.
    package func list(of clip: ID<Clip>, involving person: ID<Person>) throws -> [Thanks] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM thanks
            WHERE clip_id = \(clip) AND comment_id IS NULL AND (from_id = \(person) OR to_id = \(person))
            ORDER BY created_at, id
            """
        ).map(Self.thanks)
    }

    /// Said to a person in a time, latest first.
    package func list(to person: ID<Person>, since start: Instant, until end: Instant) throws -> [Thanks] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM thanks
            WHERE to_id = \(person) AND created_at >= \(start) AND created_at < \(end)
            ORDER BY created_at DESC, id DESC
            LIMIT 200
            """
        ).map(Self.thanks)
    }

    /// What was done with each clip of a person in a time, by others.
    package struct ClipUse: Sendable, Hashable {
        package let clip: ID<Clip>
        /// People who played it out of a lookup.
        package let played: Int
        /// People who kept it as their answer, or said that it helped.
        package let helped: Int
    }

    /// Clips of which something was made, most of all first.
    package func uses(of owner: ID<Person>, since start: Instant, until end: Instant) throws -> [ClipUse] {
        try connection.rows(
            """
            SELECT clip.id,
                COUNT(DISTINCT lookup_log.person_id) FILTER (WHERE lookup_use.kind = 'played') AS played,
                COUNT(DISTINCT lookup_log.person_id) FILTER (WHERE lookup_use.kind IN ('kept', 'helped')) AS helped
            FROM clip
            JOIN lookup_use ON lookup_use.clip_id = clip.id AND lookup_use.used_at >= \(start)
                AND lookup_use.used_at < \(end)
            JOIN lookup_log ON lookup_log.id = lookup_use.lookup_id AND lookup_log.person_id IS NOT NULL
                AND lookup_log.person_id <> clip.owner_id
            WHERE clip.owner_id = \(owner) AND clip.state <> 'trashed'
            GROUP BY clip.id
            ORDER BY COUNT(*) DESC, clip.id
            LIMIT 50
            """
        ).map { ClipUse(clip: try $0.id("id"), played: try $0.int("played"), helped: try $0.int("helped")) }
    }

    private static let columns: SQL = "id, from_id, to_id, clip_id, comment_id, text, created_at"

    private static func thanks(_ row: Row) throws -> Thanks {
        Thanks(
            id: try row.id("id"), from: try row.id("from_id"), to: try row.id("to_id"), clip: try row.id("clip_id"),
            comment: try row.idOrNil("comment_id"), text: try row.text("text"), at: try row.instant("created_at"))
    }
}
