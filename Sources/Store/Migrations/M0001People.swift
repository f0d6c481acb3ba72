import Database

/// People, teams, sessions, tokens, settings, the audit, and keys of repeated requests.
extension Migrations {
    static let people = Migration(number: 1, name: "people") { dialect in
        [
            """
            CREATE TABLE person (
                id text NOT NULL PRIMARY KEY,
                name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
                email text NOT NULL UNIQUE CHECK (email = lower(email)),
                role text NOT NULL CHECK (role IN ('rep', 'performer', 'manager', 'admin')),
                password_hash text,
                created_at bigint NOT NULL,
                deactivated_at bigint
            )
            """,
            """
            CREATE TABLE team (
                id text NOT NULL PRIMARY KEY,
                name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
                created_at bigint NOT NULL
            )
            """,
            """
            CREATE TABLE team_member (
                team_id text NOT NULL REFERENCES team (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                joined_at bigint NOT NULL,
                PRIMARY KEY (team_id, person_id)
            )
            """,
            "CREATE INDEX team_member_person ON team_member (person_id)",
            """
            CREATE TABLE session (
                id text NOT NULL PRIMARY KEY,
                secret_hash text NOT NULL UNIQUE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                created_at bigint NOT NULL,
                last_seen_at bigint NOT NULL,
                confirmed_at bigint NOT NULL,
                device text NOT NULL
            )
            """,
            "CREATE INDEX session_person ON session (person_id, last_seen_at)",
            """
            CREATE TABLE api_token (
                id text NOT NULL PRIMARY KEY,
                secret_hash text NOT NULL UNIQUE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
                scopes text NOT NULL,
                created_at bigint NOT NULL,
                expires_at bigint NOT NULL,
                last_used_at bigint
            )
            """,
            "CREATE INDEX api_token_person ON api_token (person_id, created_at)",
            """
            CREATE TABLE setting (
                name text NOT NULL PRIMARY KEY,
                value text NOT NULL,
                updated_at bigint NOT NULL
            )
            """,
            """
            CREATE TABLE idempotency_key (
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                request_key text NOT NULL CHECK (length(request_key) BETWEEN 1 AND 200),
                request_hash text NOT NULL,
                status integer NOT NULL,
                location text,
                body text NOT NULL,
                created_at bigint NOT NULL,
                PRIMARY KEY (person_id, request_key)
            )
            """,
            "CREATE INDEX idempotency_key_created ON idempotency_key (created_at)",
            """
            CREATE TABLE event (
                sequence bigint NOT NULL PRIMARY KEY,
                id text NOT NULL UNIQUE,
                name text NOT NULL,
                actor_id text,
                is_operator boolean NOT NULL,
                object text,
                note text NOT NULL,
                created_at bigint NOT NULL,
                hash text NOT NULL
            )
            """,
            "CREATE INDEX event_object ON event (object, sequence)",
        ] + Migrations.appendOnly("event", on: dialect)
    }
}
