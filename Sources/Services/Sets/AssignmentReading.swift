import Database
import Domain
import Store

/// Works out assignments as one person may see them.
struct AssignmentReading {
    let connection: any Connection
    let actor: Actor
    let now: Instant

    /// Everything of one person, what is open first.
    func given(to person: ID<Person>) throws -> [AssignmentShown] {
        let turns = try AssignmentStore(connection).turns(of: person)
        let found = try AssignmentStore(connection).find(ids: turns.map(\.assignment))
        let shown = try shown(
            found.values.sorted { $0.id.text > $1.id.text }, only: person)
        return shown.sorted { left, right in
            let (first, second) = (order(of: left), order(of: right))
            return first == second
                ? left.given.id.text > right.given.id.text : first.lexicographicallyPrecedes(second)
        }
    }

    /// - Parameters:
    ///   - list: any; those this person may not see are left out.
    ///   - person: only the turns of this one, whom the caller may know of.
    func shown(_ list: [Assignment], only person: ID<Person>? = nil) throws -> [AssignmentShown] {
        guard !list.isEmpty else { return [] }
        let ground = try Ground(list, connection)
        return try list.compactMap { given in
            let turns = (ground.turns[given.id] ?? []).filter { ground.people[$0.person]?.isActive ?? false }
            let access = AssignmentAccess(team: given.team, people: Set(turns.map(\.person)))
            var allowed = Set(
                Permission.AssignmentAction.allCases.filter { Permission.allows($0, for: actor, on: access) })
            if person != nil { allowed.insert(.see) }
            guard allowed.contains(.see), let set = ground.sets[given.set] else { return nil }
            let seesPeople = allowed.contains(.seePeople)
            let wanted = turns.filter { person == nil || $0.person == person }
            let all = try self.turns(wanted, of: given, set, ground)
            let newest = Dictionary(grouping: all, by: \.turn.person).values.compactMap {
                $0.max { $0.turn.round < $1.turn.round }
            }
            // Performers get totals, and none of so few people that somebody could be told apart.
            let isPerformer = actor.person.role == .performer && actor.teams.contains(given.team)
            let showsTotals = seesPeople || (isPerformer && newest.count >= HeatMap.fewestPeople)
            return AssignmentShown(
                given: given, set: set, giverName: ground.people[given.giver]?.name ?? "",
                teamName: ground.teams[given.team] ?? "",
                turns: all.filter { seesPeople || $0.isMe || $0.turn.person == person },
                totals: showsTotals ? Dictionary(grouping: newest, by: \.state).mapValues(\.count) : [:],
                allowed: allowed)
        }
    }

    private func turns(
        _ turns: [AssignmentTurn], of given: Assignment, _ set: ReviewSet, _ ground: Ground
    ) throws -> [AssignmentShown.Turn] {
        // The first time whatever was watched before counts; again means again.
        let rounds = Dictionary(grouping: turns) { turn in
            turn.round == 1 ? nil : ground.zone(of: turn.person).start(of: turn.startsOn)
        }
        // Whoever sees the same shares the questions to the database: usually that is everybody.
        var shown: [AssignmentShown.Turn] = []
        for (since, turns) in rounds {
            let reading = ProgressReading(
                connection: connection, threshold: given.threshold, rule: given.goal, since: since)
            let views = Dictionary(grouping: turns) { turn in
                ground.actor(turn.person).map { ground.things.subjects(of: set, for: $0) } ?? []
            }
            for (subjects, turns) in views {
                let found = try reading.progress(of: subjects, by: turns.map(\.person))
                shown += turns.map { self.turn($0, subjects, found[$0.person] ?? [:], ground) }
            }
        }
        return shown.sorted { ($0.name, $0.turn.round, $0.turn.id.text) < ($1.name, $1.turn.round, $1.turn.id.text) }
    }

    private func turn(
        _ turn: AssignmentTurn, _ subjects: [ProgressReading.Subject], _ found: [ID<SetItem>: ItemProgress],
        _ ground: Ground
    ) -> AssignmentShown.Turn {
        let progress = SetProgress(subjects.compactMap { subject in found[subject.item.id].map { (subject.item, $0) } })
        let zone = ground.zone(of: turn.person)
        let today = zone.day(of: now)
        return AssignmentShown.Turn(
            turn: turn, name: ground.people[turn.person]?.name ?? "", progress: progress,
            state: AssignmentState(turn, progress, doneOn: progress.doneAt.map(zone.day), today: today), today: today,
            isMe: turn.person == actor.person.id)
    }

    /// Overdue, then by due date, then what is done.
    private func order(of shown: AssignmentShown) -> [Int64] {
        guard let turn = shown.turns.last, shown.given.closedAt == nil else { return [3, 0] }
        let due = turn.turn.due?.daysSince1970 ?? Int64.max
        return switch turn.state {
        case .overdue: [0, due]
        case .begun, .waiting: [1, due]
        case .planned: [2, due]
        case .done, .late, .excused: [3, -due]
        }
    }

    /// Everything that many assignments need, read once.
    private struct Ground {
        let turns: [ID<Assignment>: [AssignmentTurn]]
        let sets: [ID<ReviewSet>: ReviewSet]
        let people: [ID<Person>: Person]
        let teams: [ID<Team>: String]
        let things: SetGround
        private let zones: [ID<Person>: PersonZone]
        private let memberships: [ID<Person>: Set<ID<Team>>]

        init(_ list: [Assignment], _ connection: any Connection) throws {
            turns = try AssignmentStore(connection).turns(of: list.map(\.id))
            let found = try SetStore(connection).find(ids: list.map(\.set))
            sets = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            people = Dictionary(
                try PersonStore(connection).list().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            teams = Dictionary(
                try TeamStore(connection).list().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            things = try SetGround(found, connection)
            let given = Array(Set(turns.values.flatMap { $0.map(\.person) }))
            zones = try ZoneStore(connection).zones(of: given)
            memberships = try TeamStore(connection).teams(of: given)
        }

        func zone(of person: ID<Person>) -> PersonZone { zones[person] ?? .utc }

        /// Somebody as the policy asks for them.
        func actor(_ id: ID<Person>) -> Actor? {
            people[id].map { Actor(person: $0, teams: memberships[id] ?? []) }
        }
    }
}
