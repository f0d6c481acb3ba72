import Database

/// Feedback on recordings: threads at a place, comments with their history and their life, and thanks.
extension Migrations {
    static let feedback = Migration(number: 18, name: "feedback") { _ in
        [
            """
            CREATE TABLE thread (
                id text NOT NULL PRIMARY KEY,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                start_ms bigint CHECK (start_ms >= 0),
                end_ms bigint,
                author_id text NOT NULL REFERENCES person (id),
                is_private boolean NOT NULL,
                created_at bigint NOT NULL,
                resolved_at bigint,
                resolved_by text REFERENCES person (id),
                CHECK (end_ms IS NULL OR (start_ms IS NOT NULL AND end_ms > start_ms)),
                CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
            )
            """,
            "CREATE INDEX thread_clip ON thread (clip_id, created_at)",
            "CREATE INDEX thread_author ON thread (author_id)",
            """
            CREATE TABLE comment (
                id text NOT NULL PRIMARY KEY,
                thread_id text NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
                author_id text NOT NULL REFERENCES person (id),
                text text NOT NULL CHECK (length(text) <= 4000),
                effect text NOT NULL CHECK (length(effect) <= 1000),
                alternative text NOT NULL CHECK (length(alternative) <= 1000),
                moves text NOT NULL,
                created_at bigint NOT NULL,
                edited_at bigint,
                deleted_at bigint,
                deleted_by text REFERENCES person (id),
                revision integer NOT NULL,
                life text NOT NULL CHECK (life IN
                    ('given', 'read', 'will_try', 'disagree', 'done_already', 'tried_on', 'closed')),
                life_at bigint,
                tried_on bigint,
                life_note text NOT NULL CHECK (length(life_note) <= 1000),
                CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
            )
            """,
            "CREATE INDEX comment_thread ON comment (thread_id, created_at, id)",
            "CREATE INDEX comment_author ON comment (author_id, created_at)",
            """
            CREATE TABLE comment_revision (
                comment_id text NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
                revision integer NOT NULL,
                text text NOT NULL,
                effect text NOT NULL,
                alternative text NOT NULL,
                saved_at bigint NOT NULL,
                PRIMARY KEY (comment_id, revision)
            )
            """,
            """
            CREATE TABLE comment_mention (
                comment_id text NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                PRIMARY KEY (comment_id, person_id)
            )
            """,
            "CREATE INDEX comment_mention_person ON comment_mention (person_id)",
            """
            CREATE TABLE comment_step (
                id text NOT NULL PRIMARY KEY,
                comment_id text NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id),
                step text NOT NULL,
                tried_on bigint,
                note text NOT NULL,
                created_at bigint NOT NULL
            )
            """,
            "CREATE INDEX comment_step_comment ON comment_step (comment_id, created_at)",
            """
            CREATE TABLE thanks (
                id text NOT NULL PRIMARY KEY,
                from_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                to_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                comment_id text REFERENCES comment (id) ON DELETE CASCADE,
                text text NOT NULL CHECK (length(text) BETWEEN 1 AND 300),
                created_at bigint NOT NULL,
                CHECK (from_id <> to_id)
            )
            """,
            "CREATE INDEX thanks_to ON thanks (to_id, created_at)",
            "CREATE INDEX thanks_from ON thanks (from_id, created_at)",
            "CREATE INDEX thanks_clip ON thanks (clip_id)",
            // Advice is for whoever is heard in a clip.
            "CREATE INDEX clip_speaker_person ON clip_speaker (person_id)",
            "CREATE INDEX thanks_comment ON thanks (comment_id)",
        ]
    }
}
