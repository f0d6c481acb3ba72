package import Database
package import Domain

/// Rows of `recurring_work`: when each was done last, so that one of several nodes does it at a time.
package struct RecurringWorkStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// True for the one who is to do it now. A time that lies ahead was written by a clock that was wrong, and counts as none.
    package func take(_ name: String, every seconds: Int64, by node: String, at now: Instant) throws -> Bool {
        let due = now.advanced(bySeconds: -seconds)
        let ahead = now.advanced(bySeconds: 300)
        return try connection.run(
            """
            INSERT INTO recurring_work (name, ran_at, ran_by)
            VALUES (\(name), \(now), \(node))
            ON CONFLICT (name) DO UPDATE SET ran_at = excluded.ran_at, ran_by = excluded.ran_by
            WHERE recurring_work.ran_at <= \(due) OR recurring_work.ran_at > \(ahead)
            """) == 1
    }
}
