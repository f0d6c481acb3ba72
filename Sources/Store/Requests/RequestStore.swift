package import Database
package import Domain

/// Rows of `request`.
package struct RequestStore {
    let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// - Parameter words: what it is about, for finding the same question again.
    package func insert(_ request: RecordingRequest, words: Set<String>) throws {
        try connection.run(
            """
            INSERT INTO request (id, text, words, stage_id, objection_id, team_id, state, created_at, updated_at)
            VALUES (\(request.id), \(request.text), \(words.sorted().joined(separator: " ")), \(request.stage),
                \(request.objection), \(request.team), \(request.state), \(request.createdAt), \(request.updatedAt))
            """)
    }

    package func find(_ id: ID<RecordingRequest>) throws -> RecordingRequest? {
        try connection.row("SELECT \(Self.columns) FROM request WHERE request.id = \(id)").map(Self.request)
    }

    package func setState(_ state: RequestState, of id: ID<RecordingRequest>, at now: Instant) throws {
        try connection.run("UPDATE request SET state = \(state), updated_at = \(now) WHERE id = \(id)")
    }

    /// Which requests a list shows.
    package enum Scope: String, Sendable, Hashable, CaseIterable {
        /// Waiting for an answer.
        case open
        /// Asked by oneself.
        case mine
        /// Waiting for an answer of one's own.
        case forMe = "for_me"
        /// Answered, lately first.
        case answered
    }

    /// Latest change first.
    package func list(
        _ scope: Scope, stage: ID<Term>? = nil, objection: ID<Term>? = nil, visibleTo actor: Actor, limit: Int
    ) throws -> [RecordingRequest] {
        let me = actor.person.id
        var parts: [SQL] = [Self.isVisible(to: actor)]
        switch scope {
        case .open: parts.append("request.state = 'open'")
        case .answered: parts.append("request.state IN ('answered', 'settled')")
        case .mine:
            parts.append("request.id IN (SELECT request_id FROM request_asker WHERE person_id = \(me))")
        case .forMe:
            parts.append("request.state = 'open'")
            parts.append(
                "request.id IN (SELECT request_id FROM request_turn WHERE person_id = \(me) AND state = 'waiting')")
        }
        if let stage { parts.append("request.stage_id = \(stage)") }
        if let objection { parts.append("request.objection_id = \(objection)") }
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM request
            WHERE \(SQL.joined(parts, separator: " AND "))
            ORDER BY request.updated_at DESC, request.id DESC
            LIMIT \(limit)
            """
        ).map(Self.request)
    }

    /// What is asked and not settled, with what it is about: where the same question may be.
    package func alive(visibleTo actor: Actor) throws -> [(request: RecordingRequest, words: Set<String>)] {
        try connection.rows(
            """
            SELECT \(Self.columns), request.words FROM request
            WHERE request.state IN ('open', 'answered') AND \(Self.isVisible(to: actor))
            ORDER BY request.created_at DESC, request.id DESC
            LIMIT 500
            """
        ).map { row in
            (try Self.request(row), Set(try row.text("words").split(separator: " ").map(String.init)))
        }
    }

    /// `Permission` as SQL: the team's people, askers and those asked; a test holds both against each other.
    static func isVisible(to actor: Actor) -> SQL {
        if actor.isAdmin { return "TRUE" }
        let me = actor.person.id
        return """
            (request.team_id IN (\(list: actor.teams))
                OR request.id IN (SELECT request_id FROM request_asker WHERE person_id = \(me))
                OR request.id IN (SELECT request_id FROM request_turn WHERE person_id = \(me)))
            """
    }

    static let columns: SQL = """
        request.id, request.text, request.stage_id, request.objection_id, request.team_id, request.state,
        request.created_at, request.updated_at
        """

    static func request(_ row: Row) throws -> RecordingRequest {
        RecordingRequest(
            id: try row.id("id"), text: try row.text("text"), stage: try row.idOrNil("stage_id"),
            objection: try row.idOrNil("objection_id"), team: try row.idOrNil("team_id"),
            state: try row.value("state"), createdAt: try row.instant("created_at"),
            updatedAt: try row.instant("updated_at"))
    }
}
