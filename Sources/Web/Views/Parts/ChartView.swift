/// What happened day by day as a picture with its table, drawn by the partial `chart`. Every figure says what it counts, when
/// and from how many.
struct ChartView {
    /// Unique on the page; the ids of its parts begin with it.
    let chartId: String
    let chartTitle: String
    /// What is counted, in a sentence.
    let chartDefinition: String
    /// The period and n: "28 days to 26 November 2026, n = 214 lookups by 12 people".
    let chartPeriod: String
    /// Why nothing is drawn: too little to compare. Nil when there is a picture.
    var chartTooFew: String?
    var chartPicture: ChartPicture?
}

/// The picture itself, in a box of 1000 by 200, and the same as a table.
struct ChartPicture {
    /// For whoever does not see it: the sum and the largest day.
    let chartSummary: String
    /// The value at the upper edge.
    let chartTop: String
    let chartFirstDay: String
    let chartLastDay: String
    /// The `d` of a closed path, for what adds up; nil for bars.
    var chartArea: String?
    var chartBars: [ChartBar] = []
    /// What the whole of a bar is, and a column of the table.
    let chartTotalName: String
    /// What the marked part of a bar is; nil where there is none.
    var chartPartName: String?
    let chartRows: [ChartRow]
}

/// One bar.
struct ChartBar {
    /// `chart-total` or `chart-part`: what colours it.
    let barKind: String
    let barX: Int
    let barY: Int
    let barWidth: Int
    let barHeight: Int
}

/// One day in the table.
struct ChartRow {
    let chartRowDay: String
    let chartRowTotal: String
    var chartRowPart: String?
}
