import Database

/// Recordings that are sent while they are made: how long they become is said at the end, and with it what to keep.
extension Migrations {
    static let recordings = Migration(number: 27, name: "recordings") { _ in
        [
            // While an upload is open, its length is the most it may become.
            "ALTER TABLE upload ADD COLUMN is_open boolean NOT NULL DEFAULT FALSE",
            "ALTER TABLE upload ADD COLUMN keep_from_ms bigint",
            "ALTER TABLE upload ADD COLUMN keep_until_ms bigint",
            "ALTER TABLE upload ADD COLUMN poster_ms bigint",
            """
            CREATE TABLE clip_cut (
                clip_id text NOT NULL PRIMARY KEY REFERENCES clip (id) ON DELETE CASCADE,
                keep_from_ms bigint CHECK (keep_from_ms >= 0),
                keep_until_ms bigint,
                poster_ms bigint CHECK (poster_ms >= 0),
                CHECK ((keep_from_ms IS NULL) = (keep_until_ms IS NULL)),
                CHECK (keep_until_ms > keep_from_ms)
            )
            """,
        ]
    }
}
