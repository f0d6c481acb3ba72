import Database

/// What several servers on one database tell each other: unfinished uploads any of them goes on with, changes the others
/// follow, work that one of them does at a time, and how often somebody tried.
extension Migrations {
    static let severalNodes = Migration(number: 31, name: "several nodes") { dialect in
        [
            "ALTER TABLE upload ADD COLUMN held_by text",
            """
            CREATE TABLE upload_part (
                upload_id text NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
                start bigint NOT NULL CHECK (start >= 0),
                bytes bigint NOT NULL CHECK (bytes > 0),
                sha256 text NOT NULL,
                object text NOT NULL UNIQUE,
                PRIMARY KEY (upload_id, start)
            )
            """,
            """
            CREATE TABLE node_change (
                number \(dialect.countingKey),
                node text NOT NULL,
                kind text NOT NULL,
                subject text NOT NULL,
                created_at bigint NOT NULL
            )
            """,
            "CREATE INDEX node_change_created ON node_change (created_at)",
            """
            CREATE TABLE recurring_work (
                name text NOT NULL PRIMARY KEY,
                ran_at bigint NOT NULL,
                ran_by text NOT NULL
            )
            """,
            """
            CREATE TABLE attempt_count (
                name text NOT NULL PRIMARY KEY,
                state text NOT NULL,
                changed_at bigint NOT NULL
            )
            """,
            "CREATE INDEX attempt_count_changed ON attempt_count (changed_at)",
        ] + (dialect == .postgres ? noteChanges : [])
    }

    /// PostgreSQL writes down itself what other nodes have to follow, in the transaction of the change: a node may die right
    /// after its commit. The name of a connection is the name of its node. Many rows of one clip are noted once.
    private static let noteChanges: [SQL] = [
        """
        CREATE FUNCTION note_change(kind text, subject text) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('understudy.noted', true) = kind || ' ' || subject THEN RETURN; END IF;
            PERFORM set_config('understudy.noted', kind || ' ' || subject, true);
            INSERT INTO node_change (node, kind, subject, created_at)
            VALUES (current_setting('application_name'), kind, subject,
                CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint));
        END $$
        """,
        """
        CREATE FUNCTION note_clip() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN PERFORM note_change('clip', NEW.id);
            ELSE PERFORM note_change('clip', OLD.id); END IF;
            RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION note_clip_part() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN PERFORM note_change('clip', NEW.clip_id);
            ELSE PERFORM note_change('clip', OLD.clip_id); END IF;
            RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION note_taxonomy() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM note_change('taxonomy', '');
            RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION note_person() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM note_change('person', OLD.id);
            RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION note_person_of() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN PERFORM note_change('person', NEW.person_id);
            ELSE PERFORM note_change('person', OLD.person_id); END IF;
            RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION tell_nodes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('understudy', '');
            RETURN NULL;
        END $$
        """,
        """
        CREATE TRIGGER clip_is_noted AFTER INSERT OR UPDATE OR DELETE ON clip
        FOR EACH ROW EXECUTE FUNCTION note_clip()
        """,
        """
        CREATE TRIGGER clip_meaning_is_noted AFTER INSERT OR UPDATE ON clip_meaning
        FOR EACH ROW EXECUTE FUNCTION note_clip_part()
        """,
        """
        CREATE TRIGGER transcript_is_noted AFTER INSERT OR UPDATE ON transcript
        FOR EACH ROW EXECUTE FUNCTION note_clip_part()
        """,
        """
        CREATE TRIGGER moment_is_noted AFTER INSERT OR UPDATE OR DELETE ON moment
        FOR EACH ROW EXECUTE FUNCTION note_clip_part()
        """,
        """
        CREATE TRIGGER notice_is_noted AFTER INSERT OR UPDATE ON notice
        FOR EACH ROW EXECUTE FUNCTION note_clip_part()
        """,
        """
        CREATE TRIGGER term_is_noted AFTER INSERT OR UPDATE OR DELETE ON term
        FOR EACH STATEMENT EXECUTE FUNCTION note_taxonomy()
        """,
        """
        CREATE TRIGGER glossary_term_is_noted AFTER INSERT OR UPDATE OR DELETE ON glossary_term
        FOR EACH STATEMENT EXECUTE FUNCTION note_taxonomy()
        """,
        """
        CREATE TRIGGER phrasing_is_noted AFTER INSERT OR UPDATE OR DELETE ON phrasing
        FOR EACH STATEMENT EXECUTE FUNCTION note_taxonomy()
        """,
        """
        CREATE TRIGGER person_is_noted AFTER UPDATE OR DELETE ON person
        FOR EACH ROW EXECUTE FUNCTION note_person()
        """,
        """
        CREATE TRIGGER team_member_is_noted AFTER INSERT OR DELETE ON team_member
        FOR EACH ROW EXECUTE FUNCTION note_person_of()
        """,
        """
        CREATE TRIGGER session_is_noted AFTER DELETE ON session
        FOR EACH ROW EXECUTE FUNCTION note_person_of()
        """,
        """
        CREATE TRIGGER node_change_is_told AFTER INSERT ON node_change
        FOR EACH STATEMENT EXECUTE FUNCTION tell_nodes()
        """,
    ]
}
