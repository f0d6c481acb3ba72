import Database

/// Cues, what was answered to them, and what is believed to be remembered.
extension Migrations {
    static let recall = Migration(number: 15, name: "recall") { dialect in
        cueTables + recallTables + memoryTables + Migrations.appendOnly("recall", on: dialect)
    }

    private static let cueTables: [SQL] = [
        """
        CREATE TABLE cue (
            id text NOT NULL PRIMARY KEY,
            team_id text NOT NULL REFERENCES team (id),
            visibility text NOT NULL CHECK (visibility IN ('team', 'library')),
            objection_id text REFERENCES term (id),
            retention double precision NOT NULL CHECK (retention BETWEEN 0.75 AND 0.97),
            state text NOT NULL CHECK (state IN ('active', 'retired')),
            version integer NOT NULL CHECK (version >= 1),
            epoch integer NOT NULL CHECK (epoch >= 0),
            changed_on bigint NOT NULL,
            made_by text NOT NULL REFERENCES person (id),
            created_at bigint NOT NULL,
            updated_at bigint NOT NULL
        )
        """,
        "CREATE INDEX cue_objection ON cue (objection_id, created_at)",
        "CREATE INDEX cue_team ON cue (team_id, created_at)",
        """
        CREATE TABLE cue_version (
            cue_id text NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
            version integer NOT NULL,
            lines text NOT NULL,
            points text NOT NULL,
            last_point integer NOT NULL,
            saved_by text NOT NULL REFERENCES person (id),
            saved_at bigint NOT NULL,
            PRIMARY KEY (cue_id, version)
        )
        """,
        """
        CREATE TABLE cue_moment (
            id text NOT NULL PRIMARY KEY,
            cue_id text NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
            clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
            start_ms bigint NOT NULL CHECK (start_ms >= 0),
            end_ms bigint CHECK (end_ms > start_ms),
            UNIQUE (cue_id, clip_id, start_ms)
        )
        """,
        "CREATE INDEX cue_moment_clip ON cue_moment (clip_id)",
    ]

    /// A clip may be purged while what was answered stays: those ids point nowhere then, and no foreign key says so.
    private static let recallTables: [SQL] = [
        """
        CREATE TABLE showing (
            id text NOT NULL PRIMARY KEY,
            person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
            cue_id text NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
            cue_version integer NOT NULL,
            epoch integer NOT NULL,
            occasion text NOT NULL CHECK (occasion IN ('scheduled', 'cram', 'probe', 'retry')),
            line text NOT NULL,
            moment_id text,
            clip_id text,
            start_ms bigint,
            end_ms bigint,
            shown_at bigint NOT NULL,
            day bigint NOT NULL,
            chance double precision,
            parameters_id text NOT NULL,
            answer text,
            gave_up boolean,
            answered_at bigint,
            latency_ms bigint CHECK (latency_ms >= 0),
            settled_at bigint,
            CHECK ((answered_at IS NULL) = (answer IS NULL)),
            CHECK ((answered_at IS NULL) = (gave_up IS NULL)),
            CHECK ((answered_at IS NULL) = (latency_ms IS NULL))
        )
        """,
        "CREATE UNIQUE INDEX showing_open ON showing (person_id) WHERE settled_at IS NULL",
        "CREATE INDEX showing_day ON showing (person_id, day)",
        """
        CREATE TABLE recall (
            id text NOT NULL PRIMARY KEY,
            person_id text NOT NULL REFERENCES person (id),
            cue_id text NOT NULL REFERENCES cue (id),
            cue_version integer NOT NULL,
            epoch integer NOT NULL,
            occasion text NOT NULL CHECK (occasion IN ('scheduled', 'cram', 'probe', 'retry')),
            line text NOT NULL,
            clip_id text,
            answered_at bigint NOT NULL,
            day bigint NOT NULL,
            latency_ms bigint NOT NULL CHECK (latency_ms >= 0),
            answer text NOT NULL,
            gave_up boolean NOT NULL,
            ticked text NOT NULL,
            is_assisted boolean NOT NULL,
            grade text CHECK (grade IN ('forgot', 'hard', 'good', 'easy')),
            source text NOT NULL CHECK (source IN ('self', 'auto', 'peer', 'manager')),
            rater_id text NOT NULL REFERENCES person (id),
            chance double precision CHECK (chance BETWEEN 0 AND 1),
            model text NOT NULL,
            parameters_id text NOT NULL,
            slack double precision NOT NULL CHECK (slack >= 0 AND slack < 1),
            corrects_id text REFERENCES recall (id),
            created_at bigint NOT NULL
        )
        """,
        "CREATE INDEX recall_memory ON recall (person_id, cue_id, answered_at)",
        "CREATE INDEX recall_day ON recall (person_id, day)",
        "CREATE INDEX recall_created ON recall (created_at)",
    ]

    private static let memoryTables: [SQL] = [
        """
        CREATE TABLE memory (
            person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
            cue_id text NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
            entered_at bigint NOT NULL,
            source text NOT NULL CHECK (source IN ('chosen', 'assigned', 'watched')),
            left_at bigint,
            retention double precision CHECK (retention BETWEEN 0.75 AND 0.97),
            due_on bigint NOT NULL,
            stability double precision CHECK (stability > 0),
            difficulty double precision CHECK (difficulty BETWEEN 1 AND 10),
            last_day bigint,
            answers integer NOT NULL CHECK (answers >= 0),
            lapses integer NOT NULL CHECK (lapses >= 0),
            parameters_id text NOT NULL,
            updated_at bigint NOT NULL,
            PRIMARY KEY (person_id, cue_id),
            CHECK ((stability IS NULL) = (answers = 0)),
            CHECK ((stability IS NULL) = (difficulty IS NULL)),
            CHECK ((stability IS NULL) = (last_day IS NULL))
        )
        """,
        "CREATE INDEX memory_due ON memory (person_id, due_on)",
        "CREATE INDEX memory_cue ON memory (cue_id)",
        "CREATE INDEX memory_updated ON memory (updated_at)",
        """
        CREATE TABLE memory_parameters (
            id text NOT NULL PRIMARY KEY,
            person_id text REFERENCES person (id) ON DELETE CASCADE,
            model text NOT NULL,
            numbers text NOT NULL,
            answers integer NOT NULL,
            old_loss double precision,
            new_loss double precision,
            upper_difference double precision,
            state text NOT NULL CHECK (state IN ('deployed', 'refused', 'rolled_back')),
            created_at bigint NOT NULL
        )
        """,
        "CREATE INDEX memory_parameters_person ON memory_parameters (person_id, created_at)",
        """
        CREATE TABLE recall_habit (
            person_id text NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
            time_zone text NOT NULL,
            cues_per_day integer NOT NULL CHECK (cues_per_day BETWEEN 1 AND 30),
            minutes_per_day integer NOT NULL CHECK (minutes_per_day BETWEEN 1 AND 60),
            quiet_days text NOT NULL,
            hold_from bigint,
            hold_until bigint,
            four_grades boolean NOT NULL,
            updated_at bigint NOT NULL
        )
        """,
    ]
}
