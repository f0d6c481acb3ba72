package import Database
package import Domain

/// Rows of `lookup_use`, and what can be learned from them.
package struct LookupUseStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Doing it twice is doing it once.
    package func add(_ use: LookupUse, of clip: ID<Clip>, in lookup: ID<LookupRecord>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO lookup_use (lookup_id, clip_id, kind, used_at)
            VALUES (\(lookup), \(clip), \(use), \(now))
            ON CONFLICT (lookup_id, clip_id, kind) DO NOTHING
            """)
    }

    /// What this person kept or found helpful is not so any more, whichever lookup it was found by.
    package func remove(_ use: LookupUse, of clip: ID<Clip>, by person: ID<Person>) throws {
        try connection.run(
            """
            DELETE FROM lookup_use
            WHERE clip_id = \(clip) AND kind = \(use)
                AND lookup_id IN (SELECT id FROM lookup_log WHERE person_id = \(person))
            """)
    }

    /// Those of `clips` that this person marked so.
    package func marked(_ use: LookupUse, by person: ID<Person>, among clips: [ID<Clip>]) throws -> Set<ID<Clip>> {
        Set(
            try connection.rows(
                """
                SELECT DISTINCT lookup_use.clip_id FROM lookup_use
                JOIN lookup_log ON lookup_log.id = lookup_use.lookup_id
                WHERE lookup_log.person_id = \(person) AND lookup_use.kind = \(use)
                    AND lookup_use.clip_id IN (\(list: clips))
                """
            ).map { try $0.id("clip_id", of: Clip.self) })
    }

    /// A question whose answer somebody kept or found helpful.
    package struct KeptQuestion: Sendable, Hashable {
        package let text: String
        /// What the kept clips are about.
        package let objection: ID<Term>
        /// How many lookups; people are counted, never named.
        package let lookups: Int
        package let people: Int

        package init(text: String, objection: ID<Term>, lookups: Int, people: Int) {
            self.text = text
            self.objection = objection
            self.lookups = lookups
            self.people = people
        }
    }

    /// Kept most first; without what is a phrasing already and without what was refused.
    package func keptQuestions(limit: Int) throws -> [KeptQuestion] {
        try connection.rows(
            """
            SELECT lower(lookup_log.text) AS question, clip.objection_id, MIN(lookup_log.text) AS text,
                COUNT(DISTINCT lookup_log.id) AS lookups, COUNT(DISTINCT lookup_log.person_id) AS people
            FROM lookup_use
            JOIN lookup_log ON lookup_log.id = lookup_use.lookup_id
            JOIN clip ON clip.id = lookup_use.clip_id
            WHERE lookup_use.kind IN ('kept', 'helped') AND clip.objection_id IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM phrasing
                    WHERE phrasing.objection_id = clip.objection_id AND lower(phrasing.text) = lower(lookup_log.text))
                AND NOT EXISTS (SELECT 1 FROM refused_phrasing
                    WHERE refused_phrasing.objection_id = clip.objection_id
                        AND refused_phrasing.text = lower(lookup_log.text))
            GROUP BY lower(lookup_log.text), clip.objection_id
            ORDER BY COUNT(DISTINCT lookup_log.id) DESC, lower(lookup_log.text)
            LIMIT \(limit)
            """
        ).map { row in
            KeptQuestion(
                text: try row.text("text"), objection: try row.id("objection_id"), lookups: try row.int("lookups"),
                people: try row.int("people"))
        }
    }

    /// Never offer this sentence for this objection again.
    package func refuse(_ text: String, for objection: ID<Term>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO refused_phrasing (objection_id, text, refused_at)
            VALUES (\(objection), lower(\(text)), \(now))
            ON CONFLICT (objection_id, text) DO NOTHING
            """)
    }
}
