import Domain
import Hummingbird
import Lookup
import Services

/// The five minutes before a call. A CRM button or a calendar entry opens the page `/pack` with the same parameters.
struct PackAPI: Sendable {
    let services: Services

    static let questions: [AskedField] = [
        AskedField("q", .text, "free words, such as: discovery, CFO, thinks we're expensive, 5 minutes"),
        AskedField("stage", .id), AskedField("persona", .id), AskedField("industry", .id),
        AskedField("objection", .text, "at most three ids, with commas between"),
        AskedField("minutes", .integer, "1 to 30, 5 when not given"),
        AskedField("clips", .text, "ids with commas between: the pack as it was made before"),
    ]

    var routes: [Route] {
        let tag = "pack"
        return [
            .get(
                "/api/v1/pack", .signedIn(.read, pack), rate: .lookup,
                about: About(
                    "Two or three moments that fit the minutes, with the planned line and the first question", tag: tag,
                    query: Self.questions, output: PackJSON.schema)),
            .post(
                "/api/v1/pack/reports", .signedIn(.write, report), body: .json,
                about: About(
                    "After the call: did it come up, did it help? Said again the same day, it replaces what was said",
                    tag: tag,
                    input: .object(
                        "NewPackReport",
                        [
                            .init("clip", .id), .optional("objection", .id), .init("came_up", .boolean),
                            .optional("helped", .boolean),
                        ]), output: PackReportJSON.schema)),
        ]
    }

    private func pack(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let asked = try await PackAsked.read(web, services, caller)
        let pack = try await services.packs.pack(asked.question, pinned: asked.clips, by: caller.actor)
        return try .json(PackJSON(pack, try await services.taxonomy.taxonomy()))
    }

    private func report(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let clip: ID<Clip> = input.id("clip")
        let objection: ID<Term>? = input.optionalID("objection")
        let cameUp = input.optionalBoolean("came_up")
        let helped = input.optionalBoolean("helped")
        try input.finish()
        guard let cameUp else { throw Problem.invalid("came_up", "This has to be given.") }
        let report = try await services.packs.report(
            clip, objection: objection, cameUp: cameUp, helped: helped, by: caller.actor)
        return try .json(PackReportJSON(report))
    }
}

/// What an address asks a pack for.
struct PackAsked: Sendable {
    let question: PackQuestion
    let clips: [ID<Clip>]

    /// What is said by name wins over what the words say.
    static func read(_ web: WebRequest, _ services: Services, _ caller: Caller) async throws -> PackAsked {
        let query = web.query
        var question = PackQuestion()
        if let text = query.text("q") { question = try await services.packs.understand(text, by: caller.actor) }
        question.stage = try query.id("stage") ?? question.stage
        question.persona = try query.id("persona") ?? question.persona
        question.industry = try query.id("industry") ?? question.industry
        question.minutes = try query.integer("minutes", in: PackQuestion.minuteRange) ?? question.minutes
        let objections: [ID<Term>] = try ids("objection", query)
        if !objections.isEmpty { question.objections = objections }
        return PackAsked(question: question, clips: try ids("clips", query))
    }

    private static func ids<Noun>(_ name: String, _ query: Query) throws -> [ID<Noun>] {
        try (query.text(name) ?? "").split(separator: ",").prefix(10).map { part in
            guard let id = ID<Noun>(parsing: part) else {
                throw Problem.invalid(name, "Ids were expected here, with commas between.")
            }
            return id
        }
    }
}

/// A pack as programs see it.
struct PackJSON: Encodable {
    struct Question: Encodable {
        let stage: LabelJSON?
        let persona: LabelJSON?
        let industry: LabelJSON?
        let objections: [LabelJSON]
        let minutes: Int
        let rest: String?

        static let schema = Schema.object(
            "PackQuestion",
            [
                .optional("stage", LabelJSON.schema), .optional("persona", LabelJSON.schema),
                .optional("industry", LabelJSON.schema), .init("objections", .list(LabelJSON.schema)),
                .init("minutes", .integer), .optional("rest", .text),
            ])
    }

    struct Line: Encodable {
        let objection: LabelJSON?
        let firstQuestion: String?
        let oftenMeans: String?
        let rule: Rule?

        static let schema = Schema.object(
            "PackLine",
            [
                .optional("objection", LabelJSON.schema), .optional("first_question", .text),
                .optional("often_means", .text), .optional("rule", ClipJSON.ruleSchema),
            ])
    }

    let question: Question
    let lines: [Line]
    let moments: [PackMomentJSON]
    let totalMs: Int
    let widened: Bool
    /// Opens the same pack again.
    let address: String

    init(_ pack: PackService.Pack, _ taxonomy: Taxonomy) {
        let asked = pack.question
        question = Question(
            stage: LabelJSON(asked.stage, taxonomy), persona: LabelJSON(asked.persona, taxonomy),
            industry: LabelJSON(asked.industry, taxonomy),
            objections: asked.objections.compactMap { LabelJSON($0, taxonomy) }, minutes: asked.minutes,
            rest: asked.rest.isEmpty ? nil : asked.rest)
        lines = pack.lines.map {
            Line(
                objection: LabelJSON($0.objection, taxonomy), firstQuestion: $0.firstQuestion,
                oftenMeans: $0.oftenMeans, rule: $0.rule)
        }
        moments = pack.moments.map { PackMomentJSON($0, taxonomy) }
        totalMs = pack.moments.map(\.milliseconds).reduce(0, +)
        widened = pack.isWidened
        address = PackAddress(pack).text
    }

    static let schema = Schema.object(
        "Pack",
        [
            .init("question", Question.schema), .init("lines", .list(Line.schema)),
            .init("moments", .list(PackMomentJSON.schema)), .init("total_ms", .integer), .init("widened", .boolean),
            .init("address", .text),
        ])
}

/// One moment of a pack.
struct PackMomentJSON: Encodable {
    let clip: LookupResultJSON.Clip
    let title: String
    let speaker: String
    let objection: LabelJSON?
    let startMs: Int
    let endMs: Int
    let quote: String
    let stale: Bool
    let watchedAt: Instant?
    let report: PackReportJSON?

    init(_ moment: PackService.Moment, _ taxonomy: Taxonomy) {
        let row = moment.row
        clip = LookupResultJSON.Clip(row.clip, hasPoster: row.hasPoster, isPlayable: row.isPlayable)
        title = row.hit.momentTitle ?? row.hit.title
        speaker = row.hit.speakers.joined(separator: ", ")
        objection = LabelJSON(moment.objection, taxonomy)
        startMs = moment.startMilliseconds
        endMs = moment.endMilliseconds
        quote = row.hit.quote.map(\.text).joined()
        stale = row.hit.isStale
        watchedAt = row.watchedAt
        report = moment.report.map(PackReportJSON.init)
    }

    static let schema = Schema.object(
        "PackMoment",
        [
            .init("clip", LookupResultJSON.Clip.schema), .init("title", .text), .init("speaker", .text),
            .optional("objection", LabelJSON.schema), .init("start_ms", .integer), .init("end_ms", .integer),
            .init("quote", .text), .init("stale", .boolean), .optional("watched_at", .time),
            .optional("report", PackReportJSON.schema),
        ])
}

/// What was said after the call.
struct PackReportJSON: Encodable {
    let clip: ID<Clip>
    let cameUp: Bool
    let helped: Bool?
    let reportedAt: Instant

    init(_ report: PackReport) {
        clip = report.clip
        cameUp = report.cameUp
        helped = report.helped
        reportedAt = report.at
    }

    static let schema = Schema.object(
        "PackReport",
        [
            .init("clip", .id), .init("came_up", .boolean), .optional("helped", .boolean), .init("reported_at", .time),
        ])
}

/// The address of a pack as it was understood and chosen: to come back to, to print, to send.
struct PackAddress {
    let text: String

    init(_ pack: PackService.Pack) {
        self.init(pack.question, clips: pack.moments.map(\.row.clip.id))
    }

    init(_ asked: PackQuestion, clips: [ID<Clip>] = []) {
        let parts: [(String, String?)] = [
            ("q", asked.rest.isEmpty ? nil : asked.rest.percentEncoded()), ("stage", asked.stage?.text),
            ("persona", asked.persona?.text), ("industry", asked.industry?.text),
            (
                "objection",
                asked.objections.isEmpty ? nil : asked.objections.map(\.text).joined(separator: ",")
            ), ("minutes", "\(asked.minutes)"),
            (
                "clips",
                clips.isEmpty ? nil : clips.map(\.text).joined(separator: ",")
            ),
        ]
        text = "/pack?" + parts.compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: "&")
    }
}
