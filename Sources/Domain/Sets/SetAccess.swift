/// The traits of a review set that decide who may do what with it.
package struct SetAccess: Sendable, Hashable {
    package let team: ID<Team>
    package let isRetired: Bool
    /// The person who asks was given it.
    package let isAssigned: Bool

    package init(team: ID<Team>, isRetired: Bool = false, isAssigned: Bool = false) {
        self.team = team
        self.isRetired = isRetired
        self.isAssigned = isAssigned
    }
}

extension Permission {
    /// What someone wants to do with one review set.
    package enum SetAction: Sendable, Hashable, CaseIterable {
        case see, edit, assign
    }

    /// A set is its team's, and its own to whom it was given; performers and managers of the team build it, managers assign it.
    package static func allows(_ action: SetAction, for actor: Actor, on set: SetAccess) -> Bool {
        let isOfTeam = actor.teams.contains(set.team)
        switch action {
        case .see: return actor.isAdmin || isOfTeam || set.isAssigned
        case .edit: return buildsSets(actor, in: set.team)
        case .assign: return !set.isRetired && (actor.isAdmin || actor.managedTeams.contains(set.team))
        }
    }

    /// 404 when the set is invisible, 403 when it is visible but `action` is not allowed (AZ-3).
    package static func require(_ action: SetAction, for actor: Actor, on set: SetAccess) throws {
        guard allows(.see, for: actor, on: set) else { throw Problem.notFound }
        guard allows(action, for: actor, on: set) else { throw Problem.forbidden() }
    }

    /// Whether `actor` may build sets of this team.
    package static func buildsSets(_ actor: Actor, in team: ID<Team>) -> Bool {
        actor.isAdmin || actor.managedTeams.contains(team)
            || (actor.person.role == .performer && actor.teams.contains(team))
    }

    /// Whether `actor` may build sets of any team.
    package static func buildsSets(_ actor: Actor) -> Bool {
        actor.isAdmin || actor.teams.contains { buildsSets(actor, in: $0) }
    }
}
