import Database

/// Questions nobody could answer yet, who asks them, who was asked, and what was answered.
extension Migrations {
    static let requests = Migration(number: 9, name: "requests") { _ in
        [
            """
            CREATE TABLE request (
                id text NOT NULL PRIMARY KEY,
                text text NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
                words text NOT NULL,
                stage_id text REFERENCES term (id),
                objection_id text REFERENCES term (id),
                team_id text REFERENCES team (id) ON DELETE SET NULL,
                state text NOT NULL CHECK (state IN ('open', 'answered', 'settled', 'closed')),
                created_at bigint NOT NULL,
                updated_at bigint NOT NULL
            )
            """,
            "CREATE INDEX request_state ON request (state, updated_at)",
            """
            CREATE TABLE request_asker (
                request_id text NOT NULL REFERENCES request (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                note text NOT NULL CHECK (length(note) <= 1000),
                asked_at bigint NOT NULL,
                verdict text CHECK (verdict IN ('that_is_it', 'not_quite')),
                PRIMARY KEY (request_id, person_id)
            )
            """,
            "CREATE INDEX request_asker_person ON request_asker (person_id, asked_at)",
            """
            CREATE TABLE request_turn (
                id text NOT NULL PRIMARY KEY,
                request_id text NOT NULL REFERENCES request (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                state text NOT NULL CHECK (state IN ('waiting', 'answered', 'declined', 'handed_on', 'released')),
                reason text NOT NULL CHECK (length(reason) <= 500),
                routed_at bigint NOT NULL,
                ended_at bigint,
                CHECK ((state = 'waiting') = (ended_at IS NULL)),
                UNIQUE (request_id, person_id)
            )
            """,
            "CREATE INDEX request_turn_person ON request_turn (person_id, routed_at)",
            """
            CREATE TABLE request_answer (
                id text NOT NULL PRIMARY KEY,
                request_id text NOT NULL REFERENCES request (id) ON DELETE CASCADE,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                moment_id text,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                is_promise boolean NOT NULL,
                answered_at bigint NOT NULL,
                UNIQUE (request_id, clip_id)
            )
            """,
            "CREATE INDEX request_answer_clip ON request_answer (clip_id)",
            """
            CREATE TABLE request_step (
                id text NOT NULL PRIMARY KEY,
                request_id text NOT NULL REFERENCES request (id) ON DELETE CASCADE,
                kind text NOT NULL,
                person_id text REFERENCES person (id) ON DELETE SET NULL,
                note text NOT NULL,
                created_at bigint NOT NULL
            )
            """,
            "CREATE INDEX request_step_request ON request_step (request_id, created_at, id)",
            """
            CREATE TABLE request_budget (
                person_id text NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
                per_week integer NOT NULL CHECK (per_week BETWEEN 0 AND 20),
                updated_at bigint NOT NULL
            )
            """,
        ]
    }
}
