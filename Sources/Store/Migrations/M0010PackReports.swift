import Database

/// What people said after a call of the moments they had in their pack.
extension Migrations {
    static let packReports = Migration(number: 10, name: "pack reports") { _ in
        [
            """
            CREATE TABLE pack_report (
                id text NOT NULL PRIMARY KEY,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                objection_id text REFERENCES term (id),
                day bigint NOT NULL,
                came_up boolean NOT NULL,
                helped boolean,
                reported_at bigint NOT NULL,
                CHECK (helped IS NULL OR came_up),
                UNIQUE (person_id, clip_id, day)
            )
            """,
            "CREATE INDEX pack_report_clip ON pack_report (clip_id, reported_at)",
        ]
    }
}
