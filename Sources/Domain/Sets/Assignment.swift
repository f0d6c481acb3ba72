/// A review set given to people, with a due date and the rung that counts as done.
package struct Assignment: Sendable, Hashable, Identified {
    package static let idPrefix = "assignment"

    /// To whom it was given.
    package enum Audience: String, Sendable, Hashable, Codable, CaseIterable {
        /// Certain people.
        case people
        /// The reps and performers of the team.
        case team
        /// Everyone of the team who gets this role from now on.
        case role
    }

    package let id: ID<Assignment>
    package let set: ID<ReviewSet>
    /// Whose managers look after it.
    package let team: ID<Team>
    package let giver: ID<Person>
    package let audience: Audience
    /// For the audience `role`.
    package let role: Role?
    /// Who joins the team later gets it too.
    package let enrolsJoiners: Bool
    package let goal: Rung
    package let threshold: Int
    /// On the calendar of each person.
    package let startsOn: Day
    package let dueOn: Day?
    /// Given again after so many months; nil for once.
    package let repeatMonths: Int?
    package let note: String
    /// No reminders and no new people from then on; what was done stays.
    package var closedAt: Instant?
    package let createdAt: Instant

    package init(
        id: ID<Assignment>, set: ID<ReviewSet>, team: ID<Team>, giver: ID<Person>, audience: Audience, role: Role?,
        enrolsJoiners: Bool, goal: Rung, threshold: Int, startsOn: Day, dueOn: Day?, repeatMonths: Int?, note: String,
        closedAt: Instant? = nil, createdAt: Instant
    ) {
        self.id = id
        self.set = set
        self.team = team
        self.giver = giver
        self.audience = audience
        self.role = role
        self.enrolsJoiners = enrolsJoiners
        self.goal = goal
        self.threshold = threshold
        self.startsOn = startsOn
        self.dueOn = dueOn
        self.repeatMonths = repeatMonths
        self.note = note
        self.closedAt = closedAt
        self.createdAt = createdAt
    }

    /// How many days people have for it; nil without a due date.
    package var days: Int64? { dueOn.map { $0.daysSince1970 - startsOn.daysSince1970 } }
}

/// One person's turn with an assignment; another one each time it is given again.
package struct AssignmentTurn: Sendable, Hashable, Identified {
    package static let idPrefix = "given"

    package let id: ID<AssignmentTurn>
    package let assignment: ID<Assignment>
    package let person: ID<Person>
    /// Counts from 1.
    package let round: Int
    package let startsOn: Day
    package let dueOn: Day?
    /// A later due date, and why.
    package var extendedTo: Day?
    package var extensionReason: String
    /// Why they need not do it; nil while they do.
    package var excuse: String?

    package init(
        id: ID<AssignmentTurn>, assignment: ID<Assignment>, person: ID<Person>, round: Int, startsOn: Day, dueOn: Day?,
        extendedTo: Day? = nil, extensionReason: String = "", excuse: String? = nil
    ) {
        self.id = id
        self.assignment = assignment
        self.person = person
        self.round = round
        self.startsOn = startsOn
        self.dueOn = dueOn
        self.extendedTo = extendedTo
        self.extensionReason = extensionReason
        self.excuse = excuse
    }

    /// The date that counts.
    package var due: Day? { extendedTo ?? dueOn }

    /// The turn after this one.
    package func next(_ id: ID<AssignmentTurn>, afterMonths months: Int) -> AssignmentTurn {
        let start = startsOn.advanced(byMonths: months)
        let days = dueOn.map { $0.daysSince1970 - startsOn.daysSince1970 }
        return AssignmentTurn(
            id: id, assignment: assignment, person: person, round: round + 1, startsOn: start,
            dueOn: days.map { start.advanced(byDays: $0) })
    }
}

/// Where somebody stands with an assignment.
package enum AssignmentState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Not begun; begun; done; done after its due date; not done and past it; not to be done; not yet its day.
    case waiting, begun, done, late, overdue, excused, planned

    /// - Parameter today: on the calendar of the person.
    package init(_ turn: AssignmentTurn, _ progress: SetProgress, doneOn: Day?, today: Day) {
        if turn.excuse != nil {
            self = .excused
        } else if let doneOn {
            self = turn.due.map { doneOn > $0 } ?? false ? .late : .done
        } else if today < turn.startsOn {
            self = .planned
        } else if turn.due.map({ today > $0 }) ?? false {
            self = .overdue
        } else {
            self = progress.isBegun ? .begun : .waiting
        }
    }

    /// Something is still to be done.
    package var isOpen: Bool { self == .waiting || self == .begun || self == .overdue }
}
