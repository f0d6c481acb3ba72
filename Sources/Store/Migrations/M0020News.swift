import Database

/// What happened and concerns somebody, what they want to hear of, and when the last mail about it went.
extension Migrations {
    static let news = Migration(number: 20, name: "news") { _ in
        [
            """
            CREATE TABLE person_news (
                id text NOT NULL PRIMARY KEY,
                person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                kind text NOT NULL CHECK (kind IN ('feedback', 'reply', 'mention', 'outcome', 'thanks', 'ask')),
                what text NOT NULL,
                actor_id text REFERENCES person (id) ON DELETE SET NULL,
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                comment_id text REFERENCES comment (id) ON DELETE CASCADE,
                created_at bigint NOT NULL,
                read_at bigint
            )
            """,
            "CREATE INDEX person_news_person ON person_news (person_id, created_at)",
            "CREATE INDEX person_news_unread ON person_news (person_id) WHERE read_at IS NULL",
            "CREATE INDEX person_news_clip ON person_news (clip_id)",
            "CREATE INDEX person_news_comment ON person_news (comment_id)",
            """
            CREATE TABLE news_choice (
                person_id text NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
                silent text NOT NULL,
                wants_digest boolean NOT NULL,
                quiet_from integer CHECK (quiet_from BETWEEN 0 AND 1439),
                quiet_until integer CHECK (quiet_until BETWEEN 0 AND 1439),
                clock_offset integer NOT NULL CHECK (clock_offset BETWEEN -840 AND 840),
                updated_at bigint NOT NULL,
                CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
            )
            """,
            """
            CREATE TABLE news_digest (
                person_id text NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
                sent_on bigint NOT NULL,
                sent_at bigint NOT NULL
            )
            """,
        ]
    }
}
