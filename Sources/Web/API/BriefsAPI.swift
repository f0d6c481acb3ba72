import Domain
import Hummingbird
import Services

/// Briefs: what to practise.
struct BriefsAPI: Sendable {
    let services: Services

    private static let tag = "practice"

    var routes: [Route] {
        let tag = Self.tag
        return [
            .get(
                "/api/v1/briefs", .signedIn(.read, list),
                about: About(
                    "Briefs of one's teams, latest change first; drafts for those who write them", tag: tag,
                    query: [AskedField("state", .choice(Brief.State.self), "published when not given")],
                    output: .items(BriefJSON.schema, "Briefs"))),
            .post(
                "/api/v1/briefs", .signedIn(.write, write), body: .json, isRepeatable: true,
                about: About(
                    "Write a brief", tag: tag,
                    input: .object(
                        "NewBrief",
                        BriefContentJSON.inputFields + [
                            .optional("team", .id), .optional("request", .id), .optional("publish", .boolean),
                        ]), status: 201, output: BriefJSON.schema)),
            .get(
                "/api/v1/briefs/{brief}", .signedIn(.read, show),
                about: About("One brief", tag: tag, output: BriefJSON.schema)),
            .put(
                "/api/v1/briefs/{brief}", .signedIn(.write, edit), body: .json,
                about: About(
                    "Change what it says, also when it is published; what it said before is kept", tag: tag,
                    input: .object(
                        "BriefChange", BriefContentJSON.inputFields + [.optional("version", .integer)]),
                    output: BriefJSON.schema)),
            .put(
                "/api/v1/briefs/{brief}/state", .signedIn(.write, setState), body: .json,
                about: About(
                    "Publish it, retire it, or take it back into drafts", tag: tag,
                    input: .object("BriefState", [.init("state", .choice(Brief.State.self))]),
                    output: BriefJSON.schema)),
            .get(
                "/api/v1/briefs/{brief}/versions", .signedIn(.read, versions),
                about: About(
                    "What it said before, latest first", tag: tag,
                    output: .items(BriefVersionJSON.schema, "BriefVersions"))),
            .post(
                "/api/v1/briefs/{brief}/versions/{version}/restore", .signedIn(.write, restore),
                about: About("Make an older version the newest one", tag: tag, output: BriefJSON.schema)),
        ]
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let state = try web.query.choice("state", of: Brief.State.self) ?? .published
        return try .json(
            ItemsJSON(items: try await services.briefs.list(state, by: caller.actor).map { BriefJSON($0) }))
    }

    private func write(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let content = try BriefContentJSON.read(&input)
        let team: ID<Team>? = input.optionalID("team")
        let request: ID<RecordingRequest>? = input.optionalID("request")
        let isPublished = input.optionalBoolean("publish") ?? false
        try input.finish()
        let shown = try await services.briefs.write(
            try BriefInput(content), team: team, for: request, isPublished: isPublished, by: caller.actor)
        return try .created(BriefJSON(shown), at: "/api/v1/briefs/\(shown.brief.id)")
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(BriefJSON(try await services.briefs.show(try web.id("brief"), by: caller.actor)))
    }

    private func edit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let content = try BriefContentJSON.read(&input)
        let version = input.optionalInteger("version")
        try input.finish()
        return try .json(
            BriefJSON(
                try await services.briefs.edit(
                    try web.id("brief"), try BriefInput(content), version: version, by: caller.actor)))
    }

    private func setState(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let state = input.choice("state", of: Brief.State.self)
        try input.finish()
        guard let state else { throw Problem.invalid("state", "This has to be given.") }
        return try .json(
            BriefJSON(try await services.briefs.setState(state, of: try web.id("brief"), by: caller.actor)))
    }

    private func versions(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.briefs.versions(of: try web.id("brief"), by: caller.actor)
        return try .json(ItemsJSON(items: found.map { BriefVersionJSON($0) }))
    }

    private func restore(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let number = Int(web.part("version")) else { throw Problem.notFound }
        return try .json(
            BriefJSON(try await services.briefs.restore(number, of: try web.id("brief"), by: caller.actor)))
    }
}
