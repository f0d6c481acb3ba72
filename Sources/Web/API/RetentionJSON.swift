import Domain
import Services

/// What a team would recall today.
struct RetentionJSON: Encodable {
    struct Cell: Encodable {
        let objection: LabelJSON?
        let people: Int
        let scheduled: Int
        let expectation: ExpectationJSON?
        let canCompare: Bool

        init(_ cell: RetentionReport.Cell, _ taxonomy: Taxonomy) {
            objection = LabelJSON(cell.objection, taxonomy)
            people = cell.people
            scheduled = cell.scheduled
            expectation = cell.expectation.map { ExpectationJSON($0) }
            canCompare = cell.canCompare
        }

        static let schema = Schema.object(
            "RetentionCell",
            [
                .optional("objection", LabelJSON.schema), .init("people", .integer), .init("scheduled", .integer),
                .optional("expectation", ExpectationJSON.schema), .init("can_compare", .boolean),
            ])
    }

    struct Member: Encodable {
        let person: ID<Person>
        let name: String
        let scheduled: Int
        let started: Int
        let expectation: ExpectationJSON?

        static let schema = Schema.object(
            "RetentionMember",
            [
                .init("person", .id), .init("name", .text), .init("scheduled", .integer), .init("started", .integer),
                .optional("expectation", ExpectationJSON.schema),
            ])
    }

    struct Fading: Encodable {
        let cue: ID<Cue>
        let line: String
        let people: Int
        let today: Double
        let inAWeek: Double

        static let schema = Schema.object(
            "FadingCue",
            [
                .init("cue", .id), .init("line", .text), .init("people", .integer), .init("today", .number),
                .init("in_a_week", .number),
            ])
    }

    let day: Day
    let scheduled: Int
    let started: Int
    let predictionError: Double
    let all: Cell?
    let items: [Cell]
    let members: [Member]
    let fading: [Fading]

    init(_ report: RetentionReport, _ taxonomy: Taxonomy) {
        day = report.day
        scheduled = report.scheduled
        started = report.started
        predictionError = report.error
        all = report.columns.first.map { Cell($0.all, taxonomy) }
        items = report.cells.map { Cell($0, taxonomy) }
        members = report.members.map {
            Member(
                person: $0.person.id, name: $0.person.name, scheduled: $0.scheduled, started: $0.started,
                expectation: $0.expectation.map { ExpectationJSON($0) })
        }
        fading = report.fading.map {
            Fading(cue: $0.cue.id, line: $0.cue.line, people: $0.people, today: $0.today, inAWeek: $0.inAWeek)
        }
    }

    static let schema = Schema.object(
        "Retention",
        [
            .init("day", .day), .init("scheduled", .integer), .init("started", .integer),
            .init("prediction_error", .number), .optional("all", Cell.schema), .init("items", .list(Cell.schema)),
            .init("members", .list(Member.schema)), .init("fading", .list(Fading.schema)),
        ])
}

/// The grid as CSV. What is hidden on the page is empty here.
struct RetentionTable {
    private let report: RetentionReport
    private let taxonomy: Taxonomy

    init(_ report: RetentionReport, _ taxonomy: Taxonomy) {
        self.report = report
        self.taxonomy = taxonomy
    }

    var text: String {
        let head = ["day", "team", "objection", "people", "scheduled", "started", "expected", "low", "high"]
        let all = report.columns.map { row($0.all, "all") }
        let cells = report.cells.map { row($0, taxonomy.term($0.objection)?.label ?? "") }
        return CSVText.of([head] + all + cells)
    }

    private func row(_ cell: RetentionReport.Cell, _ objection: String) -> [String] {
        let team = report.columns.first { $0.team.id == cell.team }?.team.name ?? ""
        let first = [report.day.description, team, objection]
        guard let shown = cell.expectation else { return first + ["", "\(cell.scheduled)", "", "", "", ""] }
        return first + [
            "\(cell.people)", "\(cell.scheduled)", "\(shown.count)", Self.number(shown.expected),
            Self.number(shown.low),
            Self.number(shown.high),
        ]
    }

    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}
