import Database

/// Review sets, what is in them in order, and every version of both.
extension Migrations {
    static let reviewSets = Migration(number: 13, name: "review sets") { _ in
        [
            """
            CREATE TABLE review_set (
                id text NOT NULL PRIMARY KEY,
                team_id text NOT NULL REFERENCES team (id),
                owner_id text NOT NULL REFERENCES person (id),
                title text NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
                summary text NOT NULL,
                threshold integer NOT NULL CHECK (threshold BETWEEN 10 AND 100),
                goal text NOT NULL CHECK (goal IN ('opened', 'watched', 'recalled', 'practised')),
                is_template boolean NOT NULL,
                is_retired boolean NOT NULL,
                version integer NOT NULL CHECK (version >= 1),
                created_at bigint NOT NULL,
                updated_at bigint NOT NULL
            )
            """,
            "CREATE INDEX review_set_team ON review_set (team_id, updated_at)",
            "CREATE INDEX review_set_owner ON review_set (owner_id)",
            """
            CREATE TABLE set_item (
                id text NOT NULL,
                set_id text NOT NULL REFERENCES review_set (id) ON DELETE CASCADE,
                position integer NOT NULL CHECK (position >= 0),
                kind text NOT NULL CHECK (kind IN ('clip', 'moment', 'cue', 'brief')),
                subject_id text NOT NULL,
                moment_id text,
                start_ms bigint,
                end_ms bigint,
                note text NOT NULL,
                PRIMARY KEY (set_id, id),
                CHECK (start_ms IS NULL OR (kind = 'moment' AND start_ms >= 0 AND end_ms > start_ms))
            )
            """,
            "CREATE INDEX set_item_subject ON set_item (subject_id)",
            """
            CREATE TABLE set_version (
                set_id text NOT NULL REFERENCES review_set (id) ON DELETE CASCADE,
                version integer NOT NULL,
                content text NOT NULL,
                person_id text REFERENCES person (id) ON DELETE SET NULL,
                created_at bigint NOT NULL,
                PRIMARY KEY (set_id, version)
            )
            """,
            "CREATE INDEX set_version_person ON set_version (person_id)",
        ]
    }
}
