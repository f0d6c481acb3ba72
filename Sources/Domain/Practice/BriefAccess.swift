/// The traits of a brief that decide who may do what with it.
package struct BriefAccess: Sendable, Hashable {
    package let team: ID<Team>
    package let state: Brief.State

    package init(team: ID<Team>, state: Brief.State) {
        self.team = team
        self.state = state
    }
}

extension Permission {
    /// What someone wants to do with one brief.
    package enum BriefAction: Sendable, Hashable, CaseIterable {
        case see, record, edit
    }

    /// A brief is its team's; whoever builds sets there writes briefs too, and sees those that are not published.
    package static func allows(_ action: BriefAction, for actor: Actor, on brief: BriefAccess) -> Bool {
        let isOfTeam = actor.isAdmin || actor.teams.contains(brief.team)
        let writes = buildsSets(actor, in: brief.team)
        switch action {
        case .see: return writes || (isOfTeam && brief.state != .draft)
        case .record: return isOfTeam && brief.state == .published
        case .edit: return writes
        }
    }

    /// 404 when the brief is invisible, 403 when it is visible but `action` is not allowed (AZ-3).
    package static func require(_ action: BriefAction, for actor: Actor, on brief: BriefAccess) throws {
        guard allows(.see, for: actor, on: brief) else { throw Problem.notFound }
        guard allows(action, for: actor, on: brief) else { throw Problem.forbidden() }
    }
}
