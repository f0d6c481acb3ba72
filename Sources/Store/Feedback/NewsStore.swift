package import Database
package import Domain

/// Rows of `person_news` and `news_choice`.
package struct NewsStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ news: PersonNews) throws {
        try connection.run(
            """
            INSERT INTO person_news (id, person_id, kind, what, actor_id, clip_id, comment_id, created_at, read_at)
            VALUES (\(news.id), \(news.person), \(news.kind), \(news.what), \(news.actor), \(news.clip), \(news.comment),
                \(news.at), \(news.readAt))
            """)
    }

    /// Latest first.
    package func list(
        of person: ID<Person>, onlyUnread: Bool = false, since start: Instant? = nil, limit: Int
    ) throws -> [PersonNews] {
        let unread: SQL = onlyUnread ? "read_at IS NULL" : "TRUE"
        let lately: SQL = if let start { "created_at > \(start)" } else { "TRUE" }
        return try connection.rows(
            """
            SELECT id, person_id, kind, what, actor_id, clip_id, comment_id, created_at, read_at FROM person_news
            WHERE person_id = \(person) AND \(unread) AND \(lately)
            ORDER BY created_at DESC, id DESC
            LIMIT \(limit)
            """
        ).map { row in
            PersonNews(
                id: try row.id("id"), person: try row.id("person_id"), kind: try row.value("kind"),
                what: try row.text("what"), actor: try row.idOrNil("actor_id"), clip: try row.id("clip_id"),
                comment: try row.idOrNil("comment_id"), at: try row.instant("created_at"),
                readAt: try row.instantOrNil("read_at"))
        }
    }

    package func countUnread(of person: ID<Person>) throws -> Int {
        try connection.count("SELECT COUNT(*) FROM person_news WHERE person_id = \(person) AND read_at IS NULL")
    }

    /// - Parameter clip: only what is about it; everything when nil.
    package func markRead(of person: ID<Person>, about clip: ID<Clip>? = nil, at now: Instant) throws {
        let about: SQL = if let clip { "clip_id = \(clip)" } else { "TRUE" }
        try connection.run(
            "UPDATE person_news SET read_at = \(now) WHERE person_id = \(person) AND read_at IS NULL AND \(about)")
    }

    /// What was read long ago is of no use any more.
    package func deleteRead(before: Instant) throws {
        try connection.run("DELETE FROM person_news WHERE read_at IS NOT NULL AND created_at < \(before)")
    }

    // MARK: Choices

    /// Those who chose; everyone else hears as usual.
    package func choices(of people: [ID<Person>]) throws -> [ID<Person>: NewsChoice] {
        try connection.rows(
            """
            SELECT person_id, silent, wants_digest, quiet_from, quiet_until FROM news_choice
            WHERE person_id IN (\(list: people))
            """
        ).reduce(into: [:]) { choices, row in
            choices[try row.id("person_id")] = NewsChoice(
                stored: Set(
                    try row.text("silent").split(separator: " ").compactMap { PersonNews.Kind(rawValue: String($0)) }),
                wantsDigest: try row.flag("wants_digest"), quietFrom: try row.intOrNil("quiet_from"),
                quietUntil: try row.intOrNil("quiet_until"))
        }
    }

    package func setChoice(_ choice: NewsChoice, of person: ID<Person>, at now: Instant) throws {
        let silent = PersonNews.Kind.allCases.filter(choice.silent.contains).map(\.rawValue).joined(separator: " ")
        try connection.run(
            """
            INSERT INTO news_choice (person_id, silent, wants_digest, quiet_from, quiet_until, updated_at)
            VALUES (\(person), \(silent), \(choice.wantsDigest), \(choice.quietFrom), \(choice.quietUntil), \(now))
            ON CONFLICT (person_id) DO UPDATE
            SET silent = excluded.silent, wants_digest = excluded.wants_digest, quiet_from = excluded.quiet_from,
                quiet_until = excluded.quiet_until, updated_at = excluded.updated_at
            """)
    }
}
