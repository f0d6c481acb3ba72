package import Database
package import Domain

/// Rows of `reminder`, what managers asked to be reminded of, and of `digest`, what was told to whom on which day.
package struct ReminderStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// - Returns: false when this person was reminded of this today already.
    package func add(
        _ id: ID<AssignmentReminder>, of given: ID<Assignment>, to person: ID<Person>, by sender: ID<Person>,
        on day: Day,
        at now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            INSERT INTO reminder (id, assignment_id, person_id, sender_id, day, created_at)
            VALUES (\(id), \(given), \(person), \(sender), \(day), \(now))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// Assignments somebody reminded this person of since then, with whom.
    package func reminders(of person: ID<Person>, since start: Instant) throws -> [ID<Assignment>: ID<Person>] {
        try connection.rows(
            """
            SELECT assignment_id, sender_id FROM reminder
            WHERE person_id = \(person) AND created_at >= \(start)
            ORDER BY created_at
            """
        ).reduce(into: [:]) { $0[try $1.id("assignment_id")] = try $1.id("sender_id") }
    }

    /// - Returns: false when there is one for that day: one digest a day, whoever makes it.
    package func addDigest(of lines: Int, to person: ID<Person>, on day: Day, at now: Instant) throws -> Bool {
        try connection.run(
            """
            INSERT INTO digest (person_id, day, lines, made_at)
            VALUES (\(person), \(day), \(lines), \(now))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// When this person got their last digest.
    package func lastDigest(of person: ID<Person>) throws -> Instant? {
        try connection.row("SELECT MAX(made_at) AS made_at FROM digest WHERE person_id = \(person)")?
            .instantOrNil("made_at")
    }
}

/// One reminder a manager sent.
package enum AssignmentReminder: Identified {
    package static let idPrefix = "reminder"
}
