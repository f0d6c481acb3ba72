import Database

/// Background jobs and the log of lookups.
extension Migrations {
    static let work = Migration(number: 4, name: "work") { _ in
        [
            """
            CREATE TABLE job (
                id text NOT NULL PRIMARY KEY,
                name text NOT NULL,
                payload text NOT NULL,
                clip_id text REFERENCES clip (id) ON DELETE CASCADE,
                person_id text REFERENCES person (id) ON DELETE SET NULL,
                state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'poison')),
                attempts integer NOT NULL,
                deaths integer NOT NULL,
                run_at bigint NOT NULL,
                leased_by text,
                lease_until bigint,
                progress_percent integer NOT NULL CHECK (progress_percent BETWEEN 0 AND 100),
                last_error text,
                created_at bigint NOT NULL,
                finished_at bigint,
                CHECK ((state = 'running') = (leased_by IS NOT NULL))
            )
            """,
            "CREATE INDEX job_running ON job (lease_until) WHERE state = 'running'",
            "CREATE INDEX job_clip ON job (clip_id, created_at)",
            "CREATE INDEX job_state ON job (state, created_at)",
            """
            CREATE TABLE lookup_log (
                id text NOT NULL PRIMARY KEY,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                text text NOT NULL,
                stage_id text,
                objection_id text,
                persona_id text,
                hits integer NOT NULL,
                best_clip_id text,
                is_miss boolean NOT NULL,
                took_us bigint NOT NULL,
                created_at bigint NOT NULL,
                played_clip_id text,
                played_at bigint
            )
            """,
            "CREATE INDEX lookup_log_person ON lookup_log (person_id, created_at)",
            "CREATE INDEX lookup_log_created ON lookup_log (created_at)",
        ]
    }
}
