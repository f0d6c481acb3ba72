import Domain
import Hummingbird
import Services

/// Teams and who belongs to them.
struct TeamsAPI: Sendable {
    let services: Services

    var routes: [Route] {
        let name = Schema.object("TeamName", [.init("name", .text)])
        return [
            .get(
                "/api/v1/teams", .signedIn(.read, list),
                about: About("Every team with its people", tag: "teams", output: .items(TeamJSON.schema, "Teams"))),
            .post(
                "/api/v1/teams", .admin(create), body: .json, isRepeatable: true,
                about: About("Make a team", tag: "teams", input: name, status: 201, output: TeamJSON.schema)),
            .patch(
                "/api/v1/teams/{team}", .admin(rename), body: .json,
                about: About("Give a team another name", tag: "teams", input: name, status: 204)),
            .put(
                "/api/v1/teams/{team}/members", .signedIn(.write, setMembers), body: .json,
                about: About(
                    "Exactly these people from now on", tag: "teams",
                    input: .object("TeamMembers", [.init("members", .list(.id))]),
                    output: .object("TeamMembersSet", [.init("members", .list(.id))]))),
        ]
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let teams = try await services.teams.list(by: caller.actor)
        return try .json(ItemsJSON(items: teams.map { TeamJSON($0.team, members: $0.members) }))
    }

    private func create(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let name = input.text("name")
        try input.finish()
        let team = try await services.teams.create(name: name, by: caller.actor)
        return try .created(TeamJSON(team, members: []), at: "/api/v1/teams/\(team.id)")
    }

    private func rename(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let name = input.text("name")
        try input.finish()
        try await services.teams.rename(try web.id("team"), to: name, by: caller.actor)
        return .noContent
    }

    private func setMembers(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let members = input.ids("members", of: Person.self)
        try input.finish()
        try await services.teams.setMembers(members, of: try web.id("team"), by: caller.actor)
        return try .json(Members(members: members))
    }

    private struct Members: Encodable {
        let members: [ID<Person>]
    }
}

/// A team with its people.
struct TeamJSON: Encodable {
    let id: ID<Team>
    let name: String
    let createdAt: Instant
    let members: [PersonJSON]

    init(_ team: Team, members: [Person]) {
        id = team.id
        name = team.name
        createdAt = team.createdAt
        self.members = members.map { PersonJSON($0) }
    }

    static let schema = Schema.object(
        "Team",
        [
            .init("id", .id), .init("name", .text), .init("created_at", .time),
            .init("members", .list(PersonJSON.schema)),
        ])
}
