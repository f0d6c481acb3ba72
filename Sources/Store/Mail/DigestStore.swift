package import Database
package import Domain

/// Rows of `digest`: the one mail of a day, taken on before it is sent, so that two processes never send it twice.
package struct DigestStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// - Parameter lines: how much there is to tell.
    /// - Returns: false when somebody took it on already, or sent it.
    package func take(_ lines: Int, to person: ID<Person>, on day: Day, at now: Instant) throws -> Bool {
        try connection.run(
            """
            INSERT INTO digest (person_id, day, lines, made_at)
            VALUES (\(person), \(day), \(lines), \(now))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    package func setSent(to person: ID<Person>, on day: Day, at now: Instant) throws {
        try connection.run("UPDATE digest SET sent_at = \(now) WHERE person_id = \(person) AND day = \(day)")
    }

    /// It was not taken over by anybody: it may be tried again on the same day.
    package func giveBack(to person: ID<Person>, on day: Day) throws {
        try connection.run(
            "DELETE FROM digest WHERE person_id = \(person) AND day = \(day) AND sent_at IS NULL")
    }

    /// When what the last one told was gathered: what came later is for the next. Nil before the first.
    package func last(to person: ID<Person>) throws -> Instant? {
        try connection.row(
            "SELECT MAX(made_at) AS made_at FROM digest WHERE person_id = \(person) AND sent_at IS NOT NULL"
        )?.instantOrNil("made_at")
    }

    /// People with something unread that came since their last mail.
    package func peopleWithNews() throws -> [ID<Person>] {
        try connection.rows(
            """
            SELECT DISTINCT person_news.person_id FROM person_news
            WHERE person_news.read_at IS NULL AND person_news.created_at > COALESCE(
                (SELECT MAX(digest.made_at) FROM digest
                WHERE digest.person_id = person_news.person_id AND digest.sent_at IS NOT NULL), 0)
            """
        ).map { try $0.id("person_id") }
    }

    /// People in whose schedule something is due by `day`.
    package func peopleWithCues(dueBy day: Day) throws -> [ID<Person>] {
        try connection.rows(
            "SELECT DISTINCT person_id FROM memory WHERE left_at IS NULL AND due_on <= \(day)"
        ).map { try $0.id("person_id") }
    }
}
