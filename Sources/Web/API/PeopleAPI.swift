import Domain
import Hummingbird
import Services

/// The directory, and what admins do with accounts.
struct PeopleAPI: Sendable {
    let services: Services

    /// What only the person, their managers and admins see.
    private static let privateFields: Set<String> = ["email", "last_login", "deactivated_at"]

    var routes: [Route] {
        let fields = AskedField(
            "fields", .text, "email, last_login and deactivated_at, separated by commas; not for everyone")
        return [
            .get(
                "/api/v1/people", .signedIn(.read, list),
                about: About(
                    "Everyone with an account", tag: "people", query: [fields],
                    output: .items(PersonJSON.schema, "People"))),
            .get(
                "/api/v1/people/{person}", .signedIn(.read, show),
                about: About("One person", tag: "people", query: [fields], output: PersonJSON.schema)),
            .post(
                "/api/v1/people", .admin(add), body: .json, isRepeatable: true,
                about: About(
                    "Add a person", tag: "people", input: Self.newPerson, status: 201, output: PersonJSON.schema)),
            .patch(
                "/api/v1/people/{person}/role", .admin(changeRole), body: .json,
                about: About(
                    "Give another role; their sessions end", tag: "people",
                    input: .object("RoleChange", [.init("role", .choice(Role.self))]), output: PersonJSON.schema)),
            .post(
                "/api/v1/people/{person}/password", .admin(setPassword), body: .json,
                about: About(
                    "Set a password for someone who lost theirs", tag: "people",
                    input: .object("NewPassword", [.init("password", .text)]), status: 204)),
            .post(
                "/api/v1/people/{person}/deactivate", .admin(deactivate),
                about: About(
                    "Close an account; sessions and tokens end at once", tag: "people", output: PersonJSON.schema)),
            .post(
                "/api/v1/people/{person}/reactivate", .admin(reactivate),
                about: About("Open an account again", tag: "people", output: PersonJSON.schema)),
        ]
    }

    private static let newPerson = Schema.object(
        "NewPerson",
        [
            .init("name", .text), .init("email", .text), .init("role", .choice(Role.self)),
            .optional("teams", .list(.text)), .optional("password", .text),
        ])

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let isPrivate = try asksForPrivateFields(web)
        if isPrivate, !caller.actor.isAdmin { throw Problem.forbidden() }
        let people = try await services.people.list(by: caller.actor)
        return try .json(ItemsJSON(items: people.map { PersonJSON($0, showsAddress: isPrivate) }))
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Person> = try web.id("person")
        let isPrivate = try asksForPrivateFields(web)
        let person = try await services.people.find(id, by: caller.actor)
        if isPrivate, !(try await maySeeAddress(of: id, caller.actor)) { throw Problem.forbidden() }
        return try .json(PersonJSON(person, showsAddress: isPrivate))
    }

    private func add(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let name = input.text("name")
        let email = input.text("email")
        let role = input.text("role")
        let teams = input.optionalTexts("teams") ?? []
        let password = input.optionalText("password")
        try input.finish()
        let person = try await services.people.add(
            NewPerson(name: name, email: email, role: role, teamNames: teams, password: password), by: caller.actor)
        return try .created(PersonJSON(person, showsAddress: true), at: "/api/v1/people/\(person.id)")
    }

    private func changeRole(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let role = input.optionalChoice("role", of: Role.self)
        try input.finish()
        guard let role else { throw Problem.invalid("role", "This has to be given.") }
        try caller.requireConfirmed(at: web.world.now())
        let person = try await services.people.changeRole(of: try web.id("person"), to: role, by: caller.actor)
        return try .json(PersonJSON(person, showsAddress: true))
    }

    private func setPassword(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let password = input.text("password")
        try input.finish()
        try caller.requireConfirmed(at: web.world.now())
        try await services.people.setPassword(of: try web.id("person"), to: password, by: caller.actor)
        return .noContent
    }

    private func deactivate(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let person = try await services.people.deactivate(try web.id("person"), by: caller.actor)
        return try .json(PersonJSON(person, showsAddress: true))
    }

    private func reactivate(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let person = try await services.people.reactivate(try web.id("person"), by: caller.actor)
        return try .json(PersonJSON(person, showsAddress: true))
    }

    private func asksForPrivateFields(_ web: WebRequest) throws -> Bool {
        guard let text = web.query.text("fields") else { return false }
        let asked = text.split(separator: ",").map(\.description.trimmedText)
        guard asked.allSatisfy(Self.privateFields.contains) else {
            throw Problem.invalid("fields", "These were expected: email, last_login, deactivated_at.")
        }
        return !asked.isEmpty
    }

    private func maySeeAddress(of person: ID<Person>, _ actor: Actor) async throws -> Bool {
        if actor.isAdmin || actor.person.id == person { return true }
        guard !actor.managedTeams.isEmpty else { return false }
        return try await services.teams.list(by: actor).contains { team in
            actor.managedTeams.contains(team.team.id) && team.members.contains { $0.id == person }
        }
    }
}

/// A person as the directory shows them; the address only to those who may see it.
struct PersonJSON: Encodable {
    let id: ID<Person>
    let name: String
    let role: Role
    let isActive: Bool
    let email: String?
    let deactivatedAt: Instant?

    init(_ person: Person, showsAddress: Bool = false) {
        id = person.id
        name = person.name
        role = person.role
        isActive = person.isActive
        email = showsAddress ? person.email : nil
        deactivatedAt = showsAddress ? person.deactivatedAt : nil
    }

    static let schema = Schema.object(
        "Person",
        [
            .init("id", .id), .init("name", .text), .init("role", .choice(Role.self)), .init("is_active", .boolean),
            .optional("email", .text), .optional("deactivated_at", .time),
        ])
}
