import Database

/// What people played of clips: each report as it came, what it comes to, and rungs of the ladder reached elsewhere.
extension Migrations {
    static let watches = Migration(number: 12, name: "watches") { _ in
        [
            """
            CREATE TABLE watch (
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                player text NOT NULL,
                number integer NOT NULL CHECK (number >= 0),
                intervals text NOT NULL,
                reported_at bigint NOT NULL,
                PRIMARY KEY (person_id, clip_id, player, number)
            )
            """,
            "CREATE INDEX watch_clip ON watch (clip_id)",
            """
            CREATE TABLE watch_total (
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                opened_at bigint NOT NULL,
                reported_at bigint NOT NULL,
                once text NOT NULL,
                twice text NOT NULL,
                played_ms bigint NOT NULL CHECK (played_ms >= 0),
                marks text NOT NULL,
                PRIMARY KEY (person_id, clip_id)
            )
            """,
            "CREATE INDEX watch_total_clip ON watch_total (clip_id)",
            """
            CREATE TABLE rung_reached (
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                subject_id text NOT NULL,
                rung text NOT NULL CHECK (rung IN ('opened', 'watched', 'recalled', 'practised', 'used')),
                reached_at bigint NOT NULL,
                PRIMARY KEY (person_id, subject_id, rung, reached_at)
            )
            """,
        ]
    }
}
