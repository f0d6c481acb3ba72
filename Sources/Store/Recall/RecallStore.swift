package import Database
package import Domain

/// Rows of `recall`: the log that is the truth. Lines are added, never changed: the database refuses it.
package struct RecallStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func append(_ record: RecallRecord) throws {
        try connection.run(
            """
            INSERT INTO recall (id, person_id, cue_id, cue_version, epoch, occasion, line, clip_id, answered_at, day,
                latency_ms, answer, gave_up, ticked, is_assisted, grade, source, rater_id, chance, model, parameters_id,
                slack, corrects_id, created_at)
            VALUES (\(record.id), \(record.person), \(record.cue), \(record.cueVersion), \(record.epoch),
                \(record.occasion), \(record.line), \(record.clip), \(record.answeredAt), \(record.day),
                \(record.latencyMilliseconds), \(record.answer), \(record.gaveUp), \(try JSONText.write(record.ticked)),
                \(record.isAssisted), \(record.grade), \(record.source), \(record.rater), \(record.chance),
                \(record.model), \(record.parameters), \(record.slack), \(record.corrects), \(record.createdAt))
            """)
    }

    /// Only their own: somebody else's is not there.
    package func find(_ id: ID<RecallRecord>, of person: ID<Person>) throws -> RecallRecord? {
        try connection.row("SELECT \(Self.columns) FROM recall WHERE id = \(id) AND person_id = \(person)")
            .map(Self.record)
    }

    /// Everything about one memory, in the order a replay needs.
    package func history(of person: ID<Person>, _ cue: ID<Cue>) throws -> [RecallRecord] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM recall
            WHERE person_id = \(person) AND cue_id = \(cue)
            ORDER BY answered_at, created_at, id
            """
        ).map(Self.record)
    }

    /// What a replay needs of one line: nothing of what people said.
    package struct Trace: Sendable {
        package let id: ID<RecallRecord>
        package let person: ID<Person>
        package let cue: ID<Cue>
        package let epoch: Int
        package let occasion: RecallOccasion
        package let day: Day
        package let isAssisted: Bool
        package let grade: RecallGrade?
        package let chance: Double?
        package let slack: Double
        package let corrects: ID<RecallRecord>?
        package let answeredAt: Instant
    }

    /// The whole log, memory by memory, each in the order a replay needs.
    package func traces(of person: ID<Person>? = nil, _ body: (Trace) throws -> Void) throws {
        let isTheirs: SQL = person.map { "person_id = \($0)" } ?? "TRUE"
        for row in try connection.rows(
            """
            SELECT id, person_id, cue_id, epoch, occasion, day, is_assisted, grade, chance, slack, corrects_id, answered_at
            FROM recall
            WHERE \(isTheirs)
            ORDER BY person_id, cue_id, answered_at, created_at, id
            """)
        {
            try body(
                Trace(
                    id: try row.id("id"), person: try row.id("person_id"), cue: try row.id("cue_id"),
                    epoch: try row.int("epoch"), occasion: try row.value("occasion"), day: try row.day("day"),
                    isAssisted: try row.flag("is_assisted"), grade: try row.valueOrNil("grade"),
                    chance: try row.realOrNil("chance"), slack: try row.real("slack"),
                    corrects: try row.idOrNil("corrects_id"), answeredAt: try row.instant("answered_at")))
        }
    }

    /// Answers of one day, earliest first; corrections are none.
    package func answers(of person: ID<Person>, on day: Day) throws -> [RecallRecord] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM recall
            WHERE person_id = \(person) AND day = \(day) AND corrects_id IS NULL
            ORDER BY answered_at, id
            """
        ).map(Self.record)
    }

    /// Latest first.
    package func recent(of person: ID<Person>, limit: Int) throws -> [RecallRecord] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM recall
            WHERE person_id = \(person)
            ORDER BY day DESC, answered_at DESC, id DESC
            LIMIT \(limit)
            """
        ).map(Self.record)
    }

    /// How long this person took for their latest answers, in milliseconds.
    package func latencies(of person: ID<Person>, limit: Int) throws -> [Int] {
        try connection.rows(
            """
            SELECT latency_ms FROM recall
            WHERE person_id = \(person) AND corrects_id IS NULL AND NOT gave_up AND grade IS NOT NULL
            ORDER BY day DESC, answered_at DESC
            LIMIT \(limit)
            """
        ).map { try $0.int("latency_ms") }
    }

    /// How many answers everybody gave from `day` on, by their own calendars.
    package func count(since day: Day) throws -> Int {
        try connection.row("SELECT COUNT(*) AS number FROM recall WHERE day >= \(day) AND corrects_id IS NULL")?
            .int("number") ?? 0
    }

    /// How many answers there were from `day` on.
    package func count(of person: ID<Person>, since day: Day) throws -> Int {
        try connection.row(
            """
            SELECT COUNT(*) AS number FROM recall
            WHERE person_id = \(person) AND day >= \(day) AND corrects_id IS NULL
            """
        )?.int("number") ?? 0
    }

    private static let columns: SQL = """
        id, person_id, cue_id, cue_version, epoch, occasion, line, clip_id, answered_at, day, latency_ms, answer, gave_up,
        ticked, is_assisted, grade, source, rater_id, chance, model, parameters_id, slack, corrects_id, created_at
        """

    private static func record(_ row: Row) throws -> RecallRecord {
        RecallRecord(
            id: try row.id("id"), person: try row.id("person_id"), cue: try row.id("cue_id"),
            cueVersion: try row.int("cue_version"), epoch: try row.int("epoch"), occasion: try row.value("occasion"),
            line: try row.text("line"), clip: try row.idOrNil("clip_id"), answeredAt: try row.instant("answered_at"),
            day: try row.day("day"), latencyMilliseconds: try row.int("latency_ms"), answer: try row.text("answer"),
            gaveUp: try row.flag("gave_up"), ticked: try JSONText.read(try row.text("ticked")),
            isAssisted: try row.flag("is_assisted"), grade: try row.valueOrNil("grade"),
            source: try row.value("source"), rater: try row.id("rater_id"), chance: try row.realOrNil("chance"),
            model: try row.text("model"), parameters: try row.id("parameters_id"), slack: try row.real("slack"),
            corrects: try row.idOrNil("corrects_id"), createdAt: try row.instant("created_at"))
    }
}
