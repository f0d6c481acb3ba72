import Domain
import Hummingbird
import Services

/// What waits for whom: asking for feedback, the inbox, and how much one helps.
struct InboxAPI: Sendable {
    let services: Services

    var routes: [Route] { asking + inbox + help }

    private static let tag = "feedback"

    // MARK: Asking

    private var asking: [Route] {
        [
            .get(
                "/api/v1/clips/{clip}/feedback/ask", .signedIn(.read, showAsk),
                about: About(
                    "Who was asked to look at a clip, for those who may ask", tag: Self.tag, output: AskJSON.schema)),
            .post(
                "/api/v1/clips/{clip}/feedback/ask", .signedIn(.write, ask), body: .json,
                about: About(
                    "Ask somebody to look at it, or whoever can help", tag: Self.tag,
                    input: .object("NewAsk", [.optional("to", .id), .optional("note", .text)]), status: 201,
                    output: AskJSON.schema)),
            .delete(
                "/api/v1/clips/{clip}/feedback/ask", .signedIn(.write, withdraw),
                about: About("Ask no longer", tag: Self.tag, status: 204)),
        ]
    }

    private func showAsk(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let ask = try await services.feedback.ask(about: try web.id("clip"), by: caller.actor) else {
            throw Problem.notFound
        }
        return try .json(AskJSON(ask))
    }

    private func ask(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let person: ID<Person>? = input.optionalID("to")
        let note = input.optionalText("note") ?? ""
        try input.finish()
        let clip: ID<Clip> = try web.id("clip")
        let shown = try await services.feedback.ask(person, about: clip, note: note, by: caller.actor)
        return try .created(AskJSON(shown), at: "/api/v1/clips/\(clip)/feedback/ask")
    }

    private func withdraw(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.feedback.withdrawAsk(about: try web.id("clip"), by: caller.actor)
        return .noContent
    }

    // MARK: The inbox

    private var inbox: [Route] {
        [
            .get(
                "/api/v1/me/inbox", .signedIn(.read, showInbox),
                about: About(
                    "Clips that wait for one's feedback, oldest first, and why", tag: Self.tag,
                    output: InboxJSON.schema)),
            .post(
                "/api/v1/inbox/{turn}/snooze", .signedIn(.write, snooze), body: .json,
                about: About(
                    "Out of sight for some days", tag: Self.tag, input: .object("Snooze", [.init("days", .integer)]),
                    status: 204)),
            .post(
                "/api/v1/inbox/{turn}/hand-back", .signedIn(.write, handBack), body: .json,
                about: About(
                    "Not me: somebody else is asked", tag: Self.tag,
                    input: .object("HandBack", [.init("reason", .text)]), status: 204)),
        ]
    }

    private func showInbox(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(InboxJSON(try await services.feedback.inbox(of: caller.actor)))
    }

    private func snooze(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let days = input.integer("days")
        try input.finish()
        try await services.feedback.snooze(try web.id("turn"), days: days, by: caller.actor)
        return .noContent
    }

    private func handBack(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let reason = input.text("reason")
        try input.finish()
        try await services.feedback.handBack(
            try web.id("turn"), reason: try RequestReason(reason), by: caller.actor)
        return .noContent
    }

    // MARK: Help

    private var help: [Route] {
        [
            .get(
                "/api/v1/me/feedback-help", .signedIn(.read, showHelp),
                about: About("How much one helps, and with what", tag: Self.tag, output: HelpJSON.schema)),
            .put(
                "/api/v1/me/feedback-help", .signedIn(.write, setHelp), body: .json,
                about: About(
                    "Say how much one helps, and with what", tag: Self.tag,
                    input: .object(
                        "HelpInput",
                        [
                            .init("per_week", .integer), .optional("is_available", .boolean),
                            .optional("away_until", .day), .optional("terms", .list(.id)), .optional("note", .text),
                        ]), output: HelpJSON.schema)),
        ]
    }

    private func showHelp(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(HelpJSON(try await services.feedback.help(of: caller.actor)))
    }

    private func setHelp(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let perWeek = input.integer("per_week")
        let isAvailable = input.optionalBoolean("is_available") ?? true
        let away = input.optionalDay("away_until")
        let terms: [ID<Term>] = input.optionalIDs("terms") ?? []
        let note = input.optionalText("note") ?? ""
        try input.finish()
        let help = try FeedbackHelp(
            perWeek: perWeek, isAvailable: isAvailable, awayUntil: away, terms: terms, note: note)
        return try .json(HelpJSON(try await services.feedback.setHelp(help, by: caller.actor)))
    }
}

/// Who was asked to look at a clip.
struct AskJSON: Encodable {
    struct Turn: Encodable {
        let person: ID<Person>
        let name: String
        let why: FeedbackTurn.Why
        let state: FeedbackTurn.State
        let reason: String?
        let at: Instant

        static let schema = Schema.object(
            "AskTurn",
            [
                .init("person", .id), .init("name", .text), .init("why", .choice(FeedbackTurn.Why.self)),
                .init("state", .choice(FeedbackTurn.State.self)), .optional("reason", .text), .init("at", .time),
            ])
    }

    let id: ID<FeedbackAsk>
    let clip: ID<Clip>
    let note: String?
    let createdAt: Instant
    let asked: [Turn]

    init(_ shown: FeedbackService.AskShown) {
        id = shown.ask.id
        clip = shown.ask.clip
        note = shown.ask.note.isEmpty ? nil : shown.ask.note
        createdAt = shown.ask.createdAt
        asked = shown.turns.map {
            Turn(
                person: $0.turn.person, name: $0.name, why: $0.turn.why, state: $0.turn.state,
                reason: $0.turn.reason.isEmpty ? nil : $0.turn.reason, at: $0.turn.endedAt ?? $0.turn.routedAt)
        }
    }

    static let schema = Schema.object(
        "Ask",
        [
            .init("id", .id), .init("clip", .id), .optional("note", .text), .init("created_at", .time),
            .init("asked", .list(Turn.schema)),
        ])
}

/// What waits for one person.
struct InboxJSON: Encodable {
    struct Item: Encodable {
        let turn: ID<FeedbackTurn>
        let clip: ID<Clip>
        let title: String
        let askedBy: String
        let why: FeedbackTurn.Why
        let note: String?
        let since: Instant
        let snoozedUntil: Instant?

        init(_ item: FeedbackService.InboxItem) {
            turn = item.turn.id
            clip = item.clip.id
            title = item.clip.details.title
            askedBy = item.askerName
            why = item.turn.why
            note = item.ask.note.isEmpty ? nil : item.ask.note
            since = item.turn.routedAt
            snoozedUntil = item.turn.snoozedUntil
        }

        static let schema = Schema.object(
            "InboxItem",
            [
                .init("turn", .id), .init("clip", .id), .init("title", .text), .init("asked_by", .text),
                .init("why", .choice(FeedbackTurn.Why.self)), .optional("note", .text), .init("since", .time),
                .optional("snoozed_until", .time),
            ])
    }

    let items: [Item]
    let snoozed: [Item]
    let perWeek: Int
    let usedThisWeek: Int

    init(_ inbox: FeedbackService.Inbox) {
        items = inbox.items.map(Item.init)
        snoozed = inbox.snoozed.map(Item.init)
        perWeek = inbox.help.perWeek
        usedThisWeek = inbox.usedThisWeek
    }

    static let schema = Schema.object(
        "Inbox",
        [
            .init("items", .list(Item.schema)), .init("snoozed", .list(Item.schema)), .init("per_week", .integer),
            .init("used_this_week", .integer),
        ])
}

/// How much somebody helps, and with what.
struct HelpJSON: Encodable {
    let perWeek: Int
    let isAvailable: Bool
    let awayUntil: Day?
    let terms: [ID<Term>]
    let note: String?

    init(_ help: FeedbackHelp) {
        perWeek = help.perWeek
        isAvailable = help.isAvailable
        awayUntil = help.awayUntil
        terms = help.terms
        note = help.note.isEmpty ? nil : help.note
    }

    static let schema = Schema.object(
        "FeedbackHelp",
        [
            .init("per_week", .integer), .init("is_available", .boolean), .optional("away_until", .day),
            .init("terms", .list(.id)), .optional("note", .text),
        ])
}
