import Database
import Domain
import Logging
import Store

/// What happens to assignments by themselves: people who join, the next round, and what is told to whom.
extension AssignmentService {
    /// Once an hour. Safe to run again.
    /// - Returns: what was to be told, to whom; told already when this returns.
    @discardableResult
    package func tend() async throws -> [Digest] {
        try await enrol()
        return try await digest()
    }

    /// Gives it to those who joined, and once more to those whose next round begins.
    func enrol() async throws {
        let world = ground.world
        try await ground.change { connection, events in
            let now = world.now()
            let store = AssignmentStore(connection)
            let open = try store.open()
            let turns = try store.turns(of: open.map(\.id))
            for given in open {
                let mine = turns[given.id] ?? []
                let zones = try ZoneStore(connection).zones(of: mine.map(\.person))
                for last in Dictionary(grouping: mine, by: \.person).values.compactMap({
                    $0.max { $0.round < $1.round }
                }) {
                    guard let months = given.repeatMonths else { continue }
                    let next = last.next(world.id(), afterMonths: months)
                    guard (zones[last.person] ?? .utc).day(of: now) >= next.startsOn else { continue }
                    if try store.insert(next, at: now) {
                        try Self.enterCues(of: given.set, for: [last.person], at: now, connection)
                    }
                }
                for person in try Self.joiners(of: given, known: Set(mine.map(\.person)), connection) {
                    let today = try ZoneStore(connection).zone(of: person).day(of: now)
                    let start = max(today, given.startsOn)
                    try store.insert(
                        AssignmentTurn(
                            id: world.id(), assignment: given.id, person: person, round: 1, startsOn: start,
                            dueOn: given.days.map { start.advanced(byDays: $0) }), at: now)
                    try Self.enterCues(of: given.set, for: [person], at: now, connection)
                    events.append(
                        Event("assignment.enrolled", actor: nil, object: given.id.text, note: person.text))
                }
            }
        }
    }

    /// What is assigned is asked: its cues, and those its clips answer, enter each person's schedule. Whoever has one in it
    /// already keeps what they know.
    static func enterCues(
        of set: ID<ReviewSet>, for people: [ID<Person>], at now: Instant, _ connection: any Connection
    ) throws {
        guard let set = try SetStore(connection).find(set) else { return }
        let ground = try SetGround([set], connection)
        let teams = try TeamStore(connection).teams(of: people)
        for id in people {
            guard let person = try PersonStore(connection).find(id) else { continue }
            let actor = Actor(person: person, teams: teams[id] ?? [])
            let cues = set.content.items.filter { ground.shows($0, to: actor) }.flatMap { ground.asked($0, of: actor) }
            for cue in Dictionary(cues.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }).values {
                try CueService.enter(cue, for: id, source: .assigned, retention: nil, at: now, connection)
            }
        }
    }

    private static func joiners(
        of given: Assignment, known: Set<ID<Person>>, _ connection: any Connection
    ) throws -> [ID<Person>] {
        guard given.enrolsJoiners else { return [] }
        let members = try TeamStore(connection).members(of: given.team).filter { $0.isActive && !known.contains($0.id) }
        switch given.audience {
        case .people: return []
        case .team: return members.filter(\.isAssignable).map(\.id)
        case .role:
            let before = try AssignmentStore(connection).known(of: given.id)
            return members.filter { $0.role == given.role && !before.contains($0.id) }.map(\.id)
        }
    }

    /// One digest a person and day, from eight in the morning on their clock, when there is something new to say: given since
    /// the last one, due today or in two days, overdue for a day (and each week again), or a manager asks.
    func digest() async throws -> [Digest] {
        let now = ground.world.now()
        let people = try await ground.database.read { try AssignmentStore($0).peopleWithOpen() }
        var made: [Digest] = []
        for id in people {
            // Read beside all writing, a person at a time: whoever watches at this moment does not wait for it.
            guard let digest = try await ground.database.read({ try Self.digest(for: id, at: now, $0) }) else {
                continue
            }
            let isNew = try await ground.change { connection, events in
                guard
                    try ReminderStore(connection).addDigest(of: digest.lines.count, to: id, on: digest.day, at: now)
                else { return false }
                events.append(Event("digest.made", actor: nil, object: id.text, note: "\(digest.lines.count)"))
                return true
            }
            guard isNew else { continue }
            deliver(digest)
            made.append(digest)
        }
        return made
    }

    /// The one way out. The first page shows the same to whoever comes by themselves.
    private func deliver(_ digest: Digest) {
        ground.logger.info(
            "a digest of assignments",
            metadata: ["person": "\(digest.person.id)", "day": "\(digest.day)", "lines": "\(digest.lines.count)"])
    }

    private static func digest(
        for id: ID<Person>, at now: Instant, _ connection: any Connection
    ) throws -> Digest? {
        let zone = try ZoneStore(connection).zone(of: id)
        guard zone.hour(of: now) >= 8, let person = try PersonStore(connection).find(id), person.isActive else {
            return nil
        }
        let today = zone.day(of: now)
        let last = try ReminderStore(connection).lastDigest(of: id)
        if let last, zone.day(of: last) == today { return nil }
        let senders = try ReminderStore(connection).reminders(of: id, since: last ?? Instant(milliseconds: 0))
        let actor = Actor(person: person, teams: try TeamStore(connection).teams(of: id))
        let names = senders.isEmpty ? [:] : try SetService.names(connection)
        var isNews = false
        var lines: [Digest.Line] = []
        for shown in try AssignmentReading(connection: connection, actor: actor, now: now).given(to: id) {
            guard let turn = shown.turns.last, turn.state.isOpen, shown.given.closedAt == nil else { continue }
            let sender = senders[shown.given.id]
            let isNew = last.map { turn.turn.startsOn > zone.day(of: $0) } ?? true
            isNews = isNews || isNew || sender != nil || isDueSoon(turn.turn.due, today)
            lines.append(
                Digest.Line(
                    title: shown.set.content.title, due: turn.turn.due, state: turn.state,
                    sender: sender.flatMap { names[$0] }, address: "/sets/\(shown.set.id)"))
        }
        return isNews ? Digest(person: person, day: today, lines: lines) : nil
    }

    private static func isDueSoon(_ due: Day?, _ today: Day) -> Bool {
        guard let due else { return false }
        let left = due.daysSince1970 - today.daysSince1970
        return left == 0 || left == 2 || (left < 0 && (-left) % 7 == 1)
    }
}
