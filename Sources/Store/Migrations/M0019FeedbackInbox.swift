import Database

/// Asking for feedback: who asks, who was asked and why, and how much people help.
extension Migrations {
    static let feedbackInbox = Migration(number: 19, name: "feedback inbox") { _ in
        [
            """
            CREATE TABLE feedback_ask (
                id text NOT NULL PRIMARY KEY,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                asker_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                note text NOT NULL CHECK (length(note) <= 500),
                created_at bigint NOT NULL,
                closed_at bigint
            )
            """,
            "CREATE UNIQUE INDEX feedback_ask_open ON feedback_ask (clip_id) WHERE closed_at IS NULL",
            "CREATE INDEX feedback_ask_clip ON feedback_ask (clip_id, created_at)",
            """
            CREATE TABLE feedback_turn (
                id text NOT NULL PRIMARY KEY,
                ask_id text NOT NULL REFERENCES feedback_ask (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                why text NOT NULL CHECK (why IN ('named', 'subject', 'rota')),
                state text NOT NULL CHECK (state IN ('waiting', 'answered', 'handed_back', 'released')),
                reason text NOT NULL CHECK (length(reason) <= 500),
                routed_at bigint NOT NULL,
                snoozed_until bigint,
                ended_at bigint,
                CHECK ((state = 'waiting') = (ended_at IS NULL)),
                UNIQUE (ask_id, person_id)
            )
            """,
            "CREATE INDEX feedback_turn_person ON feedback_turn (person_id, routed_at)",
            """
            CREATE TABLE feedback_help (
                person_id text NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
                per_week integer NOT NULL CHECK (per_week BETWEEN 0 AND 20),
                is_available boolean NOT NULL,
                away_until bigint,
                terms text NOT NULL,
                note text NOT NULL CHECK (length(note) <= 200),
                updated_at bigint NOT NULL
            )
            """,
        ]
    }
}
