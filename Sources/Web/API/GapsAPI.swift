import Domain
import Hummingbird
import Services

/// What is asked beside what is there, for managers and admins.
struct GapsAPI: Sendable {
    let services: Services

    var routes: [Route] {
        [
            .get(
                "/api/v1/gaps", .signedIn(.read, report),
                about: About(
                    "Lookups, misses and open requests beside published moments, per stage and objection; for managers "
                        + "(their teams' lookups) and admins. No person is named", tag: "requests",
                    query: [AskedField("days", .integer, "7, 28 or 90; 28 when not given")],
                    output: GapReportJSON.schema))
        ]
    }

    private func report(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let days = try web.query.integer("days", in: 7...90) ?? 28
        let report = try await services.gaps.report(days: days, by: caller.actor)
        return try .json(GapReportJSON(report, try await services.taxonomy.taxonomy()))
    }
}

/// Demand and supply of a period.
struct GapReportJSON: Encodable {
    struct Gap: Encodable {
        let stage: LabelJSON?
        let objection: LabelJSON?
        let lookups: Int
        let misses: Int
        let openRequests: Int
        let moments: Int

        static let schema = Schema.object(
            "Gap",
            [
                .optional("stage", LabelJSON.schema), .optional("objection", LabelJSON.schema),
                .init("lookups", .integer), .init("misses", .integer), .init("open_requests", .integer),
                .init("moments", .integer),
            ])
    }

    let days: Int
    let lookups: Int
    let people: Int
    let canCompare: Bool
    /// The largest first.
    let items: [Gap]

    init(_ report: GapService.Report, _ taxonomy: Taxonomy) {
        days = report.days
        lookups = report.lookups
        people = report.people
        canCompare = report.canCompare
        items = report.gaps.map {
            Gap(
                stage: LabelJSON($0.stage, taxonomy), objection: LabelJSON($0.objection, taxonomy),
                lookups: $0.lookups, misses: $0.misses, openRequests: $0.requests, moments: $0.moments)
        }
    }

    static let schema = Schema.object(
        "Gaps",
        [
            .init("days", .integer), .init("lookups", .integer), .init("people", .integer),
            .init("can_compare", .boolean), .init("items", .list(Gap.schema)),
        ])
}
