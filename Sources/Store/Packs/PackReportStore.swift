package import Database
package import Domain

/// Rows of `pack_report`: one a person, clip and day.
package struct PackReportStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// What is said again the same day replaces what was said before.
    package func set(_ report: PackReport, by person: ID<Person>, id: ID<PackReport>) throws {
        try connection.run(
            """
            INSERT INTO pack_report (id, person_id, clip_id, objection_id, day, came_up, helped, reported_at)
            VALUES (\(id), \(person), \(report.clip), \(report.objection), \(report.at.day), \(report.cameUp),
                \(report.helped), \(report.at))
            ON CONFLICT (person_id, clip_id, day) DO UPDATE
            SET objection_id = excluded.objection_id, came_up = excluded.came_up, helped = excluded.helped,
                reported_at = excluded.reported_at
            """)
    }

    /// What this person said that day, by clip.
    package func said(
        by person: ID<Person>, on day: Day, among clips: [ID<Clip>]
    ) throws -> [ID<Clip>: PackReport] {
        try connection.rows(
            """
            SELECT clip_id, objection_id, came_up, helped, reported_at FROM pack_report
            WHERE person_id = \(person) AND day = \(day) AND clip_id IN (\(list: clips))
            """
        ).reduce(into: [:]) { said, row in
            let report = PackReport(
                clip: try row.id("clip_id"), objection: try row.idOrNil("objection_id"),
                cameUp: try row.flag("came_up"), helped: try row.flagOrNil("helped"), at: try row.instant("reported_at")
            )
            said[report.clip] = report
        }
    }
}
