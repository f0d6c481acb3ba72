package import Database
package import Domain

/// Rows of `feedback_ask`, `feedback_turn` and `feedback_help`.
package struct FeedbackAskStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    // MARK: Asks

    package func insert(_ ask: FeedbackAsk) throws {
        try connection.run(
            """
            INSERT INTO feedback_ask (id, clip_id, asker_id, note, created_at, closed_at)
            VALUES (\(ask.id), \(ask.clip), \(ask.asker), \(ask.note), \(ask.createdAt), \(ask.closedAt))
            """)
    }

    package func find(_ id: ID<FeedbackAsk>) throws -> FeedbackAsk? {
        try connection.row("SELECT \(Self.columns) FROM feedback_ask WHERE feedback_ask.id = \(id)").map(Self.ask)
    }

    /// The one that is open; there is at most one.
    package func open(of clip: ID<Clip>) throws -> FeedbackAsk? {
        try connection.row(
            "SELECT \(Self.columns) FROM feedback_ask WHERE feedback_ask.clip_id = \(clip) AND closed_at IS NULL"
        ).map(Self.ask)
    }

    /// Nobody is waited for any more.
    package func close(_ id: ID<FeedbackAsk>, at now: Instant) throws {
        try connection.run(
            """
            UPDATE feedback_turn SET state = 'released', ended_at = \(now)
            WHERE ask_id = \(id) AND state = 'waiting'
            """)
        try connection.run("UPDATE feedback_ask SET closed_at = \(now) WHERE id = \(id)")
    }

    // MARK: Turns

    package func insert(_ turn: FeedbackTurn) throws {
        try connection.run(
            """
            INSERT INTO feedback_turn (id, ask_id, person_id, why, state, reason, routed_at, snoozed_until, ended_at)
            VALUES (\(turn.id), \(turn.ask), \(turn.person), \(turn.why), \(turn.state), \(turn.reason), \(turn.routedAt),
                \(turn.snoozedUntil), \(turn.endedAt))
            """)
    }

    /// This person's, as far as it waits.
    package func waiting(_ id: ID<FeedbackTurn>, of person: ID<Person>) throws -> FeedbackTurn? {
        try connection.row(
            """
            SELECT \(Self.turnColumns) FROM feedback_turn
            WHERE feedback_turn.id = \(id) AND feedback_turn.person_id = \(person) AND feedback_turn.state = 'waiting'
            """
        ).map(Self.turn)
    }

    /// In the order of routing.
    package func turns(of ask: ID<FeedbackAsk>) throws -> [FeedbackTurn] {
        try connection.rows(
            """
            SELECT \(Self.turnColumns) FROM feedback_turn
            WHERE feedback_turn.ask_id = \(ask)
            ORDER BY feedback_turn.routed_at, feedback_turn.id
            """
        ).map(Self.turn)
    }

    /// What waits for a person, oldest first.
    package func waiting(for person: ID<Person>, limit: Int) throws -> [(turn: FeedbackTurn, ask: FeedbackAsk)] {
        let turns = try connection.rows(
            """
            SELECT \(Self.turnColumns) FROM feedback_turn
            WHERE feedback_turn.person_id = \(person) AND feedback_turn.state = 'waiting'
            ORDER BY feedback_turn.routed_at, feedback_turn.id
            LIMIT \(limit)
            """
        ).map(Self.turn)
        let asks = try connection.rows(
            "SELECT \(Self.columns) FROM feedback_ask WHERE feedback_ask.id IN (\(list: turns.map(\.ask)))"
        ).map(Self.ask)
        let byID = Dictionary(asks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return turns.compactMap { turn in byID[turn.ask].map { (turn, $0) } }
    }

    /// How much waits for a person that was not put off.
    package func countWaiting(for person: ID<Person>, at now: Instant) throws -> Int {
        try connection.count(
            """
            SELECT COUNT(*) FROM feedback_turn
            WHERE person_id = \(person) AND state = 'waiting' AND COALESCE(snoozed_until, 0) <= \(now)
            """)
    }

    package func end(_ id: ID<FeedbackTurn>, as state: FeedbackTurn.State, reason: String = "", at now: Instant) throws
    {
        try connection.run(
            "UPDATE feedback_turn SET state = \(state), reason = \(reason), ended_at = \(now) WHERE id = \(id)")
    }

    package func snooze(_ id: ID<FeedbackTurn>, until: Instant?) throws {
        try connection.run("UPDATE feedback_turn SET snoozed_until = \(until) WHERE id = \(id)")
    }

    /// How often each of `people` was asked since `start`.
    package func turnCounts(since start: Instant, among people: [ID<Person>]) throws -> [ID<Person>: Int] {
        try connection.rows(
            """
            SELECT person_id, COUNT(*) AS number FROM feedback_turn
            WHERE routed_at > \(start) AND person_id IN (\(list: people))
            GROUP BY person_id
            """
        ).reduce(into: [:]) { $0[try $1.id("person_id")] = try $1.int("number") }
    }

    // MARK: Help

    /// Those who said something about it; everyone else helps as usual.
    package func help(among people: [ID<Person>]) throws -> [ID<Person>: FeedbackHelp] {
        try connection.rows(
            """
            SELECT person_id, per_week, is_available, away_until, terms, note FROM feedback_help
            WHERE person_id IN (\(list: people))
            """
        ).reduce(into: [:]) { $0[try $1.id("person_id")] = try Self.help($1) }
    }

    /// Everyone who offered to help with one of these.
    package func helpers(with terms: [ID<Term>]) throws -> [ID<Person>] {
        let wanted = Set(terms.map(\.text))
        return try connection.rows(
            "SELECT person_id, terms FROM feedback_help WHERE is_available AND terms <> '' ORDER BY person_id"
        ).compactMap { row in
            let offered = try row.text("terms").split(separator: " ").map(String.init)
            return wanted.isDisjoint(with: offered) ? nil : try row.id("person_id")
        }
    }

    package func setHelp(_ help: FeedbackHelp, of person: ID<Person>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO feedback_help (person_id, per_week, is_available, away_until, terms, note, updated_at)
            VALUES (\(person), \(help.perWeek), \(help.isAvailable), \(help.awayUntil),
                \(help.terms.map(\.text).joined(separator: " ")), \(help.note), \(now))
            ON CONFLICT (person_id) DO UPDATE
            SET per_week = excluded.per_week, is_available = excluded.is_available, away_until = excluded.away_until,
                terms = excluded.terms, note = excluded.note, updated_at = excluded.updated_at
            """)
    }

    // MARK: Rows

    private static let columns: SQL = """
        feedback_ask.id, feedback_ask.clip_id, feedback_ask.asker_id, feedback_ask.note, feedback_ask.created_at,
        feedback_ask.closed_at
        """

    private static let turnColumns: SQL = """
        feedback_turn.id, feedback_turn.ask_id, feedback_turn.person_id, feedback_turn.why, feedback_turn.state,
        feedback_turn.reason, feedback_turn.routed_at, feedback_turn.snoozed_until, feedback_turn.ended_at
        """

    private static func ask(_ row: Row) throws -> FeedbackAsk {
        FeedbackAsk(
            id: try row.id("id"), clip: try row.id("clip_id"), asker: try row.id("asker_id"),
            note: try row.text("note"), createdAt: try row.instant("created_at"),
            closedAt: try row.instantOrNil("closed_at"))
    }

    private static func turn(_ row: Row) throws -> FeedbackTurn {
        FeedbackTurn(
            id: try row.id("id"), ask: try row.id("ask_id"), person: try row.id("person_id"),
            why: try row.value("why"), state: try row.value("state"), reason: try row.text("reason"),
            routedAt: try row.instant("routed_at"), snoozedUntil: try row.instantOrNil("snoozed_until"),
            endedAt: try row.instantOrNil("ended_at"))
    }

    private static func help(_ row: Row) throws -> FeedbackHelp {
        FeedbackHelp(
            stored: try row.int("per_week"), isAvailable: try row.flag("is_available"),
            awayUntil: try row.dayOrNil("away_until"),
            terms: try row.text("terms").split(separator: " ").map { ID(String($0)) }, note: try row.text("note"))
    }
}
