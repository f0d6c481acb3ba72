import Domain
import Services

/// An assignment as one person may see it.
struct AssignmentJSON: Encodable {
    struct Turn: Encodable {
        let person: ID<Person>
        let name: String
        let round: Int
        let state: AssignmentState
        let startsOn: Day
        let dueOn: Day?
        let extensionReason: String?
        let excuse: String?
        let count: Int
        let done: Int
        let doneAt: Instant?
        let rung: Rung

        init(_ turn: AssignmentShown.Turn) {
            person = turn.turn.person
            name = turn.name
            round = turn.turn.round
            state = turn.state
            startsOn = turn.turn.startsOn
            dueOn = turn.turn.due
            extensionReason = turn.turn.extendedTo == nil ? nil : turn.turn.extensionReason
            excuse = turn.turn.excuse
            count = turn.progress.count
            done = turn.progress.done
            doneAt = turn.progress.doneAt
            rung = turn.progress.rung
        }

        static let schema = Schema.object(
            "AssignmentTurn",
            [
                .init("person", .id), .init("name", .text), .init("round", .integer),
                .init("state", .choice(AssignmentState.self)), .init("starts_on", .day), .optional("due_on", .day),
                .optional("extension_reason", .text), .optional("excuse", .text), .init("count", .integer),
                .init("done", .integer), .optional("done_at", .time), .init("rung", .choice(Rung.self)),
            ])
    }

    struct Total: Encodable {
        let state: AssignmentState
        let people: Int

        static let schema = Schema.object(
            "AssignmentTotal", [.init("state", .choice(AssignmentState.self)), .init("people", .integer)])
    }

    let id: ID<Assignment>
    let set: ID<ReviewSet>
    let title: String
    let team: ID<Team>
    let givenBy: String
    let audience: Assignment.Audience
    let role: Role?
    let enrolsJoiners: Bool
    let goal: Rung
    let threshold: Int
    let startsOn: Day
    let dueOn: Day?
    let repeatMonths: Int?
    let note: String
    let people: Int
    let totals: [Total]
    /// Everybody's for managers, newest round last; else one's own.
    let turns: [Turn]
    let closedAt: Instant?
    let createdAt: Instant

    init(_ shown: AssignmentShown) {
        let given = shown.given
        id = given.id
        set = given.set
        title = shown.set.content.title
        team = given.team
        givenBy = shown.giverName
        audience = given.audience
        role = given.role
        enrolsJoiners = given.enrolsJoiners
        goal = given.goal
        threshold = given.threshold
        startsOn = given.startsOn
        dueOn = given.dueOn
        repeatMonths = given.repeatMonths
        note = given.note
        people = shown.people
        totals = AssignmentState.allCases.compactMap { state in
            shown.totals[state].map { Total(state: state, people: $0) }
        }
        turns = shown.turns.map(Turn.init)
        closedAt = given.closedAt
        createdAt = given.createdAt
    }

    static let schema = Schema.object(
        "Assignment",
        [
            .init("id", .id), .init("set", .id), .init("title", .text), .init("team", .id), .init("given_by", .text),
            .init("audience", .choice(Assignment.Audience.self)), .optional("role", .choice(Role.self)),
            .init("enrols_joiners", .boolean), .init("goal", .choice(Rung.self)), .init("threshold", .integer),
            .init("starts_on", .day), .optional("due_on", .day), .optional("repeat_months", .integer),
            .init("note", .text), .init("people", .integer), .init("totals", .list(Total.schema)),
            .init("turns", .list(Turn.schema)), .optional("closed_at", .time), .init("created_at", .time),
        ])
}

/// What one person was given and played, and who looked.
struct ActivityJSON: Encodable {
    struct Watched: Encodable {
        let clip: ID<Clip>
        let title: String
        let percent: Int
        let openedAt: Instant
        let reportedAt: Instant

        static let schema = Schema.object(
            "WatchedClip",
            [
                .init("clip", .id), .init("title", .text), .init("percent", .integer), .init("opened_at", .time),
                .init("reported_at", .time),
            ])
    }

    struct Look: Encodable {
        let by: String
        let at: Instant

        static let schema = Schema.object("ActivityLook", [.init("by", .text), .init("at", .time)])
    }

    let person: ID<Person>
    let name: String
    let assignments: [AssignmentJSON]
    let watched: [Watched]
    let looks: [Look]

    init(_ activity: PersonActivity) {
        person = activity.person.id
        name = activity.person.name
        assignments = activity.assignments.map(AssignmentJSON.init)
        watched = activity.watched.map { clip, total in
            Watched(
                clip: clip.id, title: clip.details.title,
                percent: total.percent(of: clip.media.durationMilliseconds ?? 0), openedAt: total.openedAt,
                reportedAt: total.reportedAt)
        }
        looks = activity.looks.map { Look(by: $0.name, at: $0.at) }
    }

    static let schema = Schema.object(
        "PersonActivity",
        [
            .init("person", .id), .init("name", .text), .init("assignments", .list(AssignmentJSON.schema)),
            .init("watched", .list(Watched.schema)), .init("looks", .list(Look.schema)),
        ])
}
