import Database
package import Domain

/// Who asks, who was asked, what was answered, and what happened.
extension RequestStore {
    // MARK: Askers

    /// In the order of asking.
    package func askers(of ids: [ID<RecordingRequest>]) throws -> [ID<RecordingRequest>: [RequestAsker]] {
        try connection.rows(
            """
            SELECT request_id, person_id, note, asked_at, verdict FROM request_asker
            WHERE request_id IN (\(list: ids))
            ORDER BY request_id, asked_at, person_id
            """
        ).reduce(into: [:]) { askers, row in
            askers[try row.id("request_id"), default: []].append(
                RequestAsker(
                    person: try row.id("person_id"), note: try row.text("note"), askedAt: try row.instant("asked_at"),
                    verdict: try row.valueOrNil("verdict")))
        }
    }

    /// Asking twice is asking once; the newer note stays.
    package func addAsker(_ asker: RequestAsker, to id: ID<RecordingRequest>) throws {
        try connection.run(
            """
            INSERT INTO request_asker (request_id, person_id, note, asked_at, verdict)
            VALUES (\(id), \(asker.person), \(asker.note), \(asker.askedAt), \(asker.verdict))
            ON CONFLICT (request_id, person_id) DO UPDATE SET note = excluded.note
            """)
    }

    package func removeAsker(_ person: ID<Person>, from id: ID<RecordingRequest>) throws {
        try connection.run("DELETE FROM request_asker WHERE request_id = \(id) AND person_id = \(person)")
    }

    package func setVerdict(
        _ verdict: RequestVerdict?, of person: ID<Person>, on id: ID<RecordingRequest>
    ) throws {
        try connection.run(
            "UPDATE request_asker SET verdict = \(verdict) WHERE request_id = \(id) AND person_id = \(person)")
    }

    /// A new answer is judged anew.
    package func clearVerdicts(on id: ID<RecordingRequest>) throws {
        try connection.run("UPDATE request_asker SET verdict = NULL WHERE request_id = \(id)")
    }

    // MARK: Turns

    /// In the order of routing.
    package func turns(of ids: [ID<RecordingRequest>]) throws -> [ID<RecordingRequest>: [RequestTurn]] {
        try connection.rows(
            """
            SELECT id, request_id, person_id, state, reason, routed_at, ended_at FROM request_turn
            WHERE request_id IN (\(list: ids))
            ORDER BY request_id, routed_at, id
            """
        ).reduce(into: [:]) { turns, row in
            turns[try row.id("request_id"), default: []].append(
                RequestTurn(
                    id: try row.id("id"), person: try row.id("person_id"), state: try row.value("state"),
                    reason: try row.text("reason"), routedAt: try row.instant("routed_at"),
                    endedAt: try row.instantOrNil("ended_at")))
        }
    }

    /// Asks somebody, or asks them again.
    package func addTurn(_ turn: RequestTurn, to id: ID<RecordingRequest>) throws {
        try connection.run(
            """
            INSERT INTO request_turn (id, request_id, person_id, state, reason, routed_at, ended_at)
            VALUES (\(turn.id), \(id), \(turn.person), \(turn.state), \(turn.reason), \(turn.routedAt), \(turn.endedAt))
            ON CONFLICT (request_id, person_id) DO UPDATE
            SET state = excluded.state, reason = excluded.reason, routed_at = excluded.routed_at,
                ended_at = excluded.ended_at
            """)
    }

    package func endTurn(
        of person: ID<Person>, on id: ID<RecordingRequest>, as state: RequestTurn.State, reason: String = "",
        at now: Instant
    ) throws {
        try connection.run(
            """
            UPDATE request_turn SET state = \(state), reason = \(reason), ended_at = \(now)
            WHERE request_id = \(id) AND person_id = \(person) AND state = 'waiting'
            """)
    }

    /// Nobody is waited for any more.
    package func releaseTurns(of id: ID<RecordingRequest>, at now: Instant) throws {
        try connection.run(
            """
            UPDATE request_turn SET state = 'released', ended_at = \(now)
            WHERE request_id = \(id) AND state = 'waiting'
            """)
    }

    /// How often each of `people` was asked since `start`.
    package func turnCounts(since start: Instant, among people: [ID<Person>]) throws -> [ID<Person>: Int] {
        try connection.rows(
            """
            SELECT person_id, COUNT(*) AS number FROM request_turn
            WHERE routed_at > \(start) AND person_id IN (\(list: people))
            GROUP BY person_id
            """
        ).reduce(into: [:]) { $0[try $1.id("person_id")] = try $1.int("number") }
    }

    // MARK: Answers

    /// Latest first.
    package func answers(of ids: [ID<RecordingRequest>]) throws -> [ID<RecordingRequest>: [RequestAnswer]] {
        try connection.rows(
            """
            SELECT id, request_id, clip_id, moment_id, person_id, is_promise, answered_at FROM request_answer
            WHERE request_id IN (\(list: ids))
            ORDER BY request_id, answered_at DESC, id DESC
            """
        ).reduce(into: [:]) { answers, row in
            answers[try row.id("request_id"), default: []].append(
                RequestAnswer(
                    id: try row.id("id"), clip: try row.id("clip_id"), moment: try row.idOrNil("moment_id"),
                    person: try row.id("person_id"), isPromise: try row.flag("is_promise"),
                    answeredAt: try row.instant("answered_at")))
        }
    }

    package func addAnswer(_ answer: RequestAnswer, to id: ID<RecordingRequest>) throws {
        try connection.run(
            """
            INSERT INTO request_answer (id, request_id, clip_id, moment_id, person_id, is_promise, answered_at)
            VALUES (\(answer.id), \(id), \(answer.clip), \(answer.moment), \(answer.person), \(answer.isPromise),
                \(answer.answeredAt))
            ON CONFLICT (request_id, clip_id) DO UPDATE
            SET moment_id = excluded.moment_id, is_promise = excluded.is_promise, answered_at = excluded.answered_at
            """)
    }

    /// The requests a clip was recorded for, not answered by it yet.
    package func promised(by clip: ID<Clip>) throws -> [ID<RecordingRequest>] {
        try connection.rows(
            """
            SELECT request_id FROM request_answer
            WHERE clip_id = \(clip) AND is_promise
            ORDER BY request_id
            """
        ).map { try $0.id("request_id") }
    }

    // MARK: History

    package func addStep(_ step: RequestStep, id: ID<RequestStep>, to request: ID<RecordingRequest>) throws {
        try connection.run(
            """
            INSERT INTO request_step (id, request_id, kind, person_id, note, created_at)
            VALUES (\(id), \(request), \(step.kind), \(step.person), \(step.note), \(step.at))
            """)
    }

    /// Oldest first.
    package func steps(of id: ID<RecordingRequest>) throws -> [RequestStep] {
        try connection.rows(
            """
            SELECT kind, person_id, note, created_at FROM request_step
            WHERE request_id = \(id)
            ORDER BY created_at, id
            """
        ).map { row in
            RequestStep(
                try row.value("kind"), person: try row.idOrNil("person_id"), note: try row.text("note"),
                at: try row.instant("created_at"))
        }
    }

    // MARK: Budgets

    /// Those who set one; everyone else has the usual budget.
    package func budgets(among people: [ID<Person>]) throws -> [ID<Person>: Int] {
        try connection.rows("SELECT person_id, per_week FROM request_budget WHERE person_id IN (\(list: people))")
            .reduce(into: [:]) { $0[try $1.id("person_id")] = try $1.int("per_week") }
    }

    package func setBudget(_ perWeek: Int, of person: ID<Person>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO request_budget (person_id, per_week, updated_at)
            VALUES (\(person), \(perWeek), \(now))
            ON CONFLICT (person_id) DO UPDATE SET per_week = excluded.per_week, updated_at = excluded.updated_at
            """)
    }
}
