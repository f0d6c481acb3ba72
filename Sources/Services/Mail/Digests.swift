import Database
import Domain
import Logging
import Store

/// One mail a day, with everything that is new to somebody: never more, however much happened.
package struct Digests: Sendable {
    private let ground: Ground
    private let mailer: any Mailer
    private let write: @Sendable (Digest) throws -> Mail

    /// - Parameter write: puts it into words; what people read is not this room's.
    package init(
        ground: Ground, mailer: any Mailer, write: @escaping @Sendable (Digest) throws -> Mail
    ) {
        self.ground = ground
        self.mailer = mailer
        self.write = write
    }

    /// Everybody for whom it is morning. A mail that is not taken over is tried again next time.
    package func send() async throws {
        let now = ground.world.now()
        let people = try await ground.database.read { connection in
            let store = DigestStore(connection)
            // Somewhere it is tomorrow already: each person's own day is looked at below.
            return Set(
                try store.peopleWithNews() + AssignmentStore(connection).peopleWithOpen()
                    + store.peopleWithCues(dueBy: now.day.advanced(byDays: 1)))
        }
        for person in people.sorted(by: { $0.text < $1.text }) { try await send(to: person, at: now) }
        let longAgo = now.advanced(bySeconds: -90 * 86_400)
        try await ground.database.write { try NewsStore($0).deleteRead(before: longAgo) }
    }

    private func send(to id: ID<Person>, at now: Instant) async throws {
        // Read beside all writing, a person at a time: whoever does something at this moment does not wait for it.
        let found = try await ground.database.read { connection in
            try DigestReading(connection: connection, now: now).digest(for: id)
        }
        guard let digest = found else { return }
        let isOurs = try await ground.database.write {
            try DigestStore($0).take(digest.count, to: id, on: digest.day, at: now)
        }
        guard isOurs else { return }
        do {
            try await mailer.send(try write(digest))
        } catch {
            ground.logger.warning("a mail was not taken over", metadata: ["error": "\(error)"])
            return try await ground.database.write { try DigestStore($0).giveBack(to: id, on: digest.day) }
        }
        try await ground.change { connection, events in
            try DigestStore(connection).setSent(to: id, on: digest.day, at: now)
            events.append(Event("digest.sent", actor: nil, object: id.text, note: "\(digest.count)"))
        }
    }
}
