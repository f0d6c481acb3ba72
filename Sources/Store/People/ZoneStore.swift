package import Database
package import Domain

/// Rows of `person_zone` and `calendar_feed`; whoever has no zone lives by UTC.
package struct ZoneStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func zone(of person: ID<Person>) throws -> PersonZone {
        try zones(of: [person])[person] ?? .utc
    }

    package func zones(of people: [ID<Person>]) throws -> [ID<Person>: PersonZone] {
        try connection.rows("SELECT person_id, time_zone FROM person_zone WHERE person_id IN (\(list: people))")
            // A zone this machine does not know any more is none that days could be counted by.
            .reduce(into: [:]) { $0[try $1.id("person_id")] = PersonZone(try $1.text("time_zone")) ?? .utc }
    }

    package func set(_ zone: PersonZone, of person: ID<Person>) throws {
        try connection.run(
            """
            INSERT INTO person_zone (person_id, time_zone)
            VALUES (\(person), \(zone.name))
            ON CONFLICT (person_id) DO UPDATE SET time_zone = excluded.time_zone
            """)
    }

    // MARK: Feeds

    /// A new feed takes the place of the old one, whose address is dead then.
    package func setFeed(_ secretHash: String, of person: ID<Person>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO calendar_feed (person_id, secret_hash, created_at)
            VALUES (\(person), \(secretHash), \(now))
            ON CONFLICT (person_id) DO UPDATE
            SET secret_hash = excluded.secret_hash, created_at = excluded.created_at
            """)
    }

    package func removeFeed(of person: ID<Person>) throws {
        try connection.run("DELETE FROM calendar_feed WHERE person_id = \(person)")
    }

    package func person(feed secretHash: String) throws -> ID<Person>? {
        try connection.row("SELECT person_id FROM calendar_feed WHERE secret_hash = \(secretHash)")?.id("person_id")
    }

    package func feedMade(of person: ID<Person>) throws -> Instant? {
        try connection.row("SELECT created_at FROM calendar_feed WHERE person_id = \(person)")?.instant("created_at")
    }
}
