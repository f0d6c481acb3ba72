import Domain
import Hummingbird
import Services

/// One's own account: name, password, sessions.
struct MeAPI: Sendable {
    let services: Services

    var routes: [Route] {
        [
            .get("/api/v1/me", .signedIn(.read, show), about: About("Oneself", tag: "me", output: MeJSON.schema)),
            .patch(
                "/api/v1/me", .signedIn(.write, edit), body: .json,
                about: About(
                    "Change one's name or the language of the pages", tag: "me",
                    input: .object("MeChanges", [.optional("name", .text), .optional("language", .text)]),
                    output: PersonJSON.schema)),
            .post(
                "/api/v1/me/password", .inPerson(changePassword), body: .json,
                about: About(
                    "Change one's password; every other session ends", tag: "me",
                    input: .object("PasswordChange", [.init("current_password", .text), .init("new_password", .text)]),
                    status: 204)),
            .get(
                "/api/v1/me/sessions", .inPerson(sessions),
                about: About(
                    "One's own sessions, latest first", tag: "me", output: .items(SessionJSON.schema, "Sessions"))),
            .delete(
                "/api/v1/me/sessions/{session}", .inPerson(endSession),
                about: About("End one of one's own sessions", tag: "me", status: 204)),
        ]
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(MeJSON(caller))
    }

    /// One of the two has to be there. An empty language leaves it to the browser again.
    private func edit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let language = input.optionalText("language")
        let name = language == nil ? input.text("name") : input.optionalText("name")
        try input.finish()
        var person = caller.person
        if let name { person = try await services.people.rename(to: name, by: caller.actor) }
        if let language {
            person = try await services.people.chooseLanguage(language.isEmpty ? nil : language, by: caller.actor)
        }
        return try .json(PersonJSON(person, showsAddress: true))
    }

    private func changePassword(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let current = input.text("current_password")
        let new = input.text("new_password")
        try input.finish()
        try await services.people.changePassword(
            current: current, new: new, network: web.network, session: caller.session?.id, by: caller.actor)
        return .noContent
    }

    private func sessions(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let sessions = try await services.sessions.list(by: caller.actor)
        return try .json(ItemsJSON(items: sessions.map { SessionJSON($0, isThis: $0.id == caller.session?.id) }))
    }

    private func endSession(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.sessions.end(try web.id("session"), by: caller.actor)
        return .noContent
    }
}

/// Oneself, with what one's key allows.
struct MeJSON: Encodable {
    let id: ID<Person>
    let name: String
    let email: String
    let role: Role
    let language: String?
    let teams: [ID<Team>]
    let scopes: [Scope]

    init(_ caller: Caller) {
        id = caller.person.id
        name = caller.person.name
        email = caller.person.email
        role = caller.person.role
        language = caller.person.language
        teams = caller.actor.teams.sorted { $0.text < $1.text }
        scopes = caller.actor.scopes.sorted { $0.rawValue < $1.rawValue }
    }

    static let schema = Schema.object(
        "Me",
        [
            .init("id", .id), .init("name", .text), .init("email", .text), .init("role", .choice(Role.self)),
            .optional("language", .text), .init("teams", .list(.id)), .init("scopes", .list(.choice(Scope.self))),
        ])
}

/// One sign-in of one browser.
struct SessionJSON: Encodable {
    let id: ID<Session>
    let device: String
    let createdAt: Instant
    let lastSeenAt: Instant
    let isThis: Bool

    init(_ session: Session, isThis: Bool) {
        id = session.id
        device = session.device
        createdAt = session.createdAt
        lastSeenAt = session.lastSeenAt
        self.isThis = isThis
    }

    static let schema = Schema.object(
        "Session",
        [
            .init("id", .id), .init("device", .text), .init("created_at", .time), .init("last_seen_at", .time),
            .init("is_this", .boolean),
        ])
}
