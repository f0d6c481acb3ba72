import Domain
import Services

/// What teams would recall, in words.
struct RetentionViews {
    let taxonomy: Taxonomy
    let report: RetentionReport

    var page: TeamRetentionPage {
        TeamRetentionPage(
            retentionScope: say(
                "retention.scope",
                [
                    "day": Wording.day(report.day), "started": Wording.grouped(report.started),
                    "all": Wording.count(report.scheduled, "cue"),
                ]),
            retentionBand: say("retention.band", ["error": RecallViews.percent(report.error)]),
            retentionHeads: report.columns.map {
                RetentionHead(
                    teamHead: $0.team.name, teamFacts: Wording.count($0.people, "person"),
                    teamTable: "/api/v1/teams/\($0.team.id)/retention.csv")
            }, retentionLines: lines,
            retentionMembers: report.members.map(member),
            fadingRows: report.fading.map { fading in
                FadingRow(
                    fadingLine: fading.cue.line, fadingAddress: "/cues/\(fading.cue.id)",
                    fadingFacts: say(
                        "retention.fading", count: fading.people,
                        [
                            "today": RecallViews.percent(fading.today), "later": RecallViews.percent(fading.inAWeek),
                        ]))
            })
    }

    private var lines: [RetentionLine] {
        let all = RetentionLine(
            retentionLabel: say("retention.all_objections"), retentionCells: report.columns.map { view($0.all) })
        let teams = max(1, report.columns.count)
        let rows = stride(from: 0, to: report.cells.count, by: teams).map { start -> RetentionLine in
            let cells = report.cells[start..<min(start + teams, report.cells.count)]
            return RetentionLine(
                retentionLabel: taxonomy.term(cells.first?.objection)?.label ?? say("retention.no_objection"),
                retentionCells: cells.map(view))
        }
        return [all] + rows
    }

    private func view(_ cell: RetentionReport.Cell) -> RetentionCellView {
        guard let expectation = cell.expectation else {
            return RetentionCellView(
                cellFacts: cell.scheduled == 0 ? say("retention.nothing_scheduled") : say("retention.too_few_people"))
        }
        let share = expectation.expected / Double(expectation.count)
        return RetentionCellView(
            cellExpected: say(
                "retention.expected",
                [
                    "expected": "\(Int(expectation.expected.rounded()))", "all": "\(expectation.count)",
                    "low": "\(Int(expectation.low.rounded(.down)))", "high": "\(Int(expectation.high.rounded(.up)))",
                ]),
            cellFacts: say(
                "retention.facts", count: cell.people,
                ["started": "\(expectation.count)", "all": "\(cell.scheduled)"]),
            cellTone: cell.canCompare ? min(4, max(1, Int((share - 0.5) * 10))) : 0)
    }

    private func member(_ member: RetentionReport.Member) -> RetentionMemberRow {
        let started = say(
            "retention.member_started", ["started": "\(member.started)", "all": "\(member.scheduled)"])
        let second = member.expectation.map(RecallViews.expects) ?? say("retention.too_few_cues")
        return RetentionMemberRow(
            memberName: member.person.name, memberAddress: "/people/\(member.person.id)/memory",
            memberFacts: "\(started); \(second)")
    }
}

/// Predicted against observed, in words.
struct CalibrationViews {
    let report: CalibrationReport

    var page: CalibrationPage {
        var page = CalibrationPage(calibrationScope: say("calibration.scope"))
        if report.answers > 0 {
            page.calibrationLead = say(
                "calibration.lead", count: report.people,
                [
                    "predicted": RecallViews.percent(report.predicted),
                    "observed": RecallViews.percent(report.observed),
                    "answers": Wording.grouped(report.answers),
                ])
        }
        if report.answers < CalibrationReport.fewest {
            page.calibrationTooFew = say("calibration.too_few", count: report.answers)
        }
        page.calibrationLines = report.lines.map { line in
            let figures = line.figures
            return CalibrationLine(
                lineMethod: say("calibration.method.\(line.method.rawValue)"),
                lineLogLoss: Self.number(figures.logLoss),
                lineBrier: Self.number(figures.brier), lineAuc: figures.auc.map(Self.number) ?? "–",
                lineRmse: Self.number(figures.rmseBins),
                lineBias: say(
                    "calibration.bias",
                    [
                        "bias": Self.points(figures.bias), "low": Self.points(figures.biasLow),
                        "high": Self.points(figures.biasHigh),
                    ]))
        }
        page.calibrationBins = report.bins.enumerated().map { number, bin in
            CalibrationBinRow(
                binLabel: "\(number + 1)", binCount: Wording.grouped(bin.count),
                binPredicted: RecallViews.percent(bin.predicted), binObserved: RecallViews.percent(bin.observed),
                binX: Int((bin.predicted * 100).rounded()), binY: 100 - Int((bin.observed * 100).rounded()))
        }
        page.occasionRows = report.slices.map { slice in
            CalibrationBinRow(
                binLabel: say("calibration.occasion.\(slice.occasion.rawValue)"),
                binCount: Wording.grouped(slice.answers), binPredicted: RecallViews.percent(slice.predicted),
                binObserved: RecallViews.percent(slice.observed))
        }
        return page
    }

    static func machinery(_ vectors: [MemoryVector], own: Int, now: Instant) -> CalibrationMachinery {
        let inUse = vectors.first { $0.state == .deployed }?.id
        return CalibrationMachinery(
            vectorRows: vectors.map { vector in
                VectorRow(
                    vectorWhen: Wording.ago(vector.createdAt, now: now),
                    vectorState: vector.id == inUse
                        ? say("calibration.in_use") : say("calibration.state.\(vector.state.rawValue)"),
                    vectorFacts: say(
                        "calibration.fitted_to", count: vector.answers,
                        [
                            "old": vector.oldLoss.map(number) ?? "–", "new": vector.newLoss.map(number) ?? "–",
                        ]), vectorRollback: vector.id == inUse ? vector.id.text : nil)
            }, ownVectors: say("calibration.own_vectors", count: own))
    }

    /// `0.406`
    private static func number(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let digits = String(1000 + abs(thousandths) % 1000).dropFirst()
        return "\(thousandths < 0 ? "−" : "")\(abs(thousandths) / 1000)\(say("number.decimal"))\(digits)"
    }

    /// `+2.7`: points out of a hundred.
    private static func points(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths < 0 ? "−" : "+")\(abs(tenths) / 10)\(say("number.decimal"))\(abs(tenths) % 10)"
    }
}
