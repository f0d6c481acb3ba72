import Domain
import Hummingbird
import Services

/// Being asked: what is due today, one cue after the other, the answer before the reveal.
struct RecallAPI: Sendable {
    let services: Services

    /// What to put before somebody, by the word in the body.
    enum Ask: String, CaseIterable {
        case due, retry, cram, cue
    }

    var routes: [Route] { asking + answering + own }

    private static let tag = "recall"
    private static let ticks: [Schema.Field] = [
        .init("points", .list(.integer)), .optional("would_look_up", .boolean), .optional("effortless", .boolean),
    ]

    private var asking: [Route] {
        [
            .get(
                "/api/v1/recall/today", .signedIn(.read, today),
                about: About("What waits today, inside the caps", tag: Self.tag, output: RecallTodayJSON.schema)),
            .post(
                "/api/v1/recall/showings", .signedIn(.write, next), body: .json,
                about: About(
                    "The next cue, or the one that is open; nothing when nothing is left. The prediction is frozen here",
                    tag: Self.tag,
                    input: .object(
                        "RecallAsk",
                        [
                            .optional("ask", .choice(Ask.self)), .optional("objections", .list(.id)),
                            .optional("minutes", .integer), .optional("cue", .id), .optional("time_zone", .text),
                        ]), output: .object("RecallNext", [.optional("showing", ShowingJSON.schema)]))),
            .get(
                "/api/v1/recall/showings/{showing}", .signedIn(.read, show),
                about: About(
                    "A cue put before oneself; with the answer to it once one's own is given", tag: Self.tag,
                    output: ShowingJSON.schema)),
        ]
    }

    private var answering: [Route] {
        [
            .post(
                "/api/v1/cues/{cue}/recalls", .signedIn(.write, answer), body: .json,
                about: About(
                    "Commit an answer, or say that one does not know; only then the peer's is shown", tag: Self.tag,
                    input: .object(
                        "RecallAnswer",
                        [
                            .init("showing", .id), .optional("answer", .text), .optional("dont_know", .boolean),
                            .optional("milliseconds", .integer),
                        ]), output: ShowingJSON.schema)),
            .post(
                "/api/v1/recall/showings/{showing}/grade", .signedIn(.write, grade), body: .json,
                about: About(
                    "Tick the key points that were in the answer; the grade follows", tag: Self.tag,
                    input: .object("RecallTicks", Self.ticks), output: ShowingJSON.schema)),
            .post(
                "/api/v1/recalls/{recall}/corrections", .signedIn(.write, correct), body: .json,
                about: About(
                    "Set the grade of one's own answer right; the log keeps both", tag: Self.tag,
                    input: .object("RecallTicks", Self.ticks), output: ShowingJSON.Result.schema)),
        ]
    }

    private var own: [Route] {
        [
            .get(
                "/api/v1/me/recall-habit", .signedIn(.read, showHabit),
                about: About(
                    "When and how much one wants to be asked", tag: Self.tag, output: RecallHabitJSON.schema)),
            .put(
                "/api/v1/me/recall-habit", .signedIn(.write, setHabit), body: .json,
                about: About(
                    "Set when and how much one wants to be asked; what is not given stays, a hold goes", tag: Self.tag,
                    input: .object(
                        "RecallHabitChange",
                        [
                            .optional("time_zone", .text), .optional("cues_per_day", .integer),
                            .optional("minutes_per_day", .integer), .optional("quiet_days", .list(.text)),
                            .optional("hold_from", .day), .optional("hold_until", .day),
                            .optional("four_grades", .boolean), .optional("enters_watched", .boolean),
                        ]), output: RecallHabitJSON.schema)),
            .get(
                "/api/v1/me/memory", .signedIn(.read, ownMemory),
                about: About(
                    "What is believed that one remembers, and who looked", tag: Self.tag, output: MemoryJSON.schema)),
            .get(
                "/api/v1/people/{person}/memory", .signedIn(.read, memory),
                about: About(
                    "The same of somebody one manages; it is written down that one looked", tag: Self.tag,
                    output: MemoryJSON.schema)),
        ]
    }

    // MARK: Handlers

    private func today(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(RecallTodayJSON(try await services.recall.today(by: caller.actor)))
    }

    private struct NextJSON: Encodable {
        let showing: ShowingJSON?
    }

    private func next(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let ask = input.optionalChoice("ask", of: Ask.self) ?? .due
        let objections = input.optionalIDs("objections", of: Term.self) ?? []
        let minutes = input.optionalInteger("minutes")
        let cue: ID<Cue>? = input.optionalID("cue")
        let zone = input.optionalText("time_zone")
        try input.finish()
        let asked = try ask.asked(objections: objections, minutes: minutes, cue: cue)
        let found = try await services.recall.next(
            asked, zone: try zone.map(LearnerZone.init(checking:)), by: caller.actor)
        guard let found else { return try .json(NextJSON(showing: nil)) }
        let shown = try await services.recall.show(found, by: caller.actor)
        return try .json(NextJSON(showing: ShowingJSON(shown, try await services.taxonomy.taxonomy())))
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await json(try await services.recall.show(try web.id("showing"), by: caller.actor))
    }

    private func answer(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let showing: ID<Showing> = input.id("showing")
        let text = input.optionalText("answer") ?? ""
        let gaveUp = input.optionalBoolean("dont_know") ?? false
        let milliseconds = input.optionalInteger("milliseconds")
        try input.finish()
        return try await json(
            try await services.recall.answer(
                showing, cue: try web.id("cue"), try RecallAnswer(text: text, gaveUp: gaveUp),
                milliseconds: milliseconds, by: caller.actor))
    }

    private func grade(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let ticks = try ticks(web)
        return try await json(
            try await services.recall.grade(try web.id("showing"), ticks, by: caller.actor))
    }

    private func correct(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let ticks = try ticks(web)
        return try .json(
            ShowingJSON.Result(try await services.recall.correct(try web.id("recall"), ticks, by: caller.actor)))
    }

    private func ticks(_ web: WebRequest) throws -> RecallTicks {
        var input = try web.input()
        let points = input.optionalIntegers("points")
        let wouldLookUp = input.optionalBoolean("would_look_up") ?? false
        let isEffortless = input.optionalBoolean("effortless") ?? false
        try input.finish()
        guard let points else { throw Problem.invalid("points", "This has to be given.") }
        return RecallTicks(points: Set(points), wouldLookUp: wouldLookUp, isEffortless: isEffortless)
    }

    private func showHabit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(RecallHabitJSON(try await services.recall.habit(of: caller.actor)))
    }

    private func setHabit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        var habit = try await services.recall.habit(of: caller.actor)
        let zone = input.optionalText("time_zone")
        habit.cuesPerDay = input.optionalInteger("cues_per_day") ?? habit.cuesPerDay
        habit.minutesPerDay = input.optionalInteger("minutes_per_day") ?? habit.minutesPerDay
        let quiet = input.optionalTexts("quiet_days")
        habit.holdFrom = input.optionalDay("hold_from")
        habit.holdUntil = input.optionalDay("hold_until")
        habit.usesFourGrades = input.optionalBoolean("four_grades") ?? habit.usesFourGrades
        habit.entersWatched = input.optionalBoolean("enters_watched") ?? habit.entersWatched
        try input.finish()
        if let zone { habit.zone = try LearnerZone(checking: zone) }
        if let quiet { habit.quietDays = try Weekday.checked(quiet) }
        try await services.recall.setHabit(habit, by: caller.actor)
        return try .json(RecallHabitJSON(habit))
    }

    private func ownMemory(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await memory(of: caller.person.id, caller)
    }

    private func memory(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await memory(of: try web.id("person"), caller)
    }

    private func memory(of person: ID<Person>, _ caller: Caller) async throws -> Response {
        let shown = try await services.memory.show(of: person, by: caller.actor)
        return try .json(MemoryJSON(shown, try await services.taxonomy.taxonomy()))
    }

    private func json(_ shown: ShowingShown) async throws -> Response {
        try .json(ShowingJSON(shown, try await services.taxonomy.taxonomy()))
    }
}

extension RecallAPI.Ask {
    /// - Throws: `Problem.invalid` for a cram without objections, or with minutes that are none, and for no cue.
    func asked(objections: [ID<Term>], minutes: Int?, cue: ID<Cue>? = nil) throws -> RecallAsk {
        switch self {
        case .due: return .due
        case .cue:
            guard let cue else { throw Problem.invalid("cue", "Which cue is it about?") }
            return .cue(cue)
        case .retry: return .retry
        case .cram:
            guard !objections.isEmpty, objections.count <= 50 else {
                throw Problem.invalid("objections", "Please choose what may come up.")
            }
            guard (1...120).contains(minutes ?? 5) else {
                throw Problem.invalid("minutes", "Please give 1 to 120 minutes.")
            }
            return .cram(Set(objections), minutes: minutes ?? 5)
        }
    }
}

extension LearnerZone {
    /// - Throws: `Problem.invalid`.
    init(checking name: String) throws {
        guard let zone = LearnerZone(name) else {
            throw Problem.invalid("time_zone", "Please give a time zone like Europe/Berlin.")
        }
        self = zone
    }
}

extension Weekday {
    /// - Throws: `Problem.invalid` for words that are no days.
    static func checked(_ words: [String]) throws -> Set<Weekday> {
        let days = words.compactMap { Weekday(rawValue: $0) }
        guard days.count == words.count else {
            throw Problem.invalid("quiet_days", "Please give days of the week like saturday.")
        }
        return Set(days)
    }
}
