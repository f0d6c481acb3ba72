package import Database
package import Domain

/// What happened day by day, counted from the rows themselves.
package struct ActivityStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Lookups since `start` and, of them, the misses.
    /// - Parameter teams: only by people of these teams; nil for everybody's.
    package func lookups(since start: Instant, teams: [ID<Team>]?) throws -> [DayTotal] {
        try connection.rows(
            """
            SELECT created_at / 86400000 AS day, COUNT(*) AS total, SUM(CASE WHEN is_miss THEN 1 ELSE 0 END) AS part
            FROM lookup_log
            WHERE created_at >= \(start) AND \(Self.people(of: teams))
            GROUP BY created_at / 86400000
            """
        ).map(Self.total)
    }

    /// How many people made the lookups that `lookups(since:teams:)` counts.
    package func peopleLookingUp(since start: Instant, teams: [ID<Team>]?) throws -> Int {
        try connection.count(
            """
            SELECT COUNT(DISTINCT person_id) FROM lookup_log
            WHERE created_at >= \(start) AND \(Self.people(of: teams))
            """)
    }

    /// Jobs that ended since `start` and, of them, those that failed.
    package func jobs(since start: Instant) throws -> [DayTotal] {
        try connection.rows(
            """
            SELECT finished_at / 86400000 AS day, COUNT(*) AS total,
                SUM(CASE WHEN state = 'done' THEN 0 ELSE 1 END) AS part
            FROM job
            WHERE finished_at >= \(start) AND state <> 'waiting' AND state <> 'running'
            GROUP BY finished_at / 86400000
            """
        ).map(Self.total)
    }

    /// Bytes of the files that are kept, by the day they came, since `start`; `part` counts the files.
    package func storage(since start: Instant) throws -> [DayTotal] {
        try connection.rows(
            """
            SELECT created_at / 86400000 AS day, CAST(SUM(bytes) AS bigint) AS total, COUNT(*) AS part
            FROM blob
            WHERE created_at >= \(start)
            GROUP BY created_at / 86400000
            """
        ).map(Self.total)
    }

    /// Bytes of the files that are kept and came before `limit`.
    package func storage(before limit: Instant) throws -> Int64 {
        try connection.row(
            "SELECT CAST(COALESCE(SUM(bytes), 0) AS bigint) AS total FROM blob WHERE created_at < \(limit)"
        )?.integer("total") ?? 0
    }

    private static func people(of teams: [ID<Team>]?) -> SQL {
        guard let teams else { return "TRUE" }
        return "person_id IN (SELECT person_id FROM team_member WHERE team_id IN (\(list: teams)))"
    }

    private static func total(_ row: Row) throws -> DayTotal {
        DayTotal(
            day: Day(daysSince1970: try row.integer("day")), total: try row.integer("total"),
            part: try row.integer("part"))
    }
}
