import Database

/// Review sets given to people: to whom, until when, how often; calendars, digests and feeds of due dates.
extension Migrations {
    static let assignments = Migration(number: 14, name: "assignments") { _ in
        [
            """
            CREATE TABLE assignment (
                id text NOT NULL PRIMARY KEY,
                set_id text NOT NULL REFERENCES review_set (id),
                team_id text NOT NULL REFERENCES team (id),
                giver_id text NOT NULL REFERENCES person (id),
                audience text NOT NULL CHECK (audience IN ('people', 'team', 'role')),
                role text CHECK (role IN ('rep', 'performer', 'manager', 'admin')),
                enrols_joiners boolean NOT NULL,
                known_people text NOT NULL,
                goal text NOT NULL CHECK (goal IN ('opened', 'watched', 'recalled', 'practised')),
                threshold integer NOT NULL CHECK (threshold BETWEEN 10 AND 100),
                starts_on bigint NOT NULL,
                due_on bigint CHECK (due_on >= starts_on),
                repeat_months integer CHECK (repeat_months BETWEEN 1 AND 24),
                note text NOT NULL,
                closed_at bigint,
                created_at bigint NOT NULL,
                CHECK ((audience = 'role') = (role IS NOT NULL))
            )
            """,
            "CREATE INDEX assignment_set ON assignment (set_id)",
            "CREATE INDEX assignment_team ON assignment (team_id, created_at)",
            "CREATE INDEX assignment_giver ON assignment (giver_id)",
            """
            CREATE TABLE assignment_person (
                id text NOT NULL PRIMARY KEY,
                assignment_id text NOT NULL REFERENCES assignment (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                round integer NOT NULL CHECK (round >= 1),
                starts_on bigint NOT NULL,
                due_on bigint,
                extended_to bigint,
                extension_reason text NOT NULL,
                excuse text,
                given_at bigint NOT NULL,
                UNIQUE (assignment_id, person_id, round)
            )
            """,
            "CREATE INDEX assignment_person_person ON assignment_person (person_id, starts_on)",
            """
            CREATE TABLE person_zone (
                person_id text NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
                time_zone text NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64)
            )
            """,
            """
            CREATE TABLE reminder (
                id text NOT NULL PRIMARY KEY,
                assignment_id text NOT NULL REFERENCES assignment (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                sender_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                day bigint NOT NULL,
                created_at bigint NOT NULL,
                UNIQUE (assignment_id, person_id, day)
            )
            """,
            "CREATE INDEX reminder_person ON reminder (person_id, created_at)",
            "CREATE INDEX reminder_sender ON reminder (sender_id)",
            """
            CREATE TABLE digest (
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                day bigint NOT NULL,
                lines integer NOT NULL CHECK (lines >= 1),
                made_at bigint NOT NULL,
                PRIMARY KEY (person_id, day)
            )
            """,
            """
            CREATE TABLE calendar_feed (
                person_id text NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
                secret_hash text NOT NULL UNIQUE,
                created_at bigint NOT NULL
            )
            """,
        ]
    }
}
