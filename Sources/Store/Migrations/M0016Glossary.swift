import Database

/// The company's own words. A table beside the other lists, of the same form: what a list may be is written into that table, and
/// SQLite cannot change it.
extension Migrations {
    static let glossary = Migration(number: 16, name: "glossary") { _ in
        [
            """
            CREATE TABLE glossary_term (
                id text NOT NULL PRIMARY KEY,
                kind text NOT NULL CHECK (kind = 'glossary'),
                label text NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 120),
                description text NOT NULL,
                aliases text NOT NULL,
                position integer NOT NULL,
                retired_at bigint,
                merged_into text REFERENCES glossary_term (id),
                stage_details text,
                objection_details text
            )
            """
        ]
    }
}
