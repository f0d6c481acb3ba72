package import Database
package import Domain

/// Rows of `rung_reached`: what recall, practice and calls say of a clip, a cue or a brief. Whoever keeps those writes here, in
/// the same transaction.
package struct RungStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// - Parameter subject: the id of a clip, a cue or a brief.
    package func reach(_ rung: Rung, with subject: String, by person: ID<Person>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO rung_reached (person_id, subject_id, rung, reached_at)
            VALUES (\(person), \(subject), \(rung), \(now))
            ON CONFLICT DO NOTHING
            """)
    }

    /// The first time each rung was reached from `start` on, by person and subject; what came up in a call included.
    package func ladders(
        of subjects: [String], by people: [ID<Person>], since start: Instant
    ) throws -> [ID<Person>: [String: Ladder]] {
        var found: [ID<Person>: [String: Ladder]] = [:]
        let rows = try connection.rows(
            """
            SELECT person_id, subject_id, rung, MIN(reached_at) AS reached_at FROM rung_reached
            WHERE person_id IN (\(list: people)) AND subject_id IN (\(list: subjects)) AND reached_at >= \(start)
            GROUP BY person_id, subject_id, rung
            """)
        for row in rows {
            found[try row.id("person_id"), default: [:]][try row.text("subject_id"), default: Ladder()].reach(
                try row.value("rung"), at: try row.instant("reached_at"))
        }
        let calls = try connection.rows(
            """
            SELECT person_id, clip_id, MIN(reported_at) AS reached_at FROM pack_report
            WHERE person_id IN (\(list: people)) AND clip_id IN (\(list: subjects)) AND came_up
                AND reported_at >= \(start)
            GROUP BY person_id, clip_id
            """)
        for row in calls {
            found[try row.id("person_id"), default: [:]][try row.text("clip_id"), default: Ladder()].reach(
                .used, at: try row.instant("reached_at"))
        }
        return found
    }
}
