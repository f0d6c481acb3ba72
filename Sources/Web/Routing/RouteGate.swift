import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// Stands before one route: finds out who calls, refuses what may not pass, reads the body, and calls the handler.
struct RouteGate: Sendable {
    let route: Route
    let house: House

    func respond(to request: Request, _ context: WebContext) async throws -> Response {
        var caller: Caller?
        do {
            return try await answer(request, context, &caller)
        } catch {
            let question = ProblemQuestion(request: request, context: context, caller: caller)
            return try await house.speaking(to: caller?.person, request) {
                try await house.problems.answer(error, to: question)
            }
        }
    }

    private func answer(
        _ request: Request, _ context: WebContext, _ caller: inout Caller?
    ) async throws -> Response {
        let query = Query(try Form.parse(Array((request.uri.query ?? "").utf8)))
        try await refuseTokens(in: query)
        switch route.access {
        case .open(let handler):
            let web = try await web(request, context, query)
            return try await house.speaking(to: nil, request) { try await handler(web) }
        case .doorway(let handler):
            return try await answerAtDoorway(request, context, query, handler)
        case .signedIn(_, let handler), .inPerson(let handler), .admin(let handler), .page(let handler),
            .adminPage(let handler):
            let found = try await requireCaller(request, context)
            caller = found
            context.trace.person = found.person.id
            return try await house.speaking(to: found.person, request) {
                try await answer(request, context, query, found, handler)
            }
        }
    }

    private func answer(
        _ request: Request, _ context: WebContext, _ query: Query, _ caller: Caller, _ handler: Access.Handler
    ) async throws -> Response {
        let isGuarded = caller.session != nil && request.method.isUnsafe
        if isGuarded { try house.csrf.checkOrigin(request) }
        if isGuarded, route.body != .form { try house.csrf.checkToken(request, nil, caller.csrfToken) }
        // The machine's own commands load whole folders.
        if caller.key != .machine { try await house.limits.admit(route.rate, caller.person.id.text) }
        let web = try await web(request, context, query)
        if isGuarded, route.body == .form { try house.csrf.checkToken(request, web.form, caller.csrfToken) }
        if case .adminPage = route.access, !caller.actor.isAdmin { throw Problem.forbidden() }
        guard route.isRepeatable, let key = Repeats.fieldName.flatMap({ request.headers[$0] }) else {
            return try await handler(web, caller)
        }
        // Answers are kept with the people they were given to.
        guard caller.person.id != .commandLine else {
            throw Problem.badRequest(
                "idempotency_key_of_nobody", "An Idempotency-Key is kept for a person, and this command acts as nobody")
        }
        return try await house.repeats.answer(key, web, caller.person.id) { try await handler(web, caller) }
    }

    /// Who calls, if the route lets them in.
    private func requireCaller(_ request: Request, _ context: WebContext) async throws -> Caller {
        let found = try await house.gatekeeper.caller(of: request, context, house)
        switch route.access {
        case .page, .adminPage:
            // A page is for people in a browser: a token means nothing there.
            guard let found, found.session != nil else { throw Problem.signInRequired }
            return found
        case .signedIn(let scope, _):
            guard let found else { throw Problem.signInRequired }
            try Permission.require(scope, of: found.actor)
            return found
        case .inPerson:
            guard let found else { throw Problem.signInRequired }
            if case .token = found.key { throw Problem.forbidden("missing_scope", "No token may do that") }
            return found
        case .admin:
            guard let found else { throw Problem.signInRequired }
            try Permission.require(.admin, of: found.actor)
            try Permission.requireAdmin(found.actor)
            return found
        case .open, .doorway:
            throw Problem.signInRequired
        }
    }

    private func answerAtDoorway(
        _ request: Request, _ context: WebContext, _ query: Query,
        _ handler: @Sendable (WebRequest, Doorway) async throws -> Response
    ) async throws -> Response {
        let caller = try await house.gatekeeper.sessionCaller(of: request, house)
        context.trace.person = caller?.person.id
        let known = house.cookies.preSession(in: request)
        let preSession = known ?? house.cookies.freshPreSession(house.world)
        let token = caller?.csrfToken ?? house.csrf.token(forPreSession: preSession)
        let isProgram = route.body == .json && house.csrf.isFromProgram(request)
        let isGuarded = request.method.isUnsafe && !isProgram
        if isGuarded { try house.csrf.checkOrigin(request) }
        if isGuarded, route.body != .form { try house.csrf.checkToken(request, nil, token) }
        try await house.limits.admit(route.rate, context.network)
        let web = try await web(request, context, query)
        if isGuarded, route.body == .form { try house.csrf.checkToken(request, web.form, token) }
        var response = try await house.speaking(to: caller?.person, request) {
            try await handler(web, Doorway(csrfToken: token, caller: caller))
        }
        if known == nil, caller == nil, !request.method.isUnsafe {
            response.headers.append(house.cookies.settingPreSession(preSession))
        }
        return response
    }

    private func web(_ request: Request, _ context: WebContext, _ query: Query) async throws -> WebRequest {
        var form = Form.empty
        var body = ByteBuffer()
        switch route.body {
        case .none, .stream: break
        case .json:
            try BodyReader.requireType(["application/json"], of: request)
            body = try await BodyReader.collect(request, limit: Body.ordinaryLimit)
        case .form:
            try BodyReader.requireType(["application/x-www-form-urlencoded"], of: request)
            let bytes = try await BodyReader.collect(request, limit: Body.ordinaryLimit)
            form = try Form.parse(Array(bytes.readableBytesView))
        case .text(let types, let limit):
            try BodyReader.requireType(types, of: request)
            body = try await BodyReader.collect(request, limit: limit)
        }
        return WebRequest(
            request: request, context: context, query: query, form: form, body: body, cookies: house.cookies,
            csrf: house.csrf, world: house.world)
    }

    /// A token in an address has been seen by logs and proxies: it is no secret any more (TK-1).
    private func refuseTokens(in query: Query) async throws {
        let tokens = query.values.filter { $0.hasPrefix("und_") }
        guard !tokens.isEmpty else { return }
        for token in tokens { try await house.gatekeeper.revokeLeaked(token) }
        throw Problem(
            status: 400, code: "token_in_address", title: "A token does not belong in an address",
            detail:
                "It was revoked, because addresses end up in logs. Make a new one and send it as Authorization: Bearer."
        )
    }
}

extension HTTPRequest.Method {
    /// Whether it may change something.
    var isUnsafe: Bool {
        self != .get && self != .head && self != .options
    }
}
