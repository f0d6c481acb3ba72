import Database
package import Domain
import Store

/// Teams and who belongs to them.
package struct TeamService: Sendable {
    private let ground: Ground
    private let live: LiveFeed

    package init(ground: Ground, live: LiveFeed) {
        self.ground = ground
        self.live = live
    }

    /// A team with its people.
    package struct TeamWithMembers: Sendable {
        package let team: Team
        package let members: [Person]
    }

    package func list(by actor: Actor) async throws -> [TeamWithMembers] {
        try await ground.database.read { connection in
            let teams = TeamStore(connection)
            return try teams.list().map { TeamWithMembers(team: $0, members: try teams.members(of: $0.id)) }
        }
    }

    package func create(name: String, by actor: Actor) async throws -> Team {
        try Permission.requireAdmin(actor)
        let team = Team(id: ground.world.id(), name: try Self.checked(name), createdAt: ground.world.now())
        try await ground.change { connection, events in
            try TeamStore(connection).insert(team)
            events.append(Event("team.created", by: actor, object: team.id.text))
        }
        return team
    }

    package func rename(_ id: ID<Team>, to name: String, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        let name = try Self.checked(name)
        try await ground.change { connection, events in
            guard try TeamStore(connection).find(id) != nil else { throw Problem.notFound }
            try TeamStore(connection).rename(id, to: name)
            events.append(Event("team.renamed", by: actor, object: id.text))
        }
    }

    /// Exactly these people from now on; admins, and managers of the team itself.
    package func setMembers(_ members: [ID<Person>], of id: ID<Team>, by actor: Actor) async throws {
        guard actor.isAdmin || actor.managedTeams.contains(id) else { throw Problem.forbidden() }
        let now = ground.world.now()
        let touched = try await ground.change { connection, events in
            let teams = TeamStore(connection)
            guard try teams.find(id) != nil else { throw Problem.notFound }
            let known = Set(try PersonStore(connection).list().map(\.id))
            guard members.allSatisfy(known.contains) else {
                throw Problem.invalid("members", "One of these people is not there any more.")
            }
            let before = Set(try teams.members(of: id).map(\.id))
            try teams.setMembers(of: id, to: members, at: now)
            events.append(Event("team.members_set", by: actor, object: id.text, note: "\(members.count)"))
            return before.symmetricDifference(members)
        }
        // What they may see has changed: their event streams start anew with the new rights.
        for person in touched { await live.drop(person) }
    }

    private static func checked(_ raw: String) throws -> String {
        let name = raw.trimmedText
        guard (1...100).contains(name.count) else {
            throw Problem.invalid("name", "Please give a name of 1 to 100 characters.")
        }
        return name
    }
}
