import Domain
import Services

/// What somebody typed into the form of a cue, or what stands in it at first.
struct CueTyped {
    struct Point {
        let id: Int?
        let text: String
        let isMust: Bool
    }

    var clip: String?
    let lines: [String]
    let points: [Point]
    let objection: ID<Term>?
    let retention: Double

    static let pointCount = 5

    init(_ form: Form) {
        clip = form.filled("clip")
        lines = Array(form.all("line").prefix(20))
        points = (1...Self.pointCount).map { number in
            Point(
                id: form.filled("point_\(number)_id").flatMap { Int($0) }, text: form.text("point_\(number)"),
                isMust: form.isOn("must_\(number)"))
        }
        objection = form.filled("objection").flatMap { ID(parsing: $0) }
        retention = Double(form.text("retention")) ?? Cue.usualRetention
    }

    init(_ suggestion: CueSuggestion, objection: ID<Term>?) {
        lines = suggestion.lines
        points = suggestion.points.map { Point(id: nil, text: $0.text, isMust: $0.isMust) }
        self.objection = objection
        retention = Cue.usualRetention
    }

    init(_ cue: Cue) {
        lines = cue.content.lines
        points = cue.content.points.map { Point(id: $0.id, text: $0.text, isMust: $0.isMust) }
        objection = cue.objection
        retention = cue.retention
    }

    /// - Throws: `Problem.invalid`.
    func input() throws -> CueInput {
        try CueInput(
            lines: lines, points: points.map { CueInput.Point(id: $0.id, text: $0.text, isMust: $0.isMust) },
            objection: objection, retention: retention)
    }
}

/// The form of a cue, empty rows for more included.
struct CueForms {
    let taxonomy: Taxonomy

    func new(
        _ typed: CueTyped, clip: ID<Clip>, _ suggestion: CueSuggestion, _ problem: Problem?
    ) -> CueForm {
        var form = form(typed, action: "/cues", problem)
        form.formClip = clip.text
        form.formStart = "\(suggestion.startMilliseconds)"
        form.formEnd = suggestion.endMilliseconds.map { "\($0)" }
        return form
    }

    func edit(_ typed: CueTyped, _ cue: Cue, _ problem: Problem?) -> CueForm {
        var form = form(typed, action: "/cues/\(cue.id)", problem)
        form.formVersion = "\(cue.version)"
        form.asksWording = true
        return form
    }

    private func form(_ typed: CueTyped, action: String, _ problem: Problem?) -> CueForm {
        let lines = typed.lines.filter { !$0.isEmpty }
        let points = typed.points.filter { !$0.text.isEmpty }
        return CueForm(
            formAction: action,
            lineFields: (0..<min(6, max(3, lines.count + 1))).map {
                CueLineField(lineNumber: $0 + 1, lineValue: $0 < lines.count ? lines[$0] : "")
            },
            pointFields: (0..<CueTyped.pointCount).map { index in
                let point = index < points.count ? points[index] : nil
                return CuePointField(
                    formPointNumber: index + 1, formPointText: point?.text ?? "",
                    // The first idea of an answer is what it stands on.
                    formPointMust: point?.isMust ?? (index == 0), formPointId: point?.id.map { "\($0)" })
            },
            objectionField: ChoiceField(
                fieldOptions: taxonomy.options(
                    .objection, selected: typed.objection?.text, none: say("cue.no_objection"))),
            retentionField: ChoiceField(
                fieldOptions: Self.retentions.map { retention in
                    ChoiceOption(
                        optionValue: "\(retention)",
                        optionLabel: say("cue.retention.\(RecallViews.percent(retention))"),
                        optionSelected: abs(retention - typed.retention) < 0.001)
                }), cueProblems: problem.map { ProblemSummary($0) })
    }

    /// From the long tail to what must never be wrong.
    static let retentions = [0.8, 0.85, 0.9, 0.95]
}
