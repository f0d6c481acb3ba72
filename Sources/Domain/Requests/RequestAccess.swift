/// The traits of a request that decide who may do what with it.
package struct RequestAccess: Sendable, Hashable {
    package let team: ID<Team>?
    package let state: RequestState
    package let askers: Set<ID<Person>>
    /// Everyone who was ever asked to answer.
    package let asked: Set<ID<Person>>
    /// Those whose answer is waited for.
    package let waiting: Set<ID<Person>>

    package init(
        team: ID<Team>?, state: RequestState, askers: Set<ID<Person>>, asked: Set<ID<Person>>,
        waiting: Set<ID<Person>>
    ) {
        self.team = team
        self.state = state
        self.askers = askers
        self.asked = asked
        self.waiting = waiting
    }
}

extension Permission {
    /// What someone wants to do with one request.
    package enum RequestAction: Sendable, Hashable, CaseIterable {
        case see
        /// Learn who asks and who was asked, and read their notes.
        case seePeople
        case join, leave, answer, judge, decline, handOn, close
    }

    /// A request is its team's: everyone there sees the question, but names only those it concerns.
    package static func allows(_ action: RequestAction, for actor: Actor, on request: RequestAccess) -> Bool {
        let me = actor.person.id
        let isAsker = request.askers.contains(me)
        let manages = actor.isAdmin || request.team.map(actor.managedTeams.contains) ?? false
        let sees =
            manages || isAsker || request.asked.contains(me) || request.team.map(actor.teams.contains) ?? false
        let isAlive = request.state == .open || request.state == .answered
        guard sees else { return false }
        switch action {
        case .see: return true
        case .seePeople: return manages || isAsker || request.asked.contains(me)
        case .join: return isAlive && !isAsker
        case .leave: return isAlive && isAsker
        case .answer: return isAlive
        case .judge: return isAsker && (request.state == .answered || request.state == .settled)
        case .decline: return isAlive && request.waiting.contains(me)
        case .handOn: return request.state == .open && (request.waiting.contains(me) || manages)
        case .close: return isAlive && (manages || request.askers == [me])
        }
    }

    /// 404 when the request is invisible, 403 when it is visible but `action` is not allowed (AZ-3).
    package static func require(_ action: RequestAction, for actor: Actor, on request: RequestAccess) throws {
        guard allows(.see, for: actor, on: request) else { throw Problem.notFound }
        guard allows(action, for: actor, on: request) else { throw Problem.forbidden() }
    }

    /// Figures about what is asked and what is answered: those who answer for people see their own.
    package static func requireGaps(_ actor: Actor) throws {
        guard actor.isAdmin || actor.person.role == .manager else { throw Problem.forbidden() }
    }
}
