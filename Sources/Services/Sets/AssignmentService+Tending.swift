import Database
import Domain
import Store

/// What happens to assignments by themselves: people who join, and the next round.
extension AssignmentService {
    /// Gives it to those who joined, and once more to those whose next round begins. Once an hour; safe to run again.
    package func tend() async throws {
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
    /// already keeps what they know. Each is to be known as surely as the surest of the person's open sets says.
    /// - Parameter keepsOut: what somebody let go of does not come back.
    static func enterCues(
        of set: ID<ReviewSet>, for people: [ID<Person>], keepsOut: Bool = false, at now: Instant,
        _ connection: any Connection
    ) throws {
        let teams = try TeamStore(connection).teams(of: people)
        let memories = MemoryStore(connection)
        for id in people {
            guard let person = try PersonStore(connection).find(id) else { continue }
            let actor = Actor(person: person, teams: teams[id] ?? [])
            let sets = try openSets(of: id, and: set, connection)
            let ground = try SetGround(sets, connection)
            var wanted: [ID<Cue>: Double] = [:]
            var cues: [ID<Cue>: Cue] = [:]
            for one in sets {
                for cue in one.content.items.filter({ ground.shows($0, to: actor) })
                    .flatMap({ ground.asked($0, of: actor) })
                {
                    if one.id == set { cues[cue.id] = cue }
                    guard let retention = one.content.retention else { continue }
                    wanted[cue.id] = max(wanted[cue.id] ?? 0, retention)
                }
            }
            for cue in cues.values.sorted(by: { $0.id.text < $1.id.text }) {
                if keepsOut, try memories.find(id, cue.id)?.leftAt != nil { continue }
                try CueService.enter(
                    cue, for: id, source: .assigned, retention: wanted[cue.id], at: now, connection)
            }
        }
    }

    private static func openSets(
        of person: ID<Person>, and set: ID<ReviewSet>, _ connection: any Connection
    ) throws -> [ReviewSet] {
        let store = AssignmentStore(connection)
        let given = try store.find(ids: try store.turns(of: person).map(\.assignment)).values
        let open = Set(given.filter { $0.closedAt == nil }.map(\.set)).union([set])
        return try SetStore(connection).find(ids: Array(open))
    }

    /// What was put into a set is asked of those who have it already, and as surely as it says now.
    static func followChange(of set: ID<ReviewSet>, at now: Instant, _ connection: any Connection) throws {
        let store = AssignmentStore(connection)
        let open = try store.open().filter { $0.set == set }
        guard !open.isEmpty else { return }
        let people = Set(try store.turns(of: open.map(\.id)).values.joined().map(\.person))
        try enterCues(of: set, for: people.sorted { $0.text < $1.text }, keepsOut: true, at: now, connection)
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
}
