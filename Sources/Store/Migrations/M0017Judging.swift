import Database

/// Lookups with judged answers, and how good lookup was when it was measured by them.
extension Migrations {
    static let judging = Migration(number: 17, name: "judging") { _ in
        [
            """
            CREATE TABLE judged_lookup (
                id text NOT NULL PRIMARY KEY,
                text text NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
                stage_id text REFERENCES term (id),
                created_at bigint NOT NULL
            )
            """,
            "CREATE UNIQUE INDEX judged_lookup_text ON judged_lookup (lower(text), COALESCE(stage_id, ''))",
            """
            CREATE TABLE judgement (
                lookup_id text NOT NULL REFERENCES judged_lookup (id) ON DELETE CASCADE,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                start_ms bigint NOT NULL CHECK (start_ms >= 0),
                grade integer NOT NULL CHECK (grade BETWEEN 0 AND 3),
                PRIMARY KEY (lookup_id, clip_id, start_ms)
            )
            """,
            "CREATE INDEX judgement_clip ON judgement (clip_id)",
            """
            CREATE TABLE lookup_quality (
                ran_at bigint NOT NULL PRIMARY KEY,
                lookups integer NOT NULL,
                unanswerable integer NOT NULL,
                ndcg10 double precision NOT NULL,
                mrr10 double precision NOT NULL,
                recall5 double precision NOT NULL,
                success1 double precision NOT NULL,
                moment1 double precision NOT NULL,
                misses_rightly double precision NOT NULL,
                took_ms double precision NOT NULL
            )
            """,
        ]
    }
}
