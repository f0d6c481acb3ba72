import Database
package import Domain
import Store

/// Rubrics: written by performers and managers for their team, changed without losing what was filled in.
package struct RubricService: Sendable {
    private let ground: Ground

    package init(ground: Ground) {
        self.ground = ground
    }

    /// A rubric as one person may see it.
    package struct Shown: Sendable {
        package let rubric: Rubric
        package let ownerName: String
        package let canEdit: Bool
    }

    /// Of one's teams, by title.
    package func list(isRetired: Bool = false, by actor: Actor) async throws -> [Shown] {
        try await ground.database.read { connection in
            let found = try RubricStore(connection).list(
                of: actor.isAdmin ? nil : actor.teams, isRetired: isRetired, limit: 200)
            return try Self.shown(found, to: actor, connection)
        }
    }

    /// - Throws: `Problem.notFound` for what is missing or another team's.
    package func show(_ id: ID<Rubric>, by actor: Actor) async throws -> Shown {
        try await ground.database.read { try Self.show(id, by: actor, $0) }
    }

    /// Nil for what is missing or another team's.
    package func find(_ id: ID<Rubric>, by actor: Actor) async throws -> Shown? {
        try await ground.database.read { connection in
            try RubricStore(connection).find(id).flatMap { rubric in
                try Self.sees(actor, rubric) ? Self.shown([rubric], to: actor, connection).first : nil
            }
        }
    }

    /// - Parameter team: whose rubric it is; nil when there is only one it can be.
    package func write(_ input: RubricInput, team: ID<Team>? = nil, by actor: Actor) async throws -> Shown {
        guard !actor.isOperator, Permission.buildsSets(actor) else { throw Problem.forbidden() }
        let world = ground.world
        return try await ground.change { connection, events in
            let now = world.now()
            let rubric = Rubric(
                id: world.id(), team: try SetService.team(team, of: actor, connection), owner: actor.person.id,
                content: try input.content(after: nil) { world.id() }, createdAt: now, updatedAt: now)
            try RubricStore(connection).insert(rubric)
            try RubricStore(connection).addVersion(of: rubric, by: actor.person.id, at: now)
            events.append(Event("rubric.written", by: actor, object: rubric.id.text))
            return try Self.show(rubric.id, by: actor, connection)
        }
    }

    /// A criterion that is left out is retired: what was filled in on it stays.
    /// - Parameter version: what the caller saw; nil takes whatever is there.
    /// - Throws: 409 `edited_meanwhile` when it is another one by now.
    package func edit(
        _ id: ID<Rubric>, _ input: RubricInput, version: Int? = nil, by actor: Actor
    ) async throws -> Shown {
        let world = ground.world
        return try await ground.change { connection, events in
            var rubric = try Self.require(id, by: actor, connection)
            if let version, version != rubric.version { throw Self.editedMeanwhile }
            let content = try input.content(after: rubric.content) { world.id() }
            // What changes nothing is no version.
            guard content != rubric.content else { return try Self.show(id, by: actor, connection) }
            let before = rubric.version
            rubric.content = content
            rubric.version += 1
            rubric.updatedAt = world.now()
            let store = RubricStore(connection)
            guard try store.update(rubric, expecting: before) else { throw Self.editedMeanwhile }
            try store.addVersion(of: rubric, by: actor.person.id, at: rubric.updatedAt)
            events.append(Event("rubric.edited", by: actor, object: id.text))
            return try Self.show(id, by: actor, connection)
        }
    }

    /// Out of the choice for new briefs, or back into it.
    package func setRetired(_ isRetired: Bool, _ id: ID<Rubric>, by actor: Actor) async throws -> Shown {
        let now = ground.world.now()
        return try await ground.change { connection, events in
            var rubric = try Self.require(id, by: actor, connection)
            if rubric.isRetired != isRetired {
                rubric.isRetired = isRetired
                rubric.updatedAt = now
                guard try RubricStore(connection).update(rubric, expecting: rubric.version) else {
                    throw Self.editedMeanwhile
                }
                events.append(Event(isRetired ? "rubric.retired" : "rubric.brought_back", by: actor, object: id.text))
            }
            return try Self.show(id, by: actor, connection)
        }
    }

    // MARK: Parts

    private static func show(_ id: ID<Rubric>, by actor: Actor, _ connection: any Connection) throws -> Shown {
        guard let rubric = try RubricStore(connection).find(id), sees(actor, rubric),
            let shown = try shown([rubric], to: actor, connection).first
        else { throw Problem.notFound }
        return shown
    }

    private static func shown(
        _ rubrics: [Rubric], to actor: Actor, _ connection: any Connection
    ) throws -> [Shown] {
        let names = try PersonStore(connection).names(of: rubrics.map(\.owner))
        return rubrics.map {
            Shown(
                rubric: $0, ownerName: names[$0.owner] ?? "", canEdit: Permission.buildsSets(actor, in: $0.team))
        }
    }

    private static func require(_ id: ID<Rubric>, by actor: Actor, _ connection: any Connection) throws -> Rubric {
        guard let rubric = try RubricStore(connection).find(id), sees(actor, rubric) else { throw Problem.notFound }
        guard Permission.buildsSets(actor, in: rubric.team) else { throw Problem.forbidden() }
        return rubric
    }

    /// A rubric is its team's, like the briefs that use it.
    static func sees(_ actor: Actor, _ rubric: Rubric) -> Bool {
        actor.isAdmin || actor.teams.contains(rubric.team)
    }

    private static let editedMeanwhile = Problem.conflict(
        "edited_meanwhile", "Someone saved this rubric while you were editing",
        "Your text is still in the form. Open the rubric in another tab, compare, and save again.")
}
