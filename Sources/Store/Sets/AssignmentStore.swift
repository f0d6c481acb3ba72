package import Database
package import Domain

/// Rows of `assignment`.
package struct AssignmentStore {
    let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// - Parameter known: who had the role already and does not get it for being new.
    package func insert(_ given: Assignment, known: [ID<Person>]) throws {
        try connection.run(
            """
            INSERT INTO assignment (id, set_id, team_id, giver_id, audience, role, enrols_joiners, known_people, goal,
                threshold, starts_on, due_on, repeat_months, note, closed_at, created_at)
            VALUES (\(given.id), \(given.set), \(given.team), \(given.giver), \(given.audience), \(given.role),
                \(given.enrolsJoiners), \(known.map(\.text).joined(separator: " ")), \(given.goal), \(given.threshold),
                \(given.startsOn), \(given.dueOn), \(given.repeatMonths), \(given.note), \(given.closedAt),
                \(given.createdAt))
            """)
    }

    package func find(_ id: ID<Assignment>) throws -> Assignment? {
        try connection.row("SELECT \(Self.columns) FROM assignment WHERE id = \(id)").map(Self.assignment)
    }

    package func find(ids: [ID<Assignment>]) throws -> [ID<Assignment>: Assignment] {
        let found = try connection.rows("SELECT \(Self.columns) FROM assignment WHERE id IN (\(list: ids))")
            .map(Self.assignment)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Who had the role when it was given.
    package func known(of id: ID<Assignment>) throws -> Set<ID<Person>> {
        let text = try connection.row("SELECT known_people FROM assignment WHERE id = \(id)")?.text("known_people")
        return Set((text ?? "").split(separator: " ").map { ID(String($0)) })
    }

    /// Those whose managers or performers this person is one of, latest first; everybody's for an admin.
    package func list(visibleTo actor: Actor, set: ID<ReviewSet>? = nil, limit: Int) throws -> [Assignment] {
        var parts: [SQL] = ["TRUE"]
        if !actor.isAdmin { parts.append("team_id IN (\(list: actor.teams))") }
        if let set { parts.append("set_id = \(set)") }
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM assignment
            WHERE \(SQL.joined(parts, separator: " AND "))
            ORDER BY created_at DESC, id DESC
            LIMIT \(limit)
            """
        ).map(Self.assignment)
    }

    /// Every one that is not closed.
    package func open() throws -> [Assignment] {
        try connection.rows(
            "SELECT \(Self.columns) FROM assignment WHERE closed_at IS NULL ORDER BY created_at, id"
        ).map(Self.assignment)
    }

    /// Everybody who was given something that is not closed.
    package func peopleWithOpen() throws -> [ID<Person>] {
        try connection.rows(
            """
            SELECT DISTINCT assignment_person.person_id FROM assignment_person
            JOIN assignment ON assignment.id = assignment_person.assignment_id
            WHERE assignment.closed_at IS NULL
            ORDER BY assignment_person.person_id
            """
        ).map { try $0.id("person_id") }
    }

    package func close(_ id: ID<Assignment>, at now: Instant) throws {
        try connection.run("UPDATE assignment SET closed_at = \(now) WHERE id = \(id)")
    }

    // MARK: Turns

    /// - Returns: false when this person has this round already.
    @discardableResult
    package func insert(_ turn: AssignmentTurn, at now: Instant) throws -> Bool {
        try connection.run(
            """
            INSERT INTO assignment_person (id, assignment_id, person_id, round, starts_on, due_on, extended_to,
                extension_reason, excuse, given_at)
            VALUES (\(turn.id), \(turn.assignment), \(turn.person), \(turn.round), \(turn.startsOn), \(turn.dueOn),
                \(turn.extendedTo), \(turn.extensionReason), \(turn.excuse), \(now))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// What was extended or excused.
    package func update(_ turn: AssignmentTurn) throws {
        try connection.run(
            """
            UPDATE assignment_person
            SET extended_to = \(turn.extendedTo), extension_reason = \(turn.extensionReason), excuse = \(turn.excuse)
            WHERE id = \(turn.id)
            """)
    }

    /// In the order of people and rounds.
    package func turns(of ids: [ID<Assignment>]) throws -> [ID<Assignment>: [AssignmentTurn]] {
        try connection.rows(
            """
            SELECT \(Self.turnColumns) FROM assignment_person
            WHERE assignment_id IN (\(list: ids))
            ORDER BY assignment_id, person_id, round
            """
        ).reduce(into: [:]) { turns, row in
            turns[try row.id("assignment_id"), default: []].append(try Self.turn(row))
        }
    }

    /// Everything this person was given, latest start first.
    package func turns(of person: ID<Person>) throws -> [AssignmentTurn] {
        try connection.rows(
            """
            SELECT \(Self.turnColumns) FROM assignment_person
            WHERE person_id = \(person)
            ORDER BY starts_on DESC, id DESC
            LIMIT 500
            """
        ).map(Self.turn)
    }

    /// Whether this person was given this set.
    package func isGiven(_ set: ID<ReviewSet>, to person: ID<Person>) throws -> Bool {
        try connection.row(
            """
            SELECT assignment_person.id FROM assignment_person
            JOIN assignment ON assignment.id = assignment_person.assignment_id
            WHERE assignment_person.person_id = \(person) AND assignment.set_id = \(set)
            LIMIT 1
            """) != nil
    }

    private static let columns: SQL = """
        id, set_id, team_id, giver_id, audience, role, enrols_joiners, goal, threshold, starts_on, due_on,
        repeat_months, note, closed_at, created_at
        """

    private static let turnColumns: SQL = """
        id, assignment_id, person_id, round, starts_on, due_on, extended_to, extension_reason, excuse
        """

    private static func assignment(_ row: Row) throws -> Assignment {
        Assignment(
            id: try row.id("id"), set: try row.id("set_id"), team: try row.id("team_id"), giver: try row.id("giver_id"),
            audience: try row.value("audience"), role: try row.valueOrNil("role"),
            enrolsJoiners: try row.flag("enrols_joiners"), goal: try row.value("goal"),
            threshold: try row.int("threshold"), startsOn: try row.day("starts_on"), dueOn: try row.dayOrNil("due_on"),
            repeatMonths: try row.intOrNil("repeat_months"), note: try row.text("note"),
            closedAt: try row.instantOrNil("closed_at"), createdAt: try row.instant("created_at"))
    }

    private static func turn(_ row: Row) throws -> AssignmentTurn {
        AssignmentTurn(
            id: try row.id("id"), assignment: try row.id("assignment_id"), person: try row.id("person_id"),
            round: try row.int("round"), startsOn: try row.day("starts_on"), dueOn: try row.dayOrNil("due_on"),
            extendedTo: try row.dayOrNil("extended_to"), extensionReason: try row.text("extension_reason"),
            excuse: try row.textOrNil("excuse"))
    }
}
