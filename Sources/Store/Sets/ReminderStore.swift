package import Database
package import Domain

/// Rows of `reminder`: what managers asked to be reminded of.
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
}

/// One reminder a manager sent.
package enum AssignmentReminder: Identified {
    package static let idPrefix = "reminder"
}
