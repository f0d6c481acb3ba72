import Database
package import Domain
import Store

/// Review sets given to people: who has to do what until when, and how far they are. How far is always worked out from what was
/// played, recalled and practised; nobody says it of themselves.
package struct AssignmentService: Sendable {
    let ground: Ground
    let jobs: JobQueue

    package init(ground: Ground, jobs: JobQueue) {
        self.ground = ground
        self.jobs = jobs
    }

    // MARK: Reading

    /// Those of the person's teams, for managers and performers; latest first.
    package func list(set: ID<ReviewSet>? = nil, by actor: Actor) async throws -> [AssignmentShown] {
        let now = ground.world.now()
        return try await ground.database.read { connection in
            let found = try AssignmentStore(connection).list(visibleTo: actor, set: set, limit: 50)
            return try AssignmentReading(connection: connection, actor: actor, now: now).shown(found)
        }
    }

    /// What this person was given: what is open first, the nearest due date first.
    package func mine(by actor: Actor) async throws -> [AssignmentShown] {
        let now = ground.world.now()
        return try await ground.database.read { connection in
            try AssignmentReading(connection: connection, actor: actor, now: now).given(to: actor.person.id)
        }
    }

    /// - Throws: `Problem.notFound` for what is missing or not this person's to see.
    package func show(_ id: ID<Assignment>, by actor: Actor) async throws -> AssignmentShown {
        let now = ground.world.now()
        return try await ground.database.read { try Self.show(id, by: actor, at: now, $0) }
    }

    /// What one person was given and played. Who looks at somebody else's is written down, and they see it.
    /// - Throws: 404 or 403 as SECURITY 4 says.
    package func activity(of id: ID<Person>, by actor: Actor) async throws -> PersonActivity {
        let now = ground.world.now()
        let others = id != actor.person.id
        return try await ground.change { connection, events in
            guard let person = try PersonStore(connection).find(id) else { throw Problem.notFound }
            try Permission.requireActivity(of: id, in: try TeamStore(connection).teams(of: id), for: actor)
            if others { events.append(Event(Self.looked, by: actor, object: id.text)) }
            let reading = AssignmentReading(connection: connection, actor: actor, now: now)
            let totals = try WatchStore(connection).totals(by: id, limit: 50)
            let clips = Dictionary(
                try ClipStore(connection).find(ids: totals.map(\.clip), visibleTo: actor).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first })
            let names = try SetService.names(connection)
            return PersonActivity(
                person: person, assignments: try reading.given(to: id),
                watched: totals.compactMap { entry in clips[entry.clip].map { ($0, entry.total) } },
                looks: try EventStore(connection).list(object: id.text, limit: 200)
                    .filter { $0.event.name == Self.looked }.prefix(20).map {
                        ($0.event.actor.flatMap { names[$0] } ?? "", $0.at)
                    })
        }
    }

    static let looked = "activity.looked_at"

    // MARK: Giving

    package func assign(_ new: NewAssignment, by actor: Actor) async throws -> AssignmentShown {
        let world = ground.world
        guard !actor.isOperator else { throw Problem.forbidden() }
        return try await ground.change { connection, events in
            // Whose set it is, is no news for somebody who may not give it: the same answer as for one that is not there.
            guard let set = try SetStore(connection).find(new.set),
                Permission.allows(
                    .assign, for: actor, on: try SetService.access(to: set, by: actor, connection))
            else { throw Problem.forbidden() }
            guard !set.isTemplate, !set.content.items.isEmpty else {
                throw Problem.conflict(
                    "nothing_to_do", "There is nothing to do in this set", "Put something in, then assign it.")
            }
            let now = world.now()
            let given = Assignment(
                id: world.id(), set: set.id, team: set.team, giver: actor.person.id, audience: new.audience,
                role: new.role, enrolsJoiners: new.enrolsJoiners, goal: new.goal ?? set.content.goal,
                threshold: set.content.threshold, startsOn: new.startsOn, dueOn: new.dueOn,
                repeatMonths: new.repeatMonths, note: new.note, createdAt: now)
            let members = try TeamStore(connection).members(of: set.team).filter(\.isActive)
            let people = try Self.people(of: new, members: members, connection)
            let known = new.audience == .role ? members.filter { $0.role == new.role }.map(\.id) : []
            let store = AssignmentStore(connection)
            try store.insert(given, known: known)
            for person in people {
                try store.insert(
                    AssignmentTurn(
                        id: world.id(), assignment: given.id, person: person, round: 1, startsOn: given.startsOn,
                        dueOn: given.dueOn), at: now)
            }
            try Self.enterCues(of: set.id, for: people, at: now, connection)
            events.append(
                Event("assignment.given", by: actor, object: given.id.text, note: "\(set.id) \(people.count)"))
            return try Self.show(given.id, by: actor, at: now, connection)
        }
    }

    /// - Throws: `Problem.invalid` for a day that is not later.
    package func extend(
        _ id: ID<Assignment>, for person: ID<Person>, to day: Day, reason: RequestReason, by actor: Actor
    ) async throws -> AssignmentShown {
        try await change(id, person, "assignment.extended", by: actor, note: "\(person) \(day)") { turn, today in
            guard day > turn.due ?? turn.startsOn, day >= today else {
                throw Problem.invalid("to", "Please give a later day.")
            }
            turn.extendedTo = day
            turn.extensionReason = reason.text
        }
    }

    package func excuse(
        _ id: ID<Assignment>, _ person: ID<Person>, reason: RequestReason, by actor: Actor
    ) async throws -> AssignmentShown {
        try await change(id, person, "assignment.excused", by: actor, note: person.text) { turn, _ in
            turn.excuse = reason.text
        }
    }

    /// They are to do it after all.
    package func include(
        _ id: ID<Assignment>, _ person: ID<Person>, by actor: Actor
    ) async throws -> AssignmentShown {
        try await change(id, person, "assignment.included", by: actor, note: person.text) { turn, _ in turn.excuse = nil
        }
    }

    /// No reminders and nobody new from now on. What was done stays to be seen.
    package func close(_ id: ID<Assignment>, by actor: Actor) async throws {
        let now = ground.world.now()
        try await ground.change { connection, events in
            let shown = try Self.show(id, by: actor, at: now, connection)
            guard shown.allowed.contains(.change) else { throw Problem.forbidden() }
            guard shown.given.closedAt == nil else { return }
            try AssignmentStore(connection).close(id, at: now)
            events.append(Event("assignment.closed", by: actor, object: id.text))
        }
    }

    /// Tells those who have something to do, once a day at most.
    /// - Parameter people: only these; nil for everybody it is open for.
    /// - Returns: how many were not reminded today yet.
    package func remind(_ id: ID<Assignment>, people: [ID<Person>]? = nil, by actor: Actor) async throws -> Int {
        let world = ground.world
        return try await ground.change { connection, events in
            let now = world.now()
            let shown = try Self.show(id, by: actor, at: now, connection)
            guard shown.allowed.contains(.change) else { throw Problem.forbidden() }
            guard shown.given.closedAt == nil else {
                throw Problem.conflict("closed", "This assignment is closed", "Nobody was reminded.")
            }
            let open = shown.newest.filter { $0.state.isOpen && people?.contains($0.turn.person) ?? true }
            let store = ReminderStore(connection)
            let reminded = try open.filter {
                try store.add(
                    world.id(), of: id, to: $0.turn.person, by: actor.person.id, on: now.day, at: now)
            }
            events.append(Event("assignment.reminded", by: actor, object: id.text, note: "\(reminded.count)"))
            return reminded.count
        }
    }

    // MARK: Parts

    private func change(
        _ id: ID<Assignment>, _ person: ID<Person>, _ event: String, by actor: Actor, note: String,
        _ body: @escaping @Sendable (inout AssignmentTurn, Day) throws -> Void
    ) async throws -> AssignmentShown {
        let now = ground.world.now()
        return try await ground.change { connection, events in
            let shown = try Self.show(id, by: actor, at: now, connection)
            guard shown.allowed.contains(.change) else { throw Problem.forbidden() }
            guard let found = shown.newest.first(where: { $0.turn.person == person }) else { throw Problem.notFound }
            var turn = found.turn
            try body(&turn, found.today)
            try AssignmentStore(connection).update(turn)
            events.append(Event(event, by: actor, object: id.text, note: note))
            return try Self.show(id, by: actor, at: now, connection)
        }
    }

    static func show(
        _ id: ID<Assignment>, by actor: Actor, at now: Instant, _ connection: any Connection
    ) throws -> AssignmentShown {
        guard let given = try AssignmentStore(connection).find(id),
            let shown = try AssignmentReading(connection: connection, actor: actor, now: now).shown([given]).first
        else { throw Problem.notFound }
        return shown
    }

    private static func people(
        of new: NewAssignment, members: [Person], _ connection: any Connection
    ) throws -> [ID<Person>] {
        switch new.audience {
        case .role: return []
        case .team: return members.filter(\.isAssignable).map(\.id)
        case .people:
            let known = Set(members.map(\.id))
            guard new.people.allSatisfy(known.contains) else {
                throw Problem.invalid("people", "Please choose people of the team whose set it is.")
            }
            return Array(Set(new.people)).sorted { $0.text < $1.text }
        }
    }
}

extension AssignmentShown {
    /// The newest turn of each person.
    var newest: [Turn] {
        Dictionary(grouping: turns, by: \.turn.person).values.compactMap { $0.max { $0.turn.round < $1.turn.round } }
            .sorted { ($0.name, $0.turn.id.text) < ($1.name, $1.turn.id.text) }
    }
}

extension Person {
    /// A whole team is its reps and performers: those who manage it give, they do not take.
    var isAssignable: Bool { isActive && (role == .rep || role == .performer) }
}
