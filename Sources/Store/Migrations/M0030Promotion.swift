import Database

/// Asking for another take, and bringing a take into the catalog with its speaker's consent.
extension Migrations {
    static let promotion = Migration(number: 30, name: "promotion") { _ in
        [
            """
            CREATE TABLE again_request (
                comment_id text NOT NULL PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                created_at bigint NOT NULL,
                take_id text REFERENCES take (id) ON DELETE SET NULL
            )
            """,
            // How far its speaker lets it be shown in the catalog; nothing was said while it is NULL.
            "ALTER TABLE take ADD COLUMN consent text CHECK (consent IN ('team', 'library'))",
            """
            CREATE TABLE promotion (
                take_id text NOT NULL PRIMARY KEY REFERENCES take (id) ON DELETE CASCADE,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                content text NOT NULL,
                state text NOT NULL CHECK (state IN ('asked', 'declined', 'promoted')),
                reason text NOT NULL CHECK (length(reason) <= 2000),
                clip_id text REFERENCES clip (id) ON DELETE SET NULL,
                created_at bigint NOT NULL,
                ended_at bigint
            )
            """,
            "CREATE INDEX promotion_clip ON promotion (clip_id)",
        ]
    }
}
