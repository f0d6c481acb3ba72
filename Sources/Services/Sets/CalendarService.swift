import Crypto
import Database
package import Domain
import Foundation
import Store

/// The calendar by which a person's days count, and a secret address that shows their due dates to a calendar.
package struct CalendarService: Sendable {
    private let ground: Ground
    private let jobs: JobQueue

    package init(ground: Ground, jobs: JobQueue) {
        self.ground = ground
        self.jobs = jobs
    }

    /// One day in somebody's calendar.
    package struct Entry: Sendable {
        package let id: String
        /// What is due; empty for recalls.
        package let title: String
        /// How many cues are asked on that day; 0 for what is due.
        package let cues: Int
        package let day: Day
        package let madeAt: Instant
    }

    /// - Throws: `Problem.invalid` for a zone nobody knows.
    package func setZone(_ name: String, by actor: Actor) async throws {
        guard let zone = PersonZone(name) else {
            throw Problem.invalid("time_zone", "Please give a time zone like Europe/Berlin.")
        }
        guard !actor.isOperator else { throw Problem.forbidden() }
        try await jobs.smallWrites.write { connection in
            let store = ZoneStore(connection)
            guard try store.zones(of: [actor.person.id])[actor.person.id] != zone else { return }
            try store.set(zone, of: actor.person.id)
        }
    }

    package func zone(of actor: Actor) async throws -> PersonZone {
        try await ground.database.read { try ZoneStore($0).zone(of: actor.person.id) }
    }

    /// - Returns: the secret, which is shown this once.
    package func makeFeed(by actor: Actor) async throws -> String {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let secret = Hex.text(world.randomBytes(24))
        try await ground.change { connection, events in
            try ZoneStore(connection).setFeed(Self.hash(secret), of: actor.person.id, at: world.now())
            events.append(Event("calendar.made", by: actor, object: actor.person.id.text))
        }
        return secret
    }

    package func endFeed(by actor: Actor) async throws {
        try await ground.change { connection, events in
            try ZoneStore(connection).removeFeed(of: actor.person.id)
            events.append(Event("calendar.ended", by: actor, object: actor.person.id.text))
        }
    }

    /// Open due dates and the recalls of the next four weeks, of whoever has this secret address.
    /// - Throws: `Problem.notFound` for any other.
    package func entries(feed secret: String) async throws -> [Entry] {
        guard secret.utf8.count == 48 else { throw Problem.notFound }
        let now = ground.world.now()
        return try await ground.database.read { connection in
            guard let id = try ZoneStore(connection).person(feed: Self.hash(secret)),
                let person = try PersonStore(connection).find(id), person.isActive
            else { throw Problem.notFound }
            let actor = Actor(person: person, teams: try TeamStore(connection).teams(of: id), scopes: [.read])
            let given = try AssignmentReading(connection: connection, actor: actor, now: now).given(to: id)
            let dues = given.compactMap { shown -> Entry? in
                guard let turn = shown.turns.last, turn.state.isOpen || turn.state == .planned,
                    let due = turn.turn.due, shown.given.closedAt == nil
                else { return nil }
                return Entry(
                    id: turn.turn.id.text, title: shown.set.content.title, cues: 0, day: due,
                    madeAt: shown.given.createdAt)
            }
            return dues + (try Self.recalls(of: id, at: now, connection))
        }
    }

    package func hasFeed(of actor: Actor) async throws -> Bool {
        try await ground.database.read { try ZoneStore($0).feedMade(of: actor.person.id) != nil }
    }

    private static func hash(_ secret: String) -> String {
        Hex.text(SHA256.hash(data: Data(secret.utf8)))
    }
}
