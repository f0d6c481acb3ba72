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
                "/api/v1/lookup/popular", .signedIn(.read, popular),
                about: About(
                    "What at least five different people of one's teams looked up lately and found; nobody is named",
                    tag: tag, output: .items(.text, "PopularLookups"))),
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
            .put(
                "/api/v1/lookup/{lookup}/kept", .signedIn(.write, kept), body: .json,
                about: About(
                    "Keep an answer of an own lookup, or keep it no longer", tag: tag, input: Self.mark, status: 204)),
            .put(
                "/api/v1/lookup/{lookup}/helped", .signedIn(.write, helped), body: .json,
                about: About(
                    "Say that an answer of an own lookup helped, or take it back", tag: tag, input: Self.mark,
                    status: 204)),
        ]
    }

    private static let mark = Schema.object("LookupMark", [.init("clip", .id), .optional("is", .boolean)])

    private static let questions: [AskedField] = [
        AskedField("q", .text, "the buyer's words; without them it is browsing"), AskedField("stage", .id),
        AskedField("objection", .id), AskedField("persona", .id), AskedField("industry", .id),
        AskedField("clip_type", .id), AskedField("speaker"),
        AskedField("language", .text, "BCP 47; `en` also finds `en-GB`"),
        AskedField("unseen", .boolean, "only what one has not begun to watch"),
        AskedField("limit", .integer, "1 to 50, 10 when not given"),
        AskedField("typing", .boolean, "the last word is not finished; such lookups are not logged"),
        AskedField(
            "settled", .boolean,
            "typing has paused: what the words mean counts, also where the answer has to wait for it; without it such an answer "
                + "is `preliminary`"),
    ]

    private func lookup(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let query = web.query
        var input = LookupInput(
            text: query.text("q") ?? "", stage: try query.id("stage"), objection: try query.id("objection"),
            persona: try query.id("persona"), industry: try query.id("industry"), clipType: try query.id("clip_type"),
            speaker: query.text("speaker"), limit: try query.integer("limit", in: 1...50) ?? 10,
            isTyping: query.flag("typing"))
        input.language = query.text("language").map { String($0.prefix(35)) }
        input.waitsForMeaning = !input.isTyping || query.flag("settled")
        let taxonomy = try await services.taxonomy.taxonomy()
        let result = try await services.lookup.lookup(input, isUnseenOnly: query.flag("unseen"), by: caller.actor)
        return try .json(LookupJSON(result, taxonomy))
    }

    private func suggest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let typed = web.query.text("q") ?? ""
        let names = NamesOfLists(try await services.taxonomy.taxonomy()).beginning(with: String(typed.prefix(200)))
        let suggestions = services.lookup.suggest(typed, by: caller.actor)
        return try .json(ItemsJSON(items: SuggestionJSON.all(suggestions, names)))
    }

    private func popular(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ItemsJSON(items: try await services.lookup.popular(by: caller.actor)))
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
        try await services.lookup.use(.played, try web.id("lookup"), clip: clip, by: caller.actor)
        return .noContent
    }

    private func kept(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await mark(.kept, web, caller)
    }

    private func helped(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await mark(.helped, web, caller)
    }

    private func mark(_ use: LookupUse, _ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let clip: ID<Clip> = input.id("clip")
        let isMarked = input.optionalBoolean("is") ?? true
        try input.finish()
        try await services.lookup.use(
            use, try web.id("lookup"), clip: clip, isUndone: !isMarked, by: caller.actor)
        return .noContent
    }
}
