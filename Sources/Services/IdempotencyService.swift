import Database
package import Domain
import Store

/// Remembers the answers to creating requests for a day, so that a repeated one is answered alike (DS-4).
package struct IdempotencyService: Sendable {
    private let ground: Ground

    package init(ground: Ground) {
        self.ground = ground
    }

    /// An answer as it was given.
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

    package func find(_ key: String, of person: ID<Person>) async throws -> Answer? {
        try await ground.database.read { connection in
            try IdempotencyStore(connection).find(person: person, key: key).map {
                Answer(requestHash: $0.requestHash, status: $0.status, location: $0.location, body: $0.body)
            }
        }
    }

    package func store(_ answer: Answer, for key: String, of person: ID<Person>) async throws {
        let now = ground.world.now()
        try await ground.database.write { connection in
            try IdempotencyStore(connection).insert(
                IdempotencyStore.Answer(
                    requestHash: answer.requestHash, status: answer.status, location: answer.location,
                    body: answer.body),
                person: person, key: key, at: now)
        }
    }
}
