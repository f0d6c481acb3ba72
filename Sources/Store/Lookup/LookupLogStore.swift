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
    package let persona: String?
    package let hits: Int
    package let bestClip: ID<Clip>?
    package let isMiss: Bool
    package let tookMicroseconds: Int64
    package let createdAt: Instant

    package init(
        id: ID<LookupRecord>, person: ID<Person>, text: String, stage: String?, objection: String?, persona: String?,
        hits: Int, bestClip: ID<Clip>?, isMiss: Bool, tookMicroseconds: Int64, createdAt: Instant
    ) {
        self.id = id
        self.person = person
        self.text = text
        self.stage = stage
        self.objection = objection
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

    package func insert(_ record: LookupRecord) throws {
        try connection.run(
            """
            INSERT INTO lookup_log (id, person_id, text, stage_id, objection_id, persona_id, hits, best_clip_id, is_miss,
                took_us, created_at)
            VALUES (\(record.id), \(record.person), \(record.text), \(record.stage), \(record.objection),
                \(record.persona), \(record.hits), \(record.bestClip), \(record.isMiss), \(record.tookMicroseconds),
                \(record.createdAt))
            """)
    }

    /// The person played one of the answers. False when they made no such lookup.
    package func markPlayed(_ id: ID<LookupRecord>, person: ID<Person>, clip: ID<Clip>, at now: Instant) throws -> Bool
    {
        try connection.run(
            """
            UPDATE lookup_log SET played_clip_id = \(clip), played_at = \(now)
            WHERE id = \(id) AND person_id = \(person)
            """) == 1
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

    package func count() throws -> Int {
        try connection.count("SELECT COUNT(*) FROM lookup_log")
    }
}
