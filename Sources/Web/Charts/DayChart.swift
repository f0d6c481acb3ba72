import Domain

/// Makes a chart of what happened day by day, in words and geometry.
enum DayChart {
    /// Fewer events than this are not compared with each other.
    static let fewestEvents: Int64 = 20
    /// What fewer people than this did is not drawn: it would show single people.
    static let fewestPeople = 8

    /// Lookups a day and the misses among them.
    static func lookups(_ totals: DayTotals) -> ChartView {
        let n = say(
            "chart.lookups.n", count: Int(totals.total), ["people": Wording.count(totals.people ?? 0, "person")])
        return chart("lookups", totals, n: n, events: totals.total, picture: bars(totals, of: "lookups"))
    }

    /// Jobs that ended a day and those of them that failed.
    static func jobs(_ totals: DayTotals) -> ChartView {
        let n = say("chart.jobs.n", count: Int(totals.total))
        return chart("jobs", totals, n: n, events: totals.total, picture: bars(totals, of: "jobs"))
    }

    /// How much the kept files took up at the end of each day.
    static func storage(_ totals: DayTotals) -> ChartView {
        let n = say("chart.storage.n", count: Int(totals.part))
        return chart("storage", totals, n: n, events: totals.part, picture: sum(totals))
    }

    private static func chart(
        _ kind: String, _ totals: DayTotals, n: String, events: Int64, picture: @autoclosure () -> ChartPicture
    ) -> ChartView {
        let last = totals.days.last.map { Wording.day($0.day) } ?? ""
        var view = ChartView(
            chartId: "chart-\(kind)", chartTitle: say("chart.\(kind).title"),
            chartDefinition: say("chart.\(kind).definition"),
            chartPeriod: say("chart.period", count: totals.days.count, ["day": last, "what": n]))
        if let people = totals.people, people < fewestPeople {
            view.chartTooFew = say("chart.too_few_people", ["fewest": "\(fewestPeople)"])
        } else if events < fewestEvents {
            view.chartTooFew = say("chart.too_few", ["fewest": "\(fewestEvents)"])
        } else {
            view.chartPicture = picture()
        }
        return view
    }

    private static func bars(_ totals: DayTotals, of kind: String) -> ChartPicture {
        let most = totals.days.max { $0.total < $1.total }
        return ChartPicture(
            chartSummary: say(
                "chart.\(kind).summary", count: Int(totals.total),
                [
                    "part": Wording.grouped(Int(totals.part)), "most": Wording.grouped(Int(most?.total ?? 0)),
                    "day": most.map { Wording.day($0.day) } ?? "",
                ]),
            chartTop: Wording.grouped(Int(most?.total ?? 0)), chartFirstDay: first(totals), chartLastDay: last(totals),
            chartBars: ChartGeometry.bars(totals.days), chartTotalName: say("chart.\(kind).total"),
            chartPartName: say("chart.\(kind).part"),
            chartRows: totals.days.map {
                ChartRow(
                    chartRowDay: Wording.day($0.day), chartRowTotal: Wording.grouped(Int($0.total)),
                    chartRowPart: Wording.grouped(Int($0.part)))
            })
    }

    private static func sum(_ totals: DayTotals) -> ChartPicture {
        var sums: [Int64] = []
        for day in totals.days { sums.append((sums.last ?? totals.before) + day.total) }
        let now = sums.last ?? 0
        return ChartPicture(
            chartSummary: say(
                "chart.storage.summary", ["added": Wording.bytes(totals.total), "now": Wording.bytes(now)]),
            chartTop: Wording.bytes(now), chartFirstDay: first(totals), chartLastDay: last(totals),
            chartArea: ChartGeometry.area(sums), chartTotalName: say("chart.storage.total"),
            chartRows: zip(totals.days, sums).map { day, sum in
                ChartRow(chartRowDay: Wording.day(day.day), chartRowTotal: Wording.bytes(sum))
            })
    }

    private static func first(_ totals: DayTotals) -> String { totals.days.first.map { Wording.day($0.day) } ?? "" }
    private static func last(_ totals: DayTotals) -> String { totals.days.last.map { Wording.day($0.day) } ?? "" }
}
