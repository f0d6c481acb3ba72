import Database

/// What is looked at in takes, with versions, and what each reviewer saw.
extension Migrations {
    static let rubrics = Migration(number: 29, name: "rubrics") { _ in
        [
            """
            CREATE TABLE rubric (
                id text NOT NULL PRIMARY KEY,
                team_id text NOT NULL REFERENCES team (id),
                owner_id text NOT NULL REFERENCES person (id),
                title text NOT NULL CHECK (length(title) <= 120),
                content text NOT NULL,
                is_retired boolean NOT NULL,
                version integer NOT NULL CHECK (version > 0),
                created_at bigint NOT NULL,
                updated_at bigint NOT NULL
            )
            """,
            "CREATE INDEX rubric_team ON rubric (team_id, updated_at)",
            """
            CREATE TABLE rubric_version (
                rubric_id text NOT NULL REFERENCES rubric (id) ON DELETE CASCADE,
                version integer NOT NULL,
                content text NOT NULL,
                person_id text REFERENCES person (id) ON DELETE SET NULL,
                created_at bigint NOT NULL,
                PRIMARY KEY (rubric_id, version)
            )
            """,
            """
            CREATE TABLE scorecard (
                id text NOT NULL PRIMARY KEY,
                take_id text NOT NULL REFERENCES take (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                rubric_id text NOT NULL REFERENCES rubric (id) ON DELETE CASCADE,
                rubric_version integer NOT NULL,
                answers text NOT NULL,
                note text NOT NULL CHECK (length(note) <= 4000),
                created_at bigint NOT NULL,
                updated_at bigint NOT NULL,
                UNIQUE (take_id, person_id)
            )
            """,
            "CREATE INDEX scorecard_person ON scorecard (person_id, created_at)",
            // When a take's maker sees what was filled in: from so many on, or when the day comes.
            "ALTER TABLE take ADD COLUMN reviewers integer NOT NULL DEFAULT 1",
            "ALTER TABLE take ADD COLUMN release_at bigint",
            "ALTER TABLE take ADD COLUMN released_at bigint",
            "CREATE INDEX take_release ON take (release_at) WHERE released_at IS NULL",
        ]
    }
}
