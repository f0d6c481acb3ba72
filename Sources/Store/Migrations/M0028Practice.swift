import Database

/// What to practise, with its versions, and the attempts at it: recordings made ready like any other, but not in the catalog.
extension Migrations {
    static let practice = Migration(number: 28, name: "practice") { _ in
        [
            "ALTER TABLE clip ADD COLUMN is_take boolean NOT NULL DEFAULT FALSE",
            """
            CREATE TABLE brief (
                id text NOT NULL PRIMARY KEY,
                team_id text NOT NULL REFERENCES team (id),
                owner_id text NOT NULL REFERENCES person (id),
                state text NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
                title text NOT NULL CHECK (length(title) <= 120),
                content text NOT NULL,
                request_id text REFERENCES request (id) ON DELETE SET NULL,
                version integer NOT NULL CHECK (version > 0),
                created_at bigint NOT NULL,
                updated_at bigint NOT NULL
            )
            """,
            "CREATE INDEX brief_team ON brief (team_id, updated_at)",
            """
            CREATE TABLE brief_version (
                brief_id text NOT NULL REFERENCES brief (id) ON DELETE CASCADE,
                version integer NOT NULL,
                content text NOT NULL,
                person_id text REFERENCES person (id) ON DELETE SET NULL,
                created_at bigint NOT NULL,
                PRIMARY KEY (brief_id, version)
            )
            """,
            // Characters are counted before: one may be several code points, at most four of them each.
            """
            CREATE TABLE take (
                id text NOT NULL PRIMARY KEY,
                brief_id text NOT NULL REFERENCES brief (id) ON DELETE CASCADE,
                brief_version integer NOT NULL,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                clip_id text NOT NULL UNIQUE REFERENCES clip (id) ON DELETE CASCADE,
                again_id text REFERENCES take (id) ON DELETE SET NULL,
                text text NOT NULL CHECK (length(text) <= 40000),
                worked text NOT NULL CHECK (length(worked) <= 4000),
                otherwise text NOT NULL CHECK (length(otherwise) <= 4000),
                question text NOT NULL CHECK (length(question) <= 2000),
                confidence integer CHECK (confidence BETWEEN 1 AND 5),
                audience text NOT NULL CHECK (audience IN ('asked', 'team', 'everyone')),
                created_at bigint NOT NULL,
                submitted_at bigint
            )
            """,
            "CREATE INDEX take_brief ON take (brief_id, created_at)",
            "CREATE INDEX take_person ON take (person_id, created_at)",
            "CREATE INDEX take_again ON take (again_id)",
            // A recording of a take on its way in.
            "ALTER TABLE upload ADD COLUMN brief_id text REFERENCES brief (id) ON DELETE CASCADE",
            "ALTER TABLE upload ADD COLUMN again_id text REFERENCES take (id) ON DELETE SET NULL",
            "ALTER TABLE upload ADD COLUMN take_id text REFERENCES take (id) ON DELETE SET NULL",
        ]
    }
}
