package import Database
package import Domain

/// The time of day on which all nodes agree: each node's own clock may be wrong (DS-8).
package struct SharedClock {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// The database server's time.
    /// - Parameter own: what it is by the clock of this process, which is the only one where the database has none.
    package func now(own: Instant) throws -> Instant {
        guard let time = connection.dialect.serverTime, let row = try connection.row("SELECT \(time) AS now") else {
            return own
        }
        return try row.instant("now")
    }
}
