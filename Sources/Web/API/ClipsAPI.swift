import Domain
import Hummingbird
import Services

/// The catalog: finding clips, editing them, and their way from draft to published, retired, trashed and back.
struct ClipsAPI: Sendable {
    let services: Services

    var routes: [Route] {
        let tag = "clips"
        let clip = ClipJSON.schema
        return [
            .get(
                "/api/v1/clips", .signedIn(.read, list),
                about: About(
                    "Clips one may see, newest first", tag: tag, query: Self.filters,
                    output: .page(of: clip, "Clips"))),
            .get(
                "/api/v1/clips/counts", .signedIn(.read, counts),
                about: About("How many clips one may see", tag: tag, output: ClipCountsJSON.schema)),
            .get(
                "/api/v1/clips/{clip}", .signedIn(.read, show),
                about: About("One clip with everything its page shows", tag: tag, output: ClipShownJSON.schema)),
            .patch(
                "/api/v1/clips/{clip}", .signedIn(.write, edit), body: .json,
                about: About(
                    "Change what is said about a clip; null empties a field", tag: tag, input: ClipInput.schema,
                    output: clip)),
            .get(
                "/api/v1/clips/{clip}/suggestions", .signedIn(.write, suggestions),
                about: About(
                    "Title, objection and stages guessed from what is said", tag: tag,
                    output: ClipSuggestionsJSON.schema)),
            .put(
                "/api/v1/clips/{clip}/publication", .signedIn(.write, publish),
                about: About("Publish", tag: tag, output: clip)),
            .delete(
                "/api/v1/clips/{clip}/publication", .signedIn(.write, retire),
                about: About("Retire: no longer found, still there", tag: tag, output: clip)),
            .put(
                "/api/v1/clips/{clip}/visibility", .signedIn(.write, setVisibility),
                about: About(
                    "Who may see it", tag: tag, query: [AskedField("to", .choice(Visibility.self), isRequired: true)],
                    output: clip)),
            .delete(
                "/api/v1/clips/{clip}", .signedIn(.write, trash), about: About("Into the trash", tag: tag, status: 204)),
            .post(
                "/api/v1/clips/{clip}/restore", .signedIn(.write, restore),
                about: About("Out of the trash", tag: tag, output: clip)),
            .post(
                "/api/v1/clips/{clip}/purge", .signedIn(.write, purge),
                about: About("Delete for ever; from the trash only", tag: tag, status: 204)),
            .get(
                "/api/v1/trash", .signedIn(.read, trashed),
                about: About("Clips one may take out of the trash", tag: tag, output: .items(clip, "Trash"))),
            .get(
                "/api/v1/me/continue", .signedIn(.read, toContinue),
                about: About(
                    "Where one stopped watching, newest first", tag: tag,
                    output: .items(ResumePointJSON.schema, "ResumePoints"))),
            .post(
                "/api/v1/clips/{clip}/retry", .signedIn(.write, retry),
                about: About("Start again what failed", tag: tag, status: 202)),
            .get(
                "/api/v1/clips/{clip}/job", .signedIn(.write, jobs),
                about: About("Work on the clip", tag: tag, output: .items(JobJSON.schema, "ClipJobs"))),
            .put(
                "/api/v1/clips/{clip}/position", .signedIn(.write, setPosition), body: .json, rate: .beacon,
                about: About(
                    "Where one stopped watching", tag: tag,
                    input: .object("Position", [.init("milliseconds", .integer)]),
                    status: 204)),
        ]
    }

    private static let filters: [AskedField] = [
        AskedField("shelf", .choice(ClipFilter.Shelf.self), "whose clips"),
        AskedField("state", .choice(ClipState.self)), AskedField("stage", .id), AskedField("objection", .id),
        AskedField("persona", .id), AskedField("industry", .id), AskedField("clip_type", .id),
        AskedField("text", .text, "in the title or a speaker's name"), AskedField("cursor"),
        AskedField("limit", .integer, "1 to 200, 24 when not given"),
    ]

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let query = web.query
        let filter = ClipFilter(
            shelf: try query.choice("shelf", of: ClipFilter.Shelf.self) ?? .all,
            state: try query.choice("state", of: ClipState.self), stage: try query.id("stage"),
            objection: try query.id("objection"), persona: try query.id("persona"), industry: try query.id("industry"),
            clipType: try query.id("clip_type"), text: query.text("text"))
        let page = try await services.clips.list(
            filter, cursor: query.text("cursor"), limit: try query.integer("limit", in: 1...200) ?? 24,
            by: caller.actor)
        return try .json(PageJSON(page, ClipJSON.init))
    }

    private func counts(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ClipCountsJSON(try await services.clips.counts(by: caller.actor)))
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ClipShownJSON(try await services.clips.show(try web.id("clip"), by: caller.actor)))
    }

    private func edit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let changes = try ClipInput.read(try web.input())
        return try .json(ClipJSON(try await services.clips.edit(try web.id("clip"), changes, by: caller.actor)))
    }

    private func suggestions(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ClipSuggestionsJSON(try await services.clips.suggestions(for: try web.id("clip"), by: caller.actor)))
    }

    private func publish(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ClipJSON(try await services.clips.publish(try web.id("clip"), by: caller.actor)))
    }

    private func retire(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ClipJSON(try await services.clips.retire(try web.id("clip"), by: caller.actor)))
    }

    private func setVisibility(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let visibility = try web.query.choice("to", of: Visibility.self) else {
            throw Problem.invalid("to", "This has to be given: private, team or library.")
        }
        let id: ID<Clip> = try web.id("clip")
        return try .json(ClipJSON(try await services.clips.setVisibility(id, to: visibility, by: caller.actor)))
    }

    private func trash(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.clips.trash(try web.id("clip"), by: caller.actor)
        return .noContent
    }

    private func restore(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ClipJSON(try await services.clips.restore(try web.id("clip"), by: caller.actor)))
    }

    private func purge(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.clips.purge(try web.id("clip"), by: caller.actor)
        return .noContent
    }

    private func trashed(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ItemsJSON(items: try await services.clips.trashed(by: caller.actor).map(ClipJSON.init)))
    }

    private func toContinue(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let points = try await services.clips.toContinue(limit: 20, by: caller.actor)
        return try .json(
            ItemsJSON(items: points.map { ResumePointJSON(clip: ClipJSON($0.clip), milliseconds: $0.milliseconds) }))
    }

    private func retry(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.clips.retry(try web.id("clip"), by: caller.actor)
        return Response(status: .accepted)
    }

    private func jobs(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let jobs = try await services.clips.jobs(of: try web.id("clip"), by: caller.actor)
        return try .json(ItemsJSON(items: jobs.map { JobJSON($0, showsError: true) }))
    }

    private func setPosition(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let milliseconds = input.integer("milliseconds")
        try input.finish()
        try await services.clips.setPosition(try web.id("clip"), milliseconds: milliseconds, by: caller.actor)
        return .noContent
    }
}
