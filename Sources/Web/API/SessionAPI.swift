import Domain
import Hummingbird
import Services

/// Signing in and out by JSON, and asking who one is before anything else.
struct SessionAPI: Sendable {
    let services: Services

    var routes: [Route] {
        [
            .get(
                "/api/v1/session", .doorway(show),
                about: About(
                    "Who is signed in, and the token to send back as X-CSRF-Token", tag: "session",
                    output: SessionStateJSON.schema)),
            .post(
                "/api/v1/session", .doorway(signIn), body: .json,
                about: About(
                    "Sign in; the session comes as a cookie", tag: "session",
                    input: .object("SignIn", [.init("email", .text), .init("password", .text)]), status: 201,
                    output: SessionStateJSON.schema)),
            .delete(
                "/api/v1/session", .inPerson(signOut), about: About("Sign out", tag: "session", status: 204)),
            .post(
                "/api/v1/session/confirmation", .inPerson(confirm), body: .json,
                about: About(
                    "Give the password once more before something grave", tag: "session",
                    input: .object("Confirmation", [.init("password", .text)]), status: 204)),
            .post(
                "/api/v1/set-up", .doorway(setUp), body: .json,
                about: About(
                    "Make the first account, with the one-time token the server printed", tag: "session",
                    input: .object(
                        "SetUp",
                        [
                            .init("token", .text), .init("organisation", .text), .init("name", .text),
                            .init("email", .text), .init("password", .text),
                        ]), status: 201, output: SessionStateJSON.schema)),
        ]
    }

    private func show(_ web: WebRequest, _ doorway: Doorway) async throws -> Response {
        try .json(
            SessionStateJSON(
                person: doorway.caller.map { PersonJSON($0.person, showsAddress: true) }, csrfToken: doorway.csrfToken,
                setUpNeeded: try await services.sessions.setUpNeeded()))
    }

    private func signIn(_ web: WebRequest, _ doorway: Doorway) async throws -> Response {
        var input = try web.input()
        let email = input.text("email")
        let password = input.text("password")
        try input.finish()
        let new = try await services.sessions.signIn(
            email: email, password: password, network: web.network, device: web.device)
        return try started(new, web)
    }

    private func setUp(_ web: WebRequest, _ doorway: Doorway) async throws -> Response {
        var input = try web.input()
        let token = input.text("token")
        let organisation = input.text("organisation")
        let name = input.text("name")
        let email = input.text("email")
        let password = input.text("password")
        try input.finish()
        let new = try await services.sessions.setUp(
            token: token, organisation: organisation, name: name, email: email, password: password, device: web.device)
        return try started(new, web)
    }

    private func signOut(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let session = caller.session else { throw Problem.notFound }
        try await services.sessions.signOut(session.id, by: caller.actor)
        var response = Response.noContent
        for field in web.cookies.clearing { response.headers.append(field) }
        return response
    }

    private func confirm(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let password = input.text("password")
        try input.finish()
        guard let session = caller.session else { throw Problem.notFound }
        let secret = try await services.sessions.confirm(
            password: password, network: web.network, session: session.id, by: caller.actor)
        var response = Response.noContent
        response.headers.append(web.cookies.settingSession(secret))
        return response
    }

    private func started(_ new: SessionService.NewSession, _ web: WebRequest) throws -> Response {
        var response = try Response.json(
            SessionStateJSON(
                person: PersonJSON(new.person, showsAddress: true), csrfToken: web.csrf.token(for: new.session.id),
                setUpNeeded: false),
            status: .created)
        response.headers.append(web.cookies.settingSession(new.secret))
        return response
    }
}

/// Who is signed in, if anyone.
struct SessionStateJSON: Encodable {
    let person: PersonJSON?
    let csrfToken: String
    let setUpNeeded: Bool

    static let schema = Schema.object(
        "SessionState",
        [.optional("person", PersonJSON.schema), .init("csrf_token", .text), .init("set_up_needed", .boolean)])
}
