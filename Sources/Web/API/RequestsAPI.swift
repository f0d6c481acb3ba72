import Domain
import Hummingbird
import Services

/// Questions nobody has answered yet: ask, join, answer, judge, decline, hand on.
struct RequestsAPI: Sendable {
    let services: Services

    /// The lists, by the word in the address.
    enum Scope: String, CaseIterable {
        case open, mine, answered
        case forMe = "for_me"
    }

    var routes: [Route] { reading + asking + answering + budget }

    private static let tag = "requests"
    private static let reason = Schema.object("RequestReason", [.init("reason", .text)])

    private var reading: [Route] {
        [
            .get(
                "/api/v1/requests", .signedIn(.read, list),
                about: About(
                    "Questions waiting for an answer, one's own, those waiting for oneself, or answered ones",
                    tag: Self.tag,
                    query: [
                        AskedField("scope", .choice(Scope.self), "open when not given"), AskedField("stage", .id),
                        AskedField("objection", .id),
                    ], output: .items(RequestJSON.schema, "Requests"))),
            .get(
                "/api/v1/requests/near", .signedIn(.read, near), rate: .lookup,
                about: About(
                    "What others ask that is like this, the likest first", tag: Self.tag,
                    query: [AskedField("text", isRequired: true), AskedField("objection", .id)],
                    output: .items(RequestJSON.schema, "NearRequests"))),
            .get(
                "/api/v1/requests/{request}", .signedIn(.read, show),
                about: About("One question with its history", tag: Self.tag, output: RequestJSON.schema)),
        ]
    }

    private var asking: [Route] {
        [
            .post(
                "/api/v1/requests", .signedIn(.write, ask), body: .json, isRepeatable: true,
                about: About(
                    "Ask for an answer; the same question is joined instead", tag: Self.tag,
                    input: .object(
                        "NewRequest",
                        [
                            .init("text", .text), .optional("stage", .id), .optional("objection", .id),
                            .optional("note", .text),
                        ]), status: 201, output: RequestJSON.schema)),
            .post(
                "/api/v1/requests/{request}/join", .signedIn(.write, join), body: .json,
                about: About(
                    "Ask this too", tag: Self.tag, input: .object("RequestNote", [.optional("note", .text)]),
                    output: RequestJSON.schema)),
            .post(
                "/api/v1/requests/{request}/leave", .signedIn(.write, leave),
                about: About("Ask no longer; the last to leave closes it", tag: Self.tag, status: 204)),
            .post(
                "/api/v1/requests/{request}/close", .signedIn(.write, close), body: .json,
                about: About(
                    "Close it without an answer", tag: Self.tag, input: Self.reason, output: RequestJSON.schema)),
            .post(
                "/api/v1/requests/{request}/verdict", .signedIn(.write, judge), body: .json,
                about: About(
                    "Say whether the answer is the one that was wanted; not quite opens it again", tag: Self.tag,
                    input: .object(
                        "RequestJudgement",
                        [.init("verdict", .choice(RequestVerdict.self)), .optional("note", .text)]),
                    output: RequestJSON.schema)),
        ]
    }

    private var answering: [Route] {
        [
            .post(
                "/api/v1/requests/{request}/answer", .signedIn(.write, answer), body: .json,
                about: About(
                    "Answer with a published clip that everyone who asks may see", tag: Self.tag,
                    input: .object("RequestReply", [.init("clip", .id), .optional("moment", .id)]),
                    output: RequestJSON.schema)),
            .post(
                "/api/v1/requests/{request}/promise", .signedIn(.write, promise), body: .json,
                about: About(
                    "A clip of one's own that answers it as soon as it is published", tag: Self.tag,
                    input: .object("RequestPromise", [.init("clip", .id)]), output: RequestJSON.schema)),
            .post(
                "/api/v1/requests/{request}/decline", .signedIn(.write, decline), body: .json,
                about: About(
                    "Not me: the next one is asked", tag: Self.tag, input: Self.reason, output: RequestJSON.schema)),
            .post(
                "/api/v1/requests/{request}/hand-on", .signedIn(.write, handOn), body: .json,
                about: About(
                    "Not me, but this person; managers ask somebody with it", tag: Self.tag,
                    input: .object("RequestHandOn", [.init("to", .id), .init("reason", .text)]),
                    output: RequestJSON.schema)),
        ]
    }

    private var budget: [Route] {
        [
            .get(
                "/api/v1/me/request-budget", .signedIn(.read, showBudget),
                about: About(
                    "How often one may be asked in seven days, and was", tag: Self.tag,
                    output: RequestBudgetJSON.schema)),
            .put(
                "/api/v1/me/request-budget", .signedIn(.write, setBudget), body: .json,
                about: About(
                    "Set how often one may be asked in seven days", tag: Self.tag,
                    input: .object("RequestBudgetChange", [.init("per_week", .integer)]),
                    output: RequestBudgetJSON.schema)),
        ]
    }

    // MARK: Handlers

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let scope = try web.query.choice("scope", of: Scope.self) ?? .open
        let found = try await services.requests.list(
            scope.scope, stage: try web.query.id("stage"), objection: try web.query.id("objection"), by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        return try .json(ItemsJSON(items: found.map { RequestJSON($0, taxonomy) }))
    }

    private func near(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.requests.near(
            web.query.text("text") ?? "", objection: try web.query.id("objection"), by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        return try .json(ItemsJSON(items: found.map { RequestJSON($0, taxonomy) }))
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await json(try await services.requests.show(try web.id("request"), by: caller.actor))
    }

    private func ask(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let text = input.text("text")
        let stage: ID<Term>? = input.optionalID("stage")
        let objection: ID<Term>? = input.optionalID("objection")
        let note = input.optionalText("note") ?? ""
        try input.finish()
        let new = try NewRequest(text: text, stage: stage, objection: objection, note: note)
        let (shown, isJoined) = try await services.requests.ask(new, by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        return try .created(
            RequestJSON(shown, taxonomy, joined: isJoined), at: "/api/v1/requests/\(shown.request.id)")
    }

    private func join(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let note = input.optionalText("note") ?? ""
        try input.finish()
        return try await json(try await services.requests.join(try web.id("request"), note: note, by: caller.actor))
    }

    private func leave(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.requests.leave(try web.id("request"), by: caller.actor)
        return .noContent
    }

    private func close(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let reason = try reason(web)
        return try await json(
            try await services.requests.close(try web.id("request"), reason: reason, by: caller.actor))
    }

    private func judge(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let verdict = input.choice("verdict", of: RequestVerdict.self)
        let note = input.optionalText("note") ?? ""
        try input.finish()
        guard let verdict else { throw Problem.invalid("verdict", "This has to be given.") }
        return try await json(
            try await services.requests.judge(try web.id("request"), verdict, note: note, by: caller.actor))
    }

    private func answer(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let clip: ID<Clip> = input.id("clip")
        let moment: ID<Moment>? = input.optionalID("moment")
        try input.finish()
        return try await json(
            try await services.requests.answer(try web.id("request"), with: clip, moment: moment, by: caller.actor))
    }

    private func promise(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let clip: ID<Clip> = input.id("clip")
        try input.finish()
        return try await json(
            try await services.requests.promise(clip, for: try web.id("request"), by: caller.actor))
    }

    private func decline(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let reason = try reason(web)
        return try await json(
            try await services.requests.decline(try web.id("request"), reason: reason, by: caller.actor))
    }

    private func handOn(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let person: ID<Person> = input.id("to")
        let reason = input.text("reason")
        try input.finish()
        return try await json(
            try await services.requests.handOn(
                try web.id("request"), to: person, reason: try RequestReason(reason), by: caller.actor))
    }

    private func showBudget(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(RequestBudgetJSON(try await services.requests.budget(of: caller.actor)))
    }

    private func setBudget(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let perWeek = input.integer("per_week")
        try input.finish()
        return try .json(RequestBudgetJSON(try await services.requests.setBudget(perWeek, by: caller.actor)))
    }

    private func reason(_ web: WebRequest) throws -> RequestReason {
        var input = try web.input()
        let text = input.text("reason")
        try input.finish()
        return try RequestReason(text)
    }

    private func json(_ shown: RequestShown) async throws -> Response {
        try .json(RequestJSON(shown, try await services.taxonomy.taxonomy()))
    }
}

extension RequestsAPI.Scope {
    var scope: RequestService.Scope {
        switch self {
        case .open: .open
        case .mine: .mine
        case .answered: .answered
        case .forMe: .forMe
        }
    }
}
