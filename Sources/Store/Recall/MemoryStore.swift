package import Database
package import Domain

/// Rows of `memory`: who has which cue in their schedule, and what replaying the log says about it.
package struct MemoryStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Enters a cue into a schedule, or brings it back there: what is known stays known. False when it was there.
    package func enter(
        _ cue: ID<Cue>, for person: ID<Person>, source: MemorySource, dueOn day: Day, at now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            INSERT INTO memory (person_id, cue_id, entered_at, source, left_at, due_on, answers, lapses, parameters_id,
                updated_at)
            VALUES (\(person), \(cue), \(now), \(source), NULL, \(day), 0, 0, \(MemoryVector.standard), \(now))
            ON CONFLICT (person_id, cue_id) DO UPDATE
            SET left_at = NULL, source = excluded.source, updated_at = excluded.updated_at
            WHERE memory.left_at IS NOT NULL
            """) == 1
    }

    /// Another retention than the cue's for one person, or the cue's again; moves dues with the next replay.
    package func setRetention(
        _ retention: Double?, of person: ID<Person>, _ cue: ID<Cue>, at now: Instant
    ) throws {
        try connection.run(
            """
            UPDATE memory SET retention = \(retention), updated_at = \(now)
            WHERE person_id = \(person) AND cue_id = \(cue)
            """)
    }

    /// False when it was not in the schedule.
    package func leave(_ cue: ID<Cue>, for person: ID<Person>, at now: Instant) throws -> Bool {
        try connection.run(
            """
            UPDATE memory SET left_at = \(now), updated_at = \(now)
            WHERE person_id = \(person) AND cue_id = \(cue) AND left_at IS NULL
            """) == 1
    }

    package func find(_ person: ID<Person>, _ cue: ID<Cue>) throws -> Memory? {
        try connection.row(
            "SELECT \(Self.columns) FROM memory WHERE person_id = \(person) AND cue_id = \(cue)"
        ).map(Self.memory)
    }

    /// What replaying the log gave.
    package func setKnown(
        _ known: Memory.Known?, dueOn day: Day, of person: ID<Person>, _ cue: ID<Cue>, at now: Instant
    ) throws {
        try connection.run(
            """
            UPDATE memory
            SET stability = \(known?.stability), difficulty = \(known?.difficulty), last_day = \(known?.lastDay),
                answers = \(known?.answers ?? 0), lapses = \(known?.lapses ?? 0),
                parameters_id = \(known?.parameters ?? MemoryVector.standard), due_on = \(day),
                updated_at = \(now)
            WHERE person_id = \(person) AND cue_id = \(cue)
            """)
    }

    /// Everything in a person's schedule whose cue is still asked, the earliest due first, and what each is about.
    package func entries(of person: ID<Person>) throws -> [(memory: Memory, objection: ID<Term>?)] {
        try connection.rows(
            """
            SELECT \(Self.columns), cue.objection_id FROM memory
            JOIN cue ON cue.id = memory.cue_id
            WHERE memory.person_id = \(person) AND memory.left_at IS NULL AND cue.state = 'active'
            ORDER BY memory.due_on, memory.entered_at, memory.cue_id
            """
        ).map { (try Self.memory($0), try $0.idOrNil("objection_id")) }
    }

    package func list(of person: ID<Person>) throws -> [Memory] {
        try entries(of: person).map(\.memory)
    }

    /// Those who have this cue in their schedule.
    package func list(of cue: ID<Cue>) throws -> [Memory] {
        try connection.rows(
            "SELECT \(Self.columns) FROM memory WHERE memory.cue_id = \(cue) ORDER BY memory.person_id"
        ).map(Self.memory)
    }

    /// Every memory there is, of all or of one, in one order.
    package func all(of person: ID<Person>? = nil) throws -> [Memory] {
        let isTheirs: SQL = person.map { "memory.person_id = \($0)" } ?? "TRUE"
        return try connection.rows(
            "SELECT \(Self.columns) FROM memory WHERE \(isTheirs) ORDER BY memory.person_id, memory.cue_id"
        ).map(Self.memory)
    }

    /// Everybody who has anything in their schedule.
    package func people() throws -> [ID<Person>] {
        try connection.rows("SELECT DISTINCT person_id FROM memory ORDER BY person_id").map { try $0.id("person_id") }
    }

    /// How many cues of a person are due on each day of a range.
    package func load(of person: ID<Person>, from first: Day, to last: Day) throws -> [Day: Int] {
        try connection.rows(
            """
            SELECT memory.due_on, COUNT(*) AS number FROM memory
            JOIN cue ON cue.id = memory.cue_id
            WHERE memory.person_id = \(person) AND memory.due_on BETWEEN \(first) AND \(last)
                AND memory.left_at IS NULL AND cue.state = 'active'
            GROUP BY memory.due_on
            """
        ).reduce(into: [:]) { $0[try $1.day("due_on")] = try $1.int("number") }
    }

    /// What a team's grid needs of one memory.
    package struct Cell: Sendable {
        package let person: ID<Person>
        package let cue: ID<Cue>
        package let objection: ID<Term>?
        package let stability: Double?
        package let lastDay: Day?
    }

    /// Everything in the schedules of `people` whose cue is still asked; nil for everybody.
    package func cells(of people: [ID<Person>]?) throws -> [Cell] {
        let isTheirs: SQL = people.map { "memory.person_id IN (\(list: $0))" } ?? "TRUE"
        return try connection.rows(
            """
            SELECT memory.person_id, memory.cue_id, cue.objection_id, memory.stability, memory.last_day FROM memory
            JOIN cue ON cue.id = memory.cue_id
            WHERE \(isTheirs) AND memory.left_at IS NULL AND cue.state = 'active'
            """
        ).map { row in
            Cell(
                person: try row.id("person_id"), cue: try row.id("cue_id"), objection: try row.idOrNil("objection_id"),
                stability: try row.realOrNil("stability"), lastDay: try row.dayOrNil("last_day"))
        }
    }

    /// Whose memory changed at or after an instant.
    package func peopleChanged(since start: Instant) throws -> [ID<Person>] {
        // Not DISTINCT: SQLite would walk through everybody's memory in the order of people instead of the few that changed.
        let rows = try connection.rows("SELECT person_id FROM memory WHERE updated_at >= \(start)")
        return Array(Set(try rows.map { try $0.id("person_id") }))
    }

    private static let columns: SQL = """
        memory.person_id, memory.cue_id, memory.entered_at, memory.source, memory.left_at, memory.retention, memory.due_on,
        memory.stability, memory.difficulty, memory.last_day, memory.answers, memory.lapses, memory.parameters_id
        """

    private static func memory(_ row: Row) throws -> Memory {
        var memory = Memory(
            person: try row.id("person_id"), cue: try row.id("cue_id"), enteredAt: try row.instant("entered_at"),
            source: try row.value("source"), leftAt: try row.instantOrNil("left_at"),
            retention: try row.realOrNil("retention"), dueOn: try row.day("due_on"))
        if let stability = try row.realOrNil("stability") {
            memory.known = Memory.Known(
                stability: stability, difficulty: try row.real("difficulty"), lastDay: try row.day("last_day"),
                answers: try row.int("answers"), lapses: try row.int("lapses"),
                parameters: try row.id("parameters_id"))
        }
        return memory
    }
}
