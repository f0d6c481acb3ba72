package import Database
package import Domain

/// Rows of `session`. Secrets come in as SHA-256 only.
package struct SessionStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ session: Session, secretHash: String) throws {
        try connection.run(
            """
            INSERT INTO session (id, secret_hash, person_id, created_at, last_seen_at, confirmed_at, device)
            VALUES (\(session.id), \(secretHash), \(session.person), \(session.createdAt), \(session.lastSeenAt),
                \(session.createdAt), \(session.device))
            """)
    }

    /// The session, its person and their teams as they are at this moment.
    package struct Found: Sendable {
        package let session: Session
        package let person: Person
        package let teams: Set<ID<Team>>
        package let confirmedAt: Instant
    }

    package func find(secretHash: String) throws -> Found? {
        let row = try connection.row(
            "SELECT \(Self.columns), confirmed_at FROM session WHERE secret_hash = \(secretHash)")
        guard let row else { return nil }
        let session = try Self.session(row)
        guard let person = try PersonStore(connection).find(session.person) else { return nil }
        return Found(
            session: session, person: person, teams: try TeamStore(connection).teams(of: person.id),
            confirmedAt: try row.instant("confirmed_at"))
    }

    package func touch(_ id: ID<Session>, at now: Instant) throws {
        try connection.run("UPDATE session SET last_seen_at = \(now) WHERE id = \(id)")
    }

    package func confirm(_ id: ID<Session>, at now: Instant) throws {
        try connection.run("UPDATE session SET confirmed_at = \(now) WHERE id = \(id)")
    }

    package func replaceSecret(of id: ID<Session>, with hash: String) throws {
        try connection.run("UPDATE session SET secret_hash = \(hash) WHERE id = \(id)")
    }

    /// False when this person has no such session.
    package func delete(_ id: ID<Session>, of person: ID<Person>) throws -> Bool {
        try connection.run("DELETE FROM session WHERE id = \(id) AND person_id = \(person)") > 0
    }

    /// All of a person's sessions but one; how many ended.
    @discardableResult
    package func deleteAll(of person: ID<Person>, except kept: ID<Session>?) throws -> Int {
        try connection.run(
            "DELETE FROM session WHERE person_id = \(person) AND id <> \(kept ?? ID("session_none"))")
    }

    /// A person's sessions, latest used first.
    package func list(of person: ID<Person>) throws -> [Session] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM session
            WHERE person_id = \(person)
            ORDER BY last_seen_at DESC, id DESC
            """
        ).map(Self.session)
    }

    /// Only the `keeping` latest used sessions of a person stay.
    @discardableResult
    package func deleteOldest(of person: ID<Person>, keeping: Int) throws -> Int {
        try connection.run(
            """
            DELETE FROM session
            WHERE person_id = \(person) AND id NOT IN (
                SELECT id FROM session
                WHERE person_id = \(person)
                ORDER BY last_seen_at DESC, id DESC
                LIMIT \(keeping))
            """)
    }

    @discardableResult
    package func deleteExpired(idleBefore: Instant, createdBefore: Instant) throws -> Int {
        try connection.run(
            "DELETE FROM session WHERE last_seen_at < \(idleBefore) OR created_at < \(createdBefore)")
    }

    private static let columns: SQL = "id, person_id, created_at, last_seen_at, device"

    private static func session(_ row: Row) throws -> Session {
        Session(
            id: try row.id("id"), person: try row.id("person_id"), createdAt: try row.instant("created_at"),
            lastSeenAt: try row.instant("last_seen_at"), device: try row.text("device"))
    }
}
