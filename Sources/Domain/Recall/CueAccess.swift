/// The traits of a cue that decide who may do what with it.
package struct CueAccess: Sendable, Hashable {
    package let team: ID<Team>
    package let visibility: Visibility
    package let madeBy: ID<Person>

    package init(team: ID<Team>, visibility: Visibility, madeBy: ID<Person>) {
        self.team = team
        self.visibility = visibility
        self.madeBy = madeBy
    }
}

extension Permission {
    package enum CueAction: Sendable, Hashable, CaseIterable {
        case see, edit
    }

    /// A cue is its team's, or everyone's when the clip it came from is; those who build for others edit it.
    package static func allows(_ action: CueAction, for actor: Actor, on cue: CueAccess) -> Bool {
        let isOfTeam = actor.teams.contains(cue.team)
        let sees = actor.isAdmin || isOfTeam || cue.visibility == .library
        switch action {
        case .see: return sees
        case .edit:
            let builds = actor.person.role == .performer || actor.person.role == .manager
            return actor.isAdmin || (isOfTeam && (builds || cue.madeBy == actor.person.id))
        }
    }

    /// 404 when the cue is invisible, 403 when it is visible but `action` is not allowed (AZ-3).
    package static func require(_ action: CueAction, for actor: Actor, on cue: CueAccess) throws {
        guard allows(.see, for: actor, on: cue) else { throw Problem.notFound }
        guard allows(action, for: actor, on: cue) else { throw Problem.forbidden() }
    }

    /// Whoever answers for a clip makes cues of it, and so do performers and managers of its team.
    package static func allowsCue(of clip: ClipAccess, for actor: Actor) -> Bool {
        guard allows(.see, for: actor, on: clip) else { return false }
        let builds = actor.person.role == .performer || actor.person.role == .manager
        return allows(.edit, for: actor, on: clip) || (builds && actor.teams.contains(clip.team))
    }

    /// What somebody remembers is theirs, and for the managers of their teams and admins to see.
    /// - Throws: 404 for whoever shares no team with that person, 403 for their peers.
    package static func requireMemory(of person: ID<Person>, teams: Set<ID<Team>>, for actor: Actor) throws {
        if actor.person.id == person || actor.isAdmin || !actor.managedTeams.isDisjoint(with: teams) { return }
        guard actor.person.role == .performer, !actor.teams.isDisjoint(with: teams) else { throw Problem.notFound }
        throw Problem.forbidden()
    }

    /// What a team would recall is its managers' and admins' to see.
    /// - Throws: 403 for its own people, 404 for everybody else's.
    package static func requireRetention(of team: ID<Team>, for actor: Actor) throws {
        if actor.isAdmin || actor.managedTeams.contains(team) { return }
        guard actor.teams.contains(team) else { throw Problem.notFound }
        throw Problem.forbidden()
    }

    /// How well predictions fit what was answered: no person is named, and whoever is predicted may know.
    package static func requireManagerOrAdmin(_ actor: Actor) throws {
        guard actor.isAdmin || actor.person.role == .manager else { throw Problem.forbidden() }
    }
}
