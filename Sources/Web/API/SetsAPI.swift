import Domain
import Hummingbird
import Services

/// Review sets: lists, building, versions.
struct SetsAPI: Sendable {
    let services: Services

    var routes: [Route] { reading + building + items + versions }

    private static let tag = "sets"
    private static let head: [Schema.Field] = [
        .init("title", .text), .optional("summary", .text), .optional("threshold", .integer),
        .optional("goal", .choice(Rung.self)), .optional("retention", .number),
    ]

    private var reading: [Route] {
        [
            .get(
                "/api/v1/sets", .signedIn(.read, list),
                about: About(
                    "Review sets of one's teams, one's own, or templates", tag: Self.tag,
                    query: [AskedField("scope", .choice(SetService.Scope.self), "team when not given")],
                    output: .items(SetJSON.schema, "Sets"))),
            .get(
                "/api/v1/sets/{set}", .signedIn(.read, show),
                about: About("One set with how far one is", tag: Self.tag, output: SetJSON.schema)),
        ]
    }

    private var building: [Route] {
        [
            .post(
                "/api/v1/sets", .signedIn(.write, create), body: .json, isRepeatable: true,
                about: About(
                    "Build a set: empty, from a template, or out of another set", tag: Self.tag,
                    input: .object(
                        "NewSet",
                        Self.head + [
                            .optional("team", .id), .optional("template", .choice(SetTemplate.self)),
                            .optional("copy_of", .id), .optional("items", .list(SetItemInput.schema)),
                        ]), status: 201, output: SetJSON.schema)),
            .put(
                "/api/v1/sets/{set}", .signedIn(.write, edit), body: .json,
                about: About(
                    "Change its heading and rule for done, and with `items` all that is in it; `version` refuses to "
                        + "overwrite what somebody else did meanwhile", tag: Self.tag,
                    input: .object(
                        "SetChanges",
                        Self.head + [.optional("version", .integer), .optional("items", .list(SetItemInput.schema))]),
                    output: SetJSON.schema)),
            .delete(
                "/api/v1/sets/{set}", .signedIn(.write, retire),
                about: About("Retire it: out of the lists, kept for whom it was given to", tag: Self.tag, status: 204)),
            .post(
                "/api/v1/sets/{set}/restore", .signedIn(.write, bringBack),
                about: About("Bring a retired set back", tag: Self.tag, output: SetJSON.schema)),
            .put(
                "/api/v1/sets/{set}/template", .signedIn(.write, setTemplate), body: .json,
                about: About(
                    "Make it a pattern for others, or a plain set again", tag: Self.tag,
                    input: .object("SetTemplateMark", [.init("is", .boolean)]), output: SetJSON.schema)),
        ]
    }

    private var items: [Route] {
        [
            .post(
                "/api/v1/sets/{set}/items", .signedIn(.write, add), body: .json,
                about: About(
                    "Put clips, moments, cues or briefs at its end; what is in it already stays once", tag: Self.tag,
                    input: .object("SetItems", [.init("items", .list(SetItemInput.schema))]), output: SetJSON.schema)),
            .post(
                "/api/v1/sets/{set}/gather", .signedIn(.write, gather), body: .json,
                about: About(
                    "Put in what a lookup or a filter finds", tag: Self.tag,
                    input: .object(
                        "SetGathering",
                        [
                            .optional("q", .text), .optional("stage", .id), .optional("objection", .id),
                            .optional("limit", .integer),
                        ]), output: SetJSON.schema)),
            .put(
                "/api/v1/sets/{set}/order", .signedIn(.write, reorder), body: .json,
                about: About(
                    "All items in their new order", tag: Self.tag,
                    input: .object("SetOrder", [.init("items", .list(.id)), .optional("version", .integer)]),
                    output: SetJSON.schema)),
            .patch(
                "/api/v1/sets/{set}/items/{item}", .signedIn(.write, setNote), body: .json,
                about: About(
                    "Say why an item is in it", tag: Self.tag,
                    input: .object("SetItemNote", [.init("note", .text)]), output: SetJSON.schema)),
            .delete(
                "/api/v1/sets/{set}/items/{item}", .signedIn(.write, remove),
                about: About("Take an item out", tag: Self.tag, output: SetJSON.schema)),
        ]
    }

    private var versions: [Route] {
        [
            .get(
                "/api/v1/sets/{set}/versions", .signedIn(.read, listVersions),
                about: About(
                    "What it held before, latest first", tag: Self.tag,
                    output: .items(SetVersionJSON.schema, "SetVersions"))),
            .post(
                "/api/v1/sets/{set}/versions/{version}/restore", .signedIn(.write, restore),
                about: About(
                    "Make an older version the newest one; nothing is lost", tag: Self.tag, output: SetJSON.schema)),
        ]
    }

    // MARK: Handlers

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let scope = try web.query.choice("scope", of: SetService.Scope.self) ?? .team
        let found = try await services.sets.list(scope, by: caller.actor)
        return try .json(ItemsJSON(items: found.map(SetJSON.init)))
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(SetJSON(try await services.sets.show(try web.id("set"), by: caller.actor)))
    }

    private func create(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let head = Self.readHead(&input)
        let team: ID<Team>? = input.optionalID("team")
        let template = input.optionalChoice("template", of: SetTemplate.self)
        let copied: ID<ReviewSet>? = input.optionalID("copy_of")
        let items = try SetItemInput.read("items", of: &input)
        try input.finish()
        let shown = try await services.sets.create(
            try head.checked(), items: try SetItemInput.checked(items ?? []), template: template, copying: copied,
            team: team, by: caller.actor)
        return try .created(SetJSON(shown), at: "/api/v1/sets/\(shown.set.id)")
    }

    private func edit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let head = Self.readHead(&input)
        let version = input.optionalInteger("version")
        let items = try SetItemInput.read("items", of: &input)
        try input.finish()
        return try .json(
            SetJSON(
                try await services.sets.edit(
                    try web.id("set"), try head.checked(), items: try items.map(SetItemInput.checked),
                    version: version, by: caller.actor)))
    }

    private func retire(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        _ = try await services.sets.setRetired(true, try web.id("set"), by: caller.actor)
        return .noContent
    }

    private func bringBack(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(SetJSON(try await services.sets.setRetired(false, try web.id("set"), by: caller.actor)))
    }

    private func setTemplate(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let isTemplate = input.optionalBoolean("is") ?? false
        try input.finish()
        return try .json(SetJSON(try await services.sets.setTemplate(isTemplate, try web.id("set"), by: caller.actor)))
    }

    private func add(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let items = try SetItemInput.read("items", of: &input)
        try input.finish()
        let checked = try SetItemInput.checked(items ?? [])
        return try .json(SetJSON(try await services.sets.add(checked, to: try web.id("set"), by: caller.actor)))
    }

    private func gather(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let text = input.optionalText("q") ?? ""
        let stage: ID<Term>? = input.optionalID("stage")
        let objection: ID<Term>? = input.optionalID("objection")
        let limit = input.optionalInteger("limit") ?? 5
        try input.finish()
        let gathering = try SetService.Gathering(text: text, stage: stage, objection: objection, limit: limit)
        return try .json(
            SetJSON(try await services.sets.gather(gathering, into: try web.id("set"), by: caller.actor)))
    }

    private func reorder(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let order: [ID<SetItem>] = input.ids("items")
        let version = input.optionalInteger("version")
        try input.finish()
        return try .json(
            SetJSON(
                try await services.sets.reorder(try web.id("set"), to: order, version: version, by: caller.actor)))
    }

    private func setNote(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let note = input.text("note")
        try input.finish()
        return try .json(
            SetJSON(
                try await services.sets.setNote(
                    note, of: try web.id("item"), in: try web.id("set"), by: caller.actor)))
    }

    private func remove(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(
            SetJSON(try await services.sets.remove(try web.id("item"), from: try web.id("set"), by: caller.actor)))
    }

    private func listVersions(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let versions = try await services.sets.versions(of: try web.id("set"), by: caller.actor)
        return try .json(ItemsJSON(items: versions.map(SetVersionJSON.init)))
    }

    private func restore(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let number = Int(web.part("version")) else { throw Problem.notFound }
        return try .json(
            SetJSON(try await services.sets.restore(number, of: try web.id("set"), by: caller.actor)))
    }

    /// The heading as it was sent, to be checked once the whole body is read.
    private struct SentHead {
        let title: String
        let summary: String
        let threshold: Int?
        let goal: Rung?
        let retention: Double?

        func checked() throws -> SetHead {
            try SetHead(title: title, summary: summary, threshold: threshold, goal: goal, retention: retention)
        }
    }

    private static func readHead(_ input: inout JSONInput) -> SentHead {
        SentHead(
            title: input.text("title"), summary: input.optionalText("summary") ?? "",
            threshold: input.optionalInteger("threshold"), goal: input.optionalChoice("goal", of: Rung.self),
            retention: input.optionalNumber("retention"))
    }
}
