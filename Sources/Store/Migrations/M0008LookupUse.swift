import Database

/// What was done with the answers of a lookup, and a log from which people's names can be taken.
extension Migrations {
    static let lookupUse = Migration(number: 8, name: "lookup use") { _ in
        [
            """
            CREATE TABLE lookup_entry (
                id text NOT NULL PRIMARY KEY,
                person_id text REFERENCES person (id) ON DELETE SET NULL,
                text text NOT NULL,
                stage_id text,
                objection_id text,
                guess_id text,
                persona_id text,
                hits integer NOT NULL,
                best_clip_id text,
                is_miss boolean NOT NULL,
                took_us bigint NOT NULL,
                created_at bigint NOT NULL
            )
            """,
            """
            INSERT INTO lookup_entry (id, person_id, text, stage_id, objection_id, guess_id, persona_id, hits,
                best_clip_id, is_miss, took_us, created_at)
            SELECT id, person_id, text, stage_id, objection_id, NULL, persona_id, hits, best_clip_id, is_miss, took_us,
                created_at
            FROM lookup_log
            """,
            """
            CREATE TABLE lookup_use (
                lookup_id text NOT NULL REFERENCES lookup_entry (id) ON DELETE CASCADE,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                kind text NOT NULL CHECK (kind IN ('played', 'kept', 'helped')),
                used_at bigint NOT NULL,
                PRIMARY KEY (lookup_id, clip_id, kind)
            )
            """,
            """
            INSERT INTO lookup_use (lookup_id, clip_id, kind, used_at)
            SELECT id, played_clip_id, 'played', played_at
            FROM lookup_log
            WHERE played_clip_id IN (SELECT id FROM clip) AND played_at IS NOT NULL
            """,
            "DROP TABLE lookup_log",
            "ALTER TABLE lookup_entry RENAME TO lookup_log",
            "CREATE INDEX lookup_log_person ON lookup_log (person_id, created_at)",
            "CREATE INDEX lookup_log_created ON lookup_log (created_at)",
            "CREATE INDEX lookup_use_clip ON lookup_use (clip_id, used_at)",
            """
            CREATE TABLE refused_phrasing (
                objection_id text NOT NULL REFERENCES term (id) ON DELETE CASCADE,
                text text NOT NULL CHECK (length(text) BETWEEN 1 AND 300),
                refused_at bigint NOT NULL,
                PRIMARY KEY (objection_id, text)
            )
            """,
        ]
    }
}
