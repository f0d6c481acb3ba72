package import Database
package import Domain

/// What is asked and what is there to answer it, per stage and objection. Nobody is named, and nobody can be.
package struct GapStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// A cell of the grid; nil stands for lookups and clips without a stage or an objection.
    package struct Cell: Sendable, Hashable {
        package let stage: ID<Term>?
        package let objection: ID<Term>?

        package init(stage: ID<Term>?, objection: ID<Term>?) {
            self.stage = stage
            self.objection = objection
        }
    }

    /// Lookups since `start` by what they ask for: the objection chosen, or the one the words were understood as.
    package func lookups(
        since start: Instant, for actor: Actor
    ) throws -> [(cell: Cell, lookups: Int, misses: Int)] {
        try connection.rows(
            """
            SELECT lookup_log.stage_id, COALESCE(lookup_log.objection_id, lookup_log.guess_id) AS objection_id,
                COUNT(*) AS lookups, COUNT(*) FILTER (WHERE lookup_log.is_miss) AS misses
            FROM lookup_log
            WHERE lookup_log.created_at > \(start) AND \(Self.counts(for: actor))
            GROUP BY lookup_log.stage_id, COALESCE(lookup_log.objection_id, lookup_log.guess_id)
            """
        ).map { (try Self.cell($0), try $0.int("lookups"), try $0.int("misses")) }
    }

    /// Lookups since `start` in one's own teams, of everybody for admins: only what at least so many different people asked.
    package func demand(
        since start: Instant, of actor: Actor, leastPeople: Int
    ) throws -> [(cell: Cell, lookups: Int)] {
        try connection.rows(
            """
            SELECT lookup_log.stage_id, COALESCE(lookup_log.objection_id, lookup_log.guess_id) AS objection_id,
                COUNT(*) AS lookups
            FROM lookup_log
            WHERE lookup_log.created_at > \(start) AND \(Self.isOfColleague(of: actor))
            GROUP BY lookup_log.stage_id, COALESCE(lookup_log.objection_id, lookup_log.guess_id)
            HAVING COUNT(DISTINCT lookup_log.person_id) >= \(leastPeople)
            """
        ).map { (try Self.cell($0), try $0.int("lookups")) }
    }

    private static func isOfColleague(of actor: Actor) -> SQL {
        if actor.isAdmin { return "TRUE" }
        return """
            lookup_log.person_id IN (SELECT team_member.person_id FROM team_member
                WHERE team_member.team_id IN (\(list: actor.teams)))
            """
    }

    /// How many different people made them.
    package func people(since start: Instant, for actor: Actor) throws -> Int {
        try connection.count(
            """
            SELECT COUNT(DISTINCT lookup_log.person_id) FROM lookup_log
            WHERE lookup_log.created_at > \(start) AND \(Self.counts(for: actor))
            """)
    }

    /// Questions waiting for an answer, as far as this person may see them.
    package func openRequests(visibleTo actor: Actor) throws -> [(cell: Cell, requests: Int)] {
        try connection.rows(
            """
            SELECT request.stage_id, request.objection_id, COUNT(*) AS requests FROM request
            WHERE request.state = 'open' AND \(RequestStore.isVisible(to: actor))
            GROUP BY request.stage_id, request.objection_id
            """
        ).map { (try Self.cell($0), try $0.int("requests")) }
    }

    /// Published moments this person may see whose day of verification has not passed; a clip without moments counts as one.
    package func moments(visibleTo actor: Actor, on today: Day) throws -> [(cell: Cell, moments: Int)] {
        try connection.rows(
            """
            SELECT clip.stage_id, clip.objection_id, COUNT(*) AS moments
            FROM clip
            LEFT JOIN moment ON moment.clip_id = clip.id
            WHERE clip.state = 'published' AND (clip.verify_by IS NULL OR clip.verify_by >= \(today))
                AND \(ClipStore.isVisible(to: actor, isOneOfMany: true))
            GROUP BY clip.stage_id, clip.objection_id
            """
        ).map { (try Self.cell($0), try $0.int("moments")) }
    }

    /// Managers count what their own teams ask.
    private static func counts(for actor: Actor) -> SQL {
        if actor.isAdmin { return "TRUE" }
        return """
            lookup_log.person_id IN (SELECT team_member.person_id FROM team_member
                WHERE team_member.team_id IN (\(list: actor.managedTeams)))
            """
    }

    private static func cell(_ row: Row) throws -> Cell {
        Cell(stage: try row.idOrNil("stage_id"), objection: try row.idOrNil("objection_id"))
    }
}
