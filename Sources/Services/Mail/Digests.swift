import Database
package import Domain
import Logging
import Store

/// One mail a day, to those who have not looked: never more, however much happened.
package struct Digests: Sendable {
    private let ground: Ground
    private let mailer: any Mailer
    private let write: @Sendable (Person, [NewsService.Shown], _ waiting: Int) throws -> Mail

    /// From this minute of the person's own day on.
    static let morning = 7 * 60

    /// - Parameter write: puts it into words; what people read is not this room's.
    package init(
        ground: Ground, mailer: any Mailer,
        write: @escaping @Sendable (Person, [NewsService.Shown], _ waiting: Int) throws -> Mail
    ) {
        self.ground = ground
        self.mailer = mailer
        self.write = write
    }

    /// Everybody for whom it is morning. A mail that is not taken over is tried again next time.
    package func send() async throws {
        let now = ground.world.now()
        // Somewhere it is tomorrow already: each person's own day is looked at below.
        let people = try await ground.database.read {
            try NewsStore($0).waitForDigest(on: now.day.advanced(byDays: 1))
        }
        for person in people { try await send(to: person, at: now) }
        let longAgo = now.advanced(bySeconds: -90 * 86_400)
        try await ground.database.write { try NewsStore($0).deleteRead(before: longAgo) }
    }

    private struct Found: Sendable {
        let person: Person
        let day: Day
        let news: [NewsService.Shown]
        let waiting: Int
    }

    private func send(to id: ID<Person>, at now: Instant) async throws {
        guard let found = try await ground.database.read({ try Self.find(id, at: now, $0) }), !found.news.isEmpty else {
            return
        }
        do {
            try await mailer.send(try write(found.person, found.news, found.waiting))
        } catch {
            ground.logger.warning("a mail was not taken over", metadata: ["error": "\(error)"])
            return
        }
        try await ground.change { connection, events in
            // What came while the mail was on its way is for tomorrow's.
            try NewsStore(connection).setDigest(to: id, on: found.day, at: now)
            events.append(Event("digest.sent", actor: nil, object: id.text))
        }
    }

    /// Nil for whoever wants none, had one today, or is still asleep.
    private static func find(
        _ id: ID<Person>, at now: Instant, _ connection: any Connection
    ) throws -> Found? {
        let store = NewsStore(connection)
        let choice = try store.choices(of: [id])[id] ?? .usual
        guard choice.wantsDigest, choice.minute(at: now) >= morning, !choice.isQuiet(at: now),
            let person = try PersonStore(connection).find(id), person.isActive
        else { return nil }
        let day = choice.day(at: now)
        let last = try store.lastDigest(to: id)
        if let last, choice.day(at: last) >= day { return nil }
        let actor = Actor(person: person, teams: try TeamStore(connection).teams(of: id))
        let news = try NewsService.shown(
            try store.list(of: id, onlyUnread: true, since: last, limit: 50), to: actor, connection)
        return Found(
            person: person, day: day, news: news,
            waiting: try FeedbackAskStore(connection).waiting(for: id, limit: 100).count)
    }
}
