import Domain
import Hummingbird
import Lookup
import Services

/// Just-in-time lookup: ranked moments for the buyer's words.
struct LookupAPI: Sendable {
    let services: Services

    var routes: [Route] {
        let tag = "lookup"
        return [
            .get(
                "/api/v1/lookup", .signedIn(.read, lookup), rate: .lookup,
                about: About("Ranked moments", tag: tag, query: Self.questions, output: LookupJSON.schema)),
            .get(
                "/api/v1/lookup/suggest", .signedIn(.read, suggest), rate: .lookup,
                about: About(
                    "What people say that begins like this", tag: tag, query: [AskedField("q")],
                    output: .items(SuggestionJSON.schema, "Suggestions"))),
            .get(
                "/api/v1/lookup/recent", .signedIn(.read, recent),
                about: About("What one looked up last", tag: tag, output: .items(.text, "RecentLookups"))),
            .get(
                "/api/v1/lookup/coverage", .signedIn(.read, coverage),
                about: About(
                    "How many clips answer each objection in each stage", tag: tag,
                    output: .items(ClipCountsJSON.Cell.schema, "Coverage"))),
            .get(
                "/api/v1/clips/{clip}/related", .signedIn(.read, related),
                about: About(
                    "Moments of the same objection by other people", tag: tag,
                    query: [AskedField("limit", .integer, "1 to 24, 6 when not given")],
                    output: .items(RelatedMomentJSON.schema, "RelatedMoments"))),
            .post(
                "/api/v1/lookup/{lookup}/played", .signedIn(.write, played), body: .json, rate: .beacon,
                about: About(
                    "An answer of an own lookup was played for a while", tag: tag,
                    input: .object("Played", [.init("clip", .id)]), status: 204)),
        ]
    }

    private static let questions: [AskedField] = [
        AskedField("q", .text, "the buyer's words; without them it is browsing"), AskedField("stage", .id),
        AskedField("objection", .id), AskedField("persona", .id), AskedField("industry", .id),
        AskedField("clip_type", .id), AskedField("speaker"),
        AskedField("limit", .integer, "1 to 50, 10 when not given"),
        AskedField("typing", .boolean, "the last word is not finished; such lookups are not logged"),
    ]

    private func lookup(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let query = web.query
        let input = LookupInput(
            text: query.text("q") ?? "", stage: try query.id("stage"), objection: try query.id("objection"),
            persona: try query.id("persona"), industry: try query.id("industry"), clipType: try query.id("clip_type"),
            speaker: query.text("speaker"), limit: try query.integer("limit", in: 1...50) ?? 10,
            isTyping: query.flag("typing"))
        let taxonomy = try await services.taxonomy.taxonomy()
        let result = try await services.lookup.lookup(input, by: caller.actor)
        return try .json(LookupJSON(result, taxonomy))
    }

    private func suggest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let suggestions = services.lookup.suggest(web.query.text("q") ?? "", by: caller.actor)
        return try .json(ItemsJSON(items: suggestions.map(SuggestionJSON.init)))
    }

    private func recent(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ItemsJSON(items: try await services.lookup.recent(by: caller.actor)))
    }

    private func coverage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let cells = services.lookup.coverage(by: caller.actor).map {
            ClipCountsJSON.Cell(stage: $0.stage, objection: $0.objection, count: $0.count)
        }
        return try .json(ItemsJSON(items: cells))
    }

    private func related(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let rows = try await services.lookup.related(
            to: try web.id("clip"), limit: try web.query.integer("limit", in: 1...24) ?? 6, by: caller.actor)
        return try .json(ItemsJSON(items: rows.map { RelatedMomentJSON($0, taxonomy) }))
    }

    private func played(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let clip: ID<Clip> = input.id("clip")
        try input.finish()
        try await services.lookup.played(try web.id("lookup"), clip: clip, by: caller.actor)
        return .noContent
    }
}
