package import Database
package import Domain

/// Rows of `showing`: what was put before whom, until it is graded.
package struct ShowingStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// - Throws: `Problem.conflict` `already_asked` when another one of this person is open.
    package func insert(_ showing: Showing) throws {
        try mapped { try write(showing) }
    }

    private func write(_ showing: Showing) throws {
        try connection.run(
            """
            INSERT INTO showing (id, person_id, cue_id, cue_version, epoch, occasion, line, moment_id, clip_id, start_ms,
                end_ms, shown_at, day, chance, parameters_id)
            VALUES (\(showing.id), \(showing.person), \(showing.cue), \(showing.cueVersion), \(showing.epoch),
                \(showing.occasion), \(showing.line), \(showing.moment?.id), \(showing.moment?.clip),
                \(showing.moment?.startMilliseconds), \(showing.moment?.endMilliseconds), \(showing.shownAt),
                \(showing.day), \(showing.chance), \(showing.parameters))
            """)
    }

    /// Only their own: somebody else's is not there.
    package func find(_ id: ID<Showing>, of person: ID<Person>) throws -> Showing? {
        try connection.row(
            "SELECT \(Self.columns) FROM showing WHERE id = \(id) AND person_id = \(person)"
        ).map(Self.showing)
    }

    package func open(of person: ID<Person>) throws -> Showing? {
        try connection.row(
            "SELECT \(Self.columns) FROM showing WHERE person_id = \(person) AND settled_at IS NULL"
        ).map(Self.showing)
    }

    /// Latest last.
    package func list(of person: ID<Person>, on day: Day) throws -> [Showing] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM showing
            WHERE person_id = \(person) AND day = \(day)
            ORDER BY shown_at, id
            """
        ).map(Self.showing)
    }

    /// False when it was answered before: the first answer counts.
    package func setAnswer(_ answer: Showing.Answer, of id: ID<Showing>) throws -> Bool {
        try connection.run(
            """
            UPDATE showing
            SET answer = \(answer.text), gave_up = \(answer.gaveUp), answered_at = \(answer.at),
                latency_ms = \(answer.latencyMilliseconds)
            WHERE id = \(id) AND answered_at IS NULL AND settled_at IS NULL
            """) == 1
    }

    /// False when it was settled before.
    package func settle(_ id: ID<Showing>, at now: Instant) throws -> Bool {
        try connection.run("UPDATE showing SET settled_at = \(now) WHERE id = \(id) AND settled_at IS NULL") == 1
    }

    private static let columns: SQL = """
        id, person_id, cue_id, cue_version, epoch, occasion, line, moment_id, clip_id, start_ms, end_ms, shown_at, day,
        chance, parameters_id, answer, gave_up, answered_at, latency_ms, settled_at
        """

    private static func showing(_ row: Row) throws -> Showing {
        var showing = Showing(
            id: try row.id("id"), person: try row.id("person_id"), cue: try row.id("cue_id"),
            cueVersion: try row.int("cue_version"), epoch: try row.int("epoch"), occasion: try row.value("occasion"),
            line: try row.text("line"), moment: try moment(row), shownAt: try row.instant("shown_at"),
            day: try row.day("day"), chance: try row.realOrNil("chance"), parameters: try row.id("parameters_id"))
        if let at = try row.instantOrNil("answered_at") {
            showing.answer = Showing.Answer(
                text: try row.text("answer"), gaveUp: try row.flag("gave_up"), at: at,
                latencyMilliseconds: try row.int("latency_ms"))
        }
        showing.settledAt = try row.instantOrNil("settled_at")
        return showing
    }

    private static func moment(_ row: Row) throws -> CueMoment? {
        guard let id: ID<CueMoment> = try row.idOrNil("moment_id") else { return nil }
        return CueMoment(
            id: id, clip: try row.id("clip_id"), startMilliseconds: try row.int("start_ms"),
            endMilliseconds: try row.intOrNil("end_ms"))
    }
}
