import Domain
import Hummingbird
import Lookup
import Services

/// Judging what one's own lookups find, for admins.
struct JudgingAPI: Sendable {
    let services: Services

    var routes: [Route] {
        let tag = "judging"
        return [
            .get(
                "/api/v1/admin/judged-lookups", .admin(list),
                about: About(
                    "Lookups whose answers are judged", tag: tag,
                    output: .items(JudgedLookupJSON.schema, "JudgedLookups"))),
            .post(
                "/api/v1/admin/judged-lookups", .admin(add), body: .json,
                about: About(
                    "A lookup to judge", tag: tag,
                    input: .object("NewJudgedLookup", [.init("text", .text), .optional("stage", .id)]), status: 201,
                    output: JudgedLookupJSON.schema)),
            .get(
                "/api/v1/admin/judged-lookups/{judged}", .admin(show),
                about: About(
                    "What it finds now in the library, with what was judged", tag: tag,
                    output: .items(JudgedAnswerJSON.schema, "JudgedAnswers"))),
            .put(
                "/api/v1/admin/judged-lookups/{judged}", .admin(judge), body: .json,
                about: About("Judge some of its answers", tag: tag, input: Self.grades, status: 204)),
            .delete(
                "/api/v1/admin/judged-lookups/{judged}", .admin(remove),
                about: About("Not judged any more", tag: tag, status: 204)),
            .get(
                "/api/v1/admin/lookup-quality", .admin(qualities),
                about: About(
                    "How good lookup was each time it was measured, newest first", tag: tag,
                    output: .items(LookupQualityJSON.schema, "LookupQualities"))),
            .post(
                "/api/v1/admin/lookup-quality", .admin(measure),
                about: About("Measure now", tag: tag, status: 201, output: LookupQualityJSON.schema)),
        ]
    }

    private static let grades = Schema.object(
        "AnswerGrades",
        [
            .init(
                "grades",
                .list(
                    .object(
                        "AnswerGrade",
                        [
                            .init("clip", .id), .init("start_ms", .integer),
                            .init("grade", .integer),
                        ])))
        ])

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let listed = try await services.judging.list(by: caller.actor)
        return try .json(ItemsJSON(items: listed.map { JudgedLookupJSON($0.lookup, judgements: $0.judgements) }))
    }

    private func add(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let text = input.text("text")
        let stage: ID<Term>? = input.optionalID("stage")
        try input.finish()
        let lookup = try await services.judging.add(text, stage: stage, by: caller.actor)
        return try .created(
            JudgedLookupJSON(lookup, judgements: 0), at: "/api/v1/admin/judged-lookups/\(lookup.id)")
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let sheet = try await services.judging.sheet(try web.id("judged"), by: caller.actor)
        return try .json(ItemsJSON(items: sheet.rows.map { JudgedAnswerJSON($0.row, grade: $0.grade) }))
    }

    private func judge(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let judgements: [Judgement?] = try input.objects("grades") { grade in
            let clip: ID<Clip> = grade.id("clip")
            let start = grade.integer("start_ms")
            return AnswerGrade(rawValue: grade.integer("grade")).map {
                Judgement(clip: clip, startMilliseconds: start, grade: $0)
            }
        }
        try input.finish()
        let known = judgements.compactMap { $0 }
        guard known.count == judgements.count else {
            throw Problem.invalid("grades", "A grade is 0, 1, 2 or 3.")
        }
        try await services.judging.judge(try web.id("judged"), known, by: caller.actor)
        return .noContent
    }

    private func remove(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.judging.remove(try web.id("judged"), by: caller.actor)
        return .noContent
    }

    private func qualities(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.judging.qualities(by: caller.actor)
        return try .json(ItemsJSON(items: found.map(LookupQualityJSON.init)))
    }

    private func measure(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .created(
            LookupQualityJSON(try await services.judging.measure(by: caller.actor)), at: "/api/v1/admin/lookup-quality")
    }
}

/// A lookup whose answers are judged.
struct JudgedLookupJSON: Encodable {
    let id: ID<JudgedLookup>
    let text: String
    let stage: ID<Term>?
    let judgements: Int

    init(_ lookup: JudgedLookup, judgements: Int) {
        id = lookup.id
        text = lookup.text
        stage = lookup.stage
        self.judgements = judgements
    }

    static let schema = Schema.object(
        "JudgedLookup",
        [.init("id", .id), .init("text", .text), .optional("stage", .id), .init("judgements", .integer)])
}

/// One moment it finds.
struct JudgedAnswerJSON: Encodable {
    let clip: ID<Clip>
    let title: String
    let startMs: Int
    let grade: Int?

    init(_ row: LookupService.Row, grade: AnswerGrade?) {
        clip = row.clip.id
        title = row.hit.momentTitle ?? row.hit.title
        startMs = row.hit.startMilliseconds
        self.grade = grade?.rawValue
    }

    static let schema = Schema.object(
        "JudgedAnswer",
        [.init("clip", .id), .init("title", .text), .init("start_ms", .integer), .optional("grade", .integer)])
}

/// How good lookup was at one time; figures from 0 to 1.
struct LookupQualityJSON: Encodable {
    let ranAt: Instant
    let lookups: Int
    let unanswerable: Int
    let ndcg10: Double
    let mrr10: Double
    let recall5: Double
    let success1: Double
    let moment1: Double
    let missesRightly: Double
    let tookMs: Double

    init(_ quality: LookupQuality) {
        ranAt = quality.ranAt
        lookups = quality.lookups
        unanswerable = quality.unanswerable
        ndcg10 = quality.ndcg10
        mrr10 = quality.mrr10
        recall5 = quality.recall5
        success1 = quality.success1
        moment1 = quality.moment1
        missesRightly = quality.missesRightly
        tookMs = quality.tookMilliseconds
    }

    static let schema = Schema.object(
        "LookupQuality",
        [
            .init("ran_at", .time), .init("lookups", .integer), .init("unanswerable", .integer),
            .init("ndcg10", .number), .init("mrr10", .number), .init("recall5", .number), .init("success1", .number),
            .init("moment1", .number), .init("misses_rightly", .number), .init("took_ms", .number),
        ])
}
