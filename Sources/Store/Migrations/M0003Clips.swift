import Database

/// Clips with everything that hangs on them: files, moments, transcripts, notices, uploads, where people stopped.
extension Migrations {
    static let clips = Migration(number: 3, name: "clips") { _ in
        [
            """
            CREATE TABLE blob (
                hash text NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
                bytes bigint NOT NULL CHECK (bytes >= 0),
                created_at bigint NOT NULL,
                verified_at bigint,
                is_damaged boolean NOT NULL DEFAULT FALSE
            )
            """,
            """
            CREATE TABLE clip (
                id text NOT NULL PRIMARY KEY,
                team_id text NOT NULL REFERENCES team (id),
                owner_id text NOT NULL REFERENCES person (id),
                state text NOT NULL CHECK (state IN
                    ('draft', 'processing', 'published', 'retired', 'rejected', 'trashed')),
                state_before_trash text CHECK (state_before_trash IN
                    ('draft', 'processing', 'published', 'retired', 'rejected')),
                visibility text NOT NULL CHECK (visibility IN ('private', 'team', 'library')),
                title text NOT NULL CHECK (length(title) <= 200),
                description text NOT NULL,
                search_text text NOT NULL,
                stage_id text REFERENCES term (id),
                objection_id text REFERENCES term (id),
                clip_type_id text REFERENCES term (id),
                persona_id text REFERENCES term (id),
                industry_id text REFERENCES term (id),
                language text NOT NULL,
                origin text,
                purpose text,
                recorded_on bigint,
                verify_by bigint,
                original_hash text REFERENCES blob (hash),
                original_name text NOT NULL,
                original_bytes bigint NOT NULL,
                duration_ms bigint CHECK (duration_ms > 0),
                width integer,
                height integer,
                has_video boolean NOT NULL,
                transcript_state text NOT NULL CHECK (transcript_state IN
                    ('none', 'waiting', 'machine', 'edited', 'uploaded', 'unavailable', 'failed')),
                transcript_note text,
                rejection text,
                version integer NOT NULL,
                created_at bigint NOT NULL,
                updated_at bigint NOT NULL,
                published_at bigint,
                trashed_at bigint,
                CHECK ((state = 'trashed') = (trashed_at IS NOT NULL)),
                CHECK (state <> 'published' OR published_at IS NOT NULL)
            )
            """,
            "CREATE INDEX clip_created ON clip (created_at, id)",
            "CREATE INDEX clip_owner ON clip (owner_id, created_at)",
            "CREATE INDEX clip_team ON clip (team_id, created_at)",
            "CREATE INDEX clip_state ON clip (state, created_at)",
            "CREATE INDEX clip_original ON clip (original_hash)",
            """
            CREATE TABLE clip_speaker (
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                position integer NOT NULL,
                name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
                person_id text REFERENCES person (id),
                PRIMARY KEY (clip_id, position)
            )
            """,
            """
            CREATE TABLE clip_rule (
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                position integer NOT NULL CHECK (position BETWEEN 0 AND 2),
                situation text NOT NULL,
                action text NOT NULL,
                reason text NOT NULL,
                PRIMARY KEY (clip_id, position)
            )
            """,
            """
            CREATE TABLE clip_condition (
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                position integer NOT NULL,
                text text NOT NULL,
                PRIMARY KEY (clip_id, position)
            )
            """,
            """
            CREATE TABLE clip_tag (
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                position integer NOT NULL,
                text text NOT NULL,
                PRIMARY KEY (clip_id, position)
            )
            """,
            """
            CREATE TABLE notice (
                clip_id text NOT NULL PRIMARY KEY REFERENCES clip (id) ON DELETE CASCADE,
                who_is_heard text NOT NULL,
                how_told text NOT NULL,
                allows text NOT NULL CHECK (allows IN ('private', 'team', 'library')),
                allows_external boolean NOT NULL,
                valid_until bigint,
                recorded_by text NOT NULL REFERENCES person (id),
                recorded_at bigint NOT NULL,
                withdrawn_at bigint
            )
            """,
            """
            CREATE TABLE rendition (
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                kind text NOT NULL CHECK (kind IN ('main', 'small', 'poster', 'storyboard', 'waveform')),
                blob_hash text NOT NULL REFERENCES blob (hash),
                content_type text NOT NULL,
                width integer,
                height integer,
                layout text,
                created_at bigint NOT NULL,
                PRIMARY KEY (clip_id, kind)
            )
            """,
            "CREATE INDEX rendition_blob ON rendition (blob_hash)",
            """
            CREATE TABLE moment (
                id text NOT NULL PRIMARY KEY,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                start_ms bigint NOT NULL CHECK (start_ms >= 0),
                end_ms bigint NOT NULL,
                title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
                CHECK (end_ms > start_ms)
            )
            """,
            "CREATE INDEX moment_clip ON moment (clip_id, start_ms)",
            """
            CREATE TABLE transcript (
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                revision integer NOT NULL CHECK (revision >= 1),
                source text NOT NULL CHECK (source IN ('machine', 'edited', 'uploaded')),
                language text NOT NULL,
                saved_by text REFERENCES person (id),
                saved_at bigint NOT NULL,
                PRIMARY KEY (clip_id, revision)
            )
            """,
            """
            CREATE TABLE transcript_line (
                clip_id text NOT NULL,
                revision integer NOT NULL,
                position integer NOT NULL,
                start_ms bigint NOT NULL CHECK (start_ms >= 0),
                end_ms bigint NOT NULL,
                text text NOT NULL,
                words text NOT NULL,
                PRIMARY KEY (clip_id, revision, position),
                FOREIGN KEY (clip_id, revision) REFERENCES transcript (clip_id, revision) ON DELETE CASCADE,
                CHECK (end_ms >= start_ms)
            )
            """,
            """
            CREATE TABLE upload (
                id text NOT NULL PRIMARY KEY,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                team_id text NOT NULL REFERENCES team (id),
                file_name text NOT NULL,
                length bigint NOT NULL CHECK (length > 0),
                received bigint NOT NULL CHECK (received >= 0),
                created_at bigint NOT NULL,
                updated_at bigint NOT NULL,
                clip_id text REFERENCES clip (id) ON DELETE CASCADE,
                CHECK (received <= length)
            )
            """,
            "CREATE INDEX upload_person ON upload (person_id, updated_at)",
            "CREATE INDEX upload_clip ON upload (clip_id)",
            """
            CREATE TABLE resume_point (
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                position_ms bigint NOT NULL CHECK (position_ms >= 0),
                updated_at bigint NOT NULL,
                PRIMARY KEY (person_id, clip_id)
            )
            """,
            "CREATE INDEX resume_point_recent ON resume_point (person_id, updated_at)",
        ]
    }
}
