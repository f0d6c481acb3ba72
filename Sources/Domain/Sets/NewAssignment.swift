/// What is asked for to give a set to people, checked.
package struct NewAssignment: Sendable, Hashable {
    package let set: ID<ReviewSet>
    package let audience: Assignment.Audience
    package let people: [ID<Person>]
    package let role: Role?
    package let enrolsJoiners: Bool
    /// Nil takes the set's own rule.
    package let goal: Rung?
    package let startsOn: Day
    package let dueOn: Day?
    package let repeatMonths: Int?
    package let note: String

    package static let mostPeople = 500

    /// - Parameter today: the earliest day it can be due on.
    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(
        set: ID<ReviewSet>, audience: Assignment.Audience, people: [ID<Person>] = [], role: Role? = nil,
        enrolsJoiners: Bool = false, goal: Rung? = nil, startsOn: Day? = nil, dueOn: Day? = nil,
        repeatMonths: Int? = nil, note: String = "", today: Day
    ) throws {
        var problems = FieldProblems()
        let start = startsOn ?? today
        if audience == .people, people.isEmpty { problems.add("people", "Please choose at least one person.") }
        if people.count > Self.mostPeople {
            problems.add("people", "At most \(Self.mostPeople) people at once, please.")
        }
        if audience == .role, role == nil { problems.add("role", "Please choose a role.") }
        if let goal, !Rung.goals.contains(goal) {
            problems.add("goal", "Done is one of opened, watched, recalled and practised.")
        }
        if let dueOn, dueOn < start { problems.add("due_on", "It cannot be due before it begins.") }
        if let dueOn, dueOn < today { problems.add("due_on", "This day is over.") }
        if start.daysSince1970 - today.daysSince1970 > 731 { problems.add("starts_on", "Within two years, please.") }
        if let repeatMonths, !(1...24).contains(repeatMonths) {
            problems.add("repeat_months", "Please give 1 to 24 months.")
        }
        let note = note.trimmedText
        if note.count > 500 || note.unicodeScalars.count > 2000 {
            problems.add("note", "A note has at most 500 characters.")
        }
        try problems.check()
        self.set = set
        self.audience = audience
        self.people = people
        self.role = audience == .role ? role : nil
        self.enrolsJoiners = audience == .role || (audience == .team && enrolsJoiners)
        self.goal = goal
        self.startsOn = start
        self.dueOn = dueOn
        self.repeatMonths = repeatMonths
        self.note = note
    }
}

/// The traits of an assignment that decide who may do what with it.
package struct AssignmentAccess: Sendable, Hashable {
    package let team: ID<Team>
    package let people: Set<ID<Person>>

    package init(team: ID<Team>, people: Set<ID<Person>>) {
        self.team = team
        self.people = people
    }
}

extension Permission {
    /// What someone wants to do with one assignment.
    package enum AssignmentAction: Sendable, Hashable, CaseIterable {
        case see
        /// How far each person is, by name.
        case seePeople
        case change
    }

    /// An assignment is its team's managers'; performers of the team see totals, and everybody their own turn.
    package static func allows(_ action: AssignmentAction, for actor: Actor, on given: AssignmentAccess) -> Bool {
        let manages = actor.isAdmin || actor.managedTeams.contains(given.team)
        switch action {
        case .see:
            let isPerformer = actor.person.role == .performer && actor.teams.contains(given.team)
            return manages || isPerformer || given.people.contains(actor.person.id)
        case .seePeople, .change: return manages
        }
    }

    /// 404 when the assignment is invisible, 403 when it is visible but `action` is not allowed (AZ-3).
    package static func require(_ action: AssignmentAction, for actor: Actor, on given: AssignmentAccess) throws {
        guard allows(.see, for: actor, on: given) else { throw Problem.notFound }
        guard allows(action, for: actor, on: given) else { throw Problem.forbidden() }
    }

    /// What one person played and was given: theirs, their managers', and admins'. Performers of their teams know that there
    /// is such a page and may not read it; for everybody else there is none.
    package static func requireActivity(of person: ID<Person>, in teams: Set<ID<Team>>, for actor: Actor) throws {
        guard person != actor.person.id, !actor.isAdmin, actor.managedTeams.isDisjoint(with: teams) else { return }
        let isNear = actor.person.role == .performer && !actor.teams.isDisjoint(with: teams)
        throw isNear ? Problem.forbidden() : Problem.notFound
    }
}
