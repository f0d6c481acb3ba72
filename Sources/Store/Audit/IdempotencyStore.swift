package import Database
package import Domain

/// Rows of `idempotency_key`: what was answered to a request that may come again (DS-4).
package struct IdempotencyStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// The answer that was given.
    package struct Answer: Sendable, Hashable {
        package let requestHash: String
        package let status: Int
        package let location: String?
        package let body: String

        package init(requestHash: String, status: Int, location: String?, body: String) {
            self.requestHash = requestHash
            self.status = status
            self.location = location
            self.body = body
        }
    }

    /// What stands for the answer of a request whose first change is committed: its body names the attempt.
    package static let markStatus = 0

    package func find(person: ID<Person>, key: String) throws -> Answer? {
        try connection.row(
            """
            SELECT request_hash, status, location, body FROM idempotency_key
            WHERE person_id = \(person) AND request_key = \(key)
            """
        ).map {
            Answer(
                requestHash: try $0.text("request_hash"), status: try $0.int("status"),
                location: try $0.textOrNil("location"), body: try $0.text("body"))
        }
    }

    /// An answer that was given before stays; one takes the place of its own mark.
    package func insert(_ answer: Answer, person: ID<Person>, key: String, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO idempotency_key (person_id, request_key, request_hash, status, location, body, created_at)
            VALUES (\(person), \(key), \(answer.requestHash), \(answer.status), \(answer.location), \(answer.body), \(now))
            ON CONFLICT (person_id, request_key) DO UPDATE SET request_hash = excluded.request_hash,
                status = excluded.status, location = excluded.location, body = excluded.body
            WHERE idempotency_key.status = \(Self.markStatus) AND excluded.status <> \(Self.markStatus)
            """)
    }

    package func deleteOlder(than limit: Instant) throws {
        try connection.run("DELETE FROM idempotency_key WHERE created_at < \(limit)")
    }
}
