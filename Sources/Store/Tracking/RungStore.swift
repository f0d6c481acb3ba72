package import Database
package import Domain

/// Rungs above watching: those in `rung_reached`, where whoever keeps takes of practice writes in the same transaction, the
/// recalls of the log, and what came up in calls.
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

    /// The cues each clip answers, retired ones left out.
    package func cues(of clips: [ID<Clip>]) throws -> [ID<Clip>: [ID<Cue>]] {
        try connection.rows(
            """
            SELECT DISTINCT cue_moment.clip_id, cue_moment.cue_id FROM cue_moment
            JOIN cue ON cue.id = cue_moment.cue_id
            WHERE cue.state = 'active' AND cue_moment.clip_id IN (\(list: clips))
            ORDER BY cue_moment.clip_id, cue_moment.cue_id
            """
        ).reduce(into: [:]) { $0[try $1.id("clip_id"), default: []].append(try $1.id("cue_id")) }
    }

    /// The first time each cue was recalled from `start` on: an answer before the reveal that has a grade, whichever.
    package func recalls(
        of cues: [ID<Cue>], by people: [ID<Person>], since start: Instant
    ) throws -> [ID<Person>: [ID<Cue>: Instant]] {
        try connection.rows(
            """
            SELECT person_id, cue_id, MIN(answered_at) AS answered_at FROM recall
            WHERE person_id IN (\(list: people)) AND cue_id IN (\(list: cues)) AND answered_at >= \(start)
                AND grade IS NOT NULL AND corrects_id IS NULL
            GROUP BY person_id, cue_id
            """
        ).reduce(into: [:]) {
            $0[try $1.id("person_id"), default: [:]][try $1.id("cue_id")] = try $1.instant("answered_at")
        }
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
