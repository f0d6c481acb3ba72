import Database

/// What was said by voice or video instead of in writing: a recording made ready like any other, but not in the catalog.
extension Migrations {
    static let commentRecordings = Migration(number: 21, name: "comment recordings") { _ in
        [
            "ALTER TABLE clip ADD COLUMN is_answer boolean NOT NULL DEFAULT FALSE",
            """
            CREATE TABLE comment_recording (
                comment_id text NOT NULL PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
                clip_id text NOT NULL UNIQUE REFERENCES clip (id) ON DELETE CASCADE
            )
            """,
        ]
    }
}
