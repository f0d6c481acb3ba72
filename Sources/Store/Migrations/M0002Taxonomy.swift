import Database

/// The lists by which clips are found: one table of terms by kind, so that edit, merge, retire and reorder are written once.
extension Migrations {
    static let taxonomy = Migration(number: 2, name: "taxonomy") { _ in
        [
            """
            CREATE TABLE term (
                id text NOT NULL PRIMARY KEY,
                kind text NOT NULL CHECK (kind IN
                    ('stage', 'objection', 'persona', 'industry', 'clip_type', 'product', 'competitor')),
                label text NOT NULL CHECK (length(label) BETWEEN 1 AND 120),
                description text NOT NULL,
                aliases text NOT NULL,
                position integer NOT NULL,
                retired_at bigint,
                merged_into text REFERENCES term (id),
                stage_details text,
                objection_details text,
                UNIQUE (kind, label)
            )
            """,
            "CREATE INDEX term_kind ON term (kind, position)",
            """
            CREATE TABLE phrasing (
                id text NOT NULL PRIMARY KEY,
                objection_id text NOT NULL REFERENCES term (id),
                text text NOT NULL CHECK (length(text) BETWEEN 1 AND 300),
                position integer NOT NULL,
                retired_at bigint,
                UNIQUE (objection_id, text)
            )
            """,
        ]
    }
}
