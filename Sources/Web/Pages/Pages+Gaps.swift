import Domain
import Hummingbird
import Services

/// What is asked beside what is there, for managers and admins.
extension Pages {
    var gapRoutes: [Route] {
        [.get("/gaps", .page(gaps), about: .page)]
    }

    private func gaps(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let days = try web.query.integer("days", in: 7...90) ?? 28
        let report = try await services.gaps.report(days: days, by: caller.actor)
        let view = GapViews(report: report, taxonomy: try await services.taxonomy.taxonomy())
        return try await draw(view.page, caller, at: .nowhere)
    }
}

/// The report as a page.
struct GapViews {
    let report: GapService.Report
    let taxonomy: Taxonomy

    private static let mostRows = 10

    var page: GapsPage {
        return GapsPage(
            periodChips: GapService.periods.map {
                ChipView(
                    chipLabel: say("gaps.days", count: $0), chipAddress: "/gaps?days=\($0)",
                    chipCurrent: $0 == report.days)
            },
            gapsScope: say(
                "gaps.scope",
                [
                    "lookups": Wording.count(report.lookups, "lookup"),
                    "people": Wording.count(report.people, "person"),
                    "days": "\(report.days)",
                ]),
            tooFew: report.canCompare
                ? nil
                : say("gaps.too_few", ["fewest": "\(GapService.Report.fewest)"]),
            gapRows: report.canCompare ? rows : [], gapHeads: stages.map(head), gapLines: objections.map(line))
    }

    private var rows: [GapRow] {
        report.gaps.filter { $0.objection != nil && $0.size > 0 }.prefix(Self.mostRows).map { gap in
            GapRow(
                gapTitle: [taxonomy.term(gap.objection)?.label ?? say("gaps.removed"), taxonomy.term(gap.stage)?.label]
                    .compactMap { $0 }.joined(separator: ", "),
                gapAsked: say(
                    "gaps.asked", ["lookups": Wording.count(gap.lookups, "lookup"), "misses": "\(gap.misses)"]),
                gapThere: Wording.count(gap.moments, "moment"), gapLookupAddress: lookup(gap.stage, gap.objection),
                gapRequests: gap.requests == 0
                    ? nil
                    : GapRequests(
                        gapRequestsText: say("gaps.open_requests", count: gap.requests),
                        gapRequestsAddress: "/requests?" + query(gap.stage, gap.objection)))
        }
    }

    /// Only stages and objections in which something is asked or there.
    private var stages: [Term] {
        taxonomy.active(.stage).filter { stage in report.gaps.contains { $0.stage == stage.id } }
    }

    private var objections: [Term] {
        taxonomy.active(.objection).filter { objection in report.gaps.contains { $0.objection == objection.id } }
    }

    private func head(_ stage: Term) -> GridHead {
        GridHead(headLabel: Wording.short(stage.label), headAddress: "/lookup?stage=\(stage.id)")
    }

    private func line(_ objection: Term) -> GapLine {
        let own = report.gaps.filter { $0.objection == objection.id }
        return GapLine(
            lineLabel: objection.label, lineAddress: lookup(nil, objection.id),
            lineCells: stages.map { stage in
                guard let gap = own.first(where: { $0.stage == stage.id }) else { return GapCell() }
                return GapCell(
                    gapLink: GapLink(
                        gapAddress: lookup(stage.id, objection.id), gapDemand: "\(gap.lookups)",
                        gapSupply: "\(gap.moments)",
                        gapLabel: say(
                            "gaps.cell",
                            [
                                "lookups": Wording.count(gap.lookups, "lookup"),
                                "moments": Wording.count(gap.moments, "moment"), "objection": objection.label,
                                "stage": stage.label,
                            ]), gapLack: lack(gap)))
            },
            lineAsked: "\(own.map(\.lookups).reduce(0, +))", lineThere: "\(own.map(\.moments).reduce(0, +))")
    }

    private func lack(_ gap: GapService.Gap) -> Int {
        guard gap.lookups + gap.requests > 0 else { return 0 }
        if gap.moments == 0 { return 3 }
        return gap.misses > 0 || gap.requests > 0 ? (gap.size >= 1 ? 2 : 1) : 0
    }

    private func lookup(_ stage: ID<Term>?, _ objection: ID<Term>?) -> String {
        "/lookup?" + query(stage, objection)
    }

    private func query(_ stage: ID<Term>?, _ objection: ID<Term>?) -> String {
        [stage.map { "stage=\($0)" }, objection.map { "objection=\($0)" }].compactMap { $0 }.joined(separator: "&")
    }
}
