package import Database
package import Domain

/// One lookup as it was asked and answered.
package struct LookupRecord: Sendable, Hashable, Identified {
    package static let idPrefix = "lookup"

    package let id: ID<LookupRecord>
    package let person: ID<Person>
    package let text: String
    package let stage: String?
    package let objection: String?
    /// What the words were understood as, when no objection was chosen.
    package let guess: String?
    package let persona: String?
    package let hits: Int
    package let bestClip: ID<Clip>?
    package let isMiss: Bool
    package let tookMicroseconds: Int64
    package let createdAt: Instant

    package init(
        id: ID<LookupRecord>, person: ID<Person>, text: String, stage: String?, objection: String?,
        guess: String? = nil, persona: String?, hits: Int, bestClip: ID<Clip>?, isMiss: Bool, tookMicroseconds: Int64,
        createdAt: Instant
    ) {
        self.id = id
        self.person = person
        self.text = text
        self.stage = stage
        self.objection = objection
        self.guess = guess
        self.persona = persona
        self.hits = hits
        self.bestClip = bestClip
        self.isMiss = isMiss
        self.tookMicroseconds = tookMicroseconds
        self.createdAt = createdAt
    }
}

/// Rows of `lookup_log`.
package struct LookupLogStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Nothing when it is there already.
    package func insert(_ record: LookupRecord) throws {
        try connection.run(
            """
            INSERT INTO lookup_log (id, person_id, text, stage_id, objection_id, guess_id, persona_id, hits, best_clip_id,
                is_miss, took_us, created_at)
            VALUES (\(record.id), \(record.person), \(record.text), \(record.stage), \(record.objection), \(record.guess),
                \(record.persona), \(record.hits), \(record.bestClip), \(record.isMiss), \(record.tookMicroseconds),
                \(record.createdAt))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Whether this person made this lookup.
    package func isOf(_ person: ID<Person>, _ id: ID<LookupRecord>) throws -> Bool {
        try connection.row("SELECT id FROM lookup_log WHERE id = \(id) AND person_id = \(person)") != nil
    }

    /// What this person looked up last, without repeats, newest first.
    package func recent(_ person: ID<Person>, limit: Int) throws -> [String] {
        try connection.rows(
            """
            SELECT text, MAX(created_at) AS latest FROM lookup_log
            WHERE person_id = \(person) AND text <> ''
            GROUP BY text
            ORDER BY latest DESC
            LIMIT \(limit)
            """
        ).map { try $0.text("text") }
    }

    /// What many people of the actor's teams (of all, for admins) asked and found. Who asked is counted, never told, and below
    /// `leastPeople` nothing is told at all.
    package func popular(
        since start: Instant, for actor: Actor, leastPeople: Int, limit: Int
    ) throws -> [String] {
        let isOfTeam: SQL =
            actor.isAdmin
            ? "TRUE"
            : """
            person_id IN (SELECT team_member.person_id FROM team_member
                WHERE team_member.team_id IN (\(list: actor.teams)))
            """
        return try connection.rows(
            """
            SELECT MIN(text) AS question, COUNT(DISTINCT person_id) AS people FROM lookup_log
            WHERE created_at > \(start) AND text <> '' AND NOT is_miss AND \(isOfTeam)
            GROUP BY lower(text)
            HAVING COUNT(DISTINCT person_id) >= \(leastPeople)
            ORDER BY people DESC, question
            LIMIT \(limit)
            """
        ).map { try $0.text("question") }
    }

    /// Takes the names out of lookups before `end`: what was asked stays, who asked it does not.
    /// - Returns: how many lookups lost a name.
    @discardableResult
    package func forgetNames(before end: Instant) throws -> Int {
        try connection.run(
            "UPDATE lookup_log SET person_id = NULL WHERE created_at < \(end) AND person_id IS NOT NULL")
    }

    package func count() throws -> Int {
        try connection.count("SELECT COUNT(*) FROM lookup_log")
    }
}
