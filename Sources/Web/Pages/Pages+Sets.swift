import Domain
import Hummingbird
import Lookup
import Services

/// Review sets: lists, building, one set, putting something into one.
extension Pages {
    var setRoutes: [Route] {
        [
            .get("/sets", .page(setList), about: .page),
            .get("/sets/new", .page(newSetPage), rate: .lookup, about: .page),
            .post("/sets", .page(createSet), body: .form, about: .page),
            .get("/sets/add", .page { try await setAddPage($0, $1) }, about: .page),
            .post("/sets/add", .page(addToSet), body: .form, about: .page),
            .get("/sets/{set}", .page { try await setPage($0, $1) }, about: .page),
            .get("/sets/{set}/play", .page(playSet), about: .page),
            .post("/sets/{set}/edit", .page(editSet), body: .form, about: .page),
            .post("/sets/{set}/gather", .page(gatherIntoSet), body: .form, about: .page),
            .post("/sets/{set}/template", .page(markSet), body: .form, about: .page),
            .post("/sets/{set}/retire", .page(retireSet), body: .form, about: .page),
            .post("/sets/{set}/restore", .page(bringSetBack), body: .form, about: .page),
            .post("/sets/{set}/items/{item}/move", .page(moveSetItem), body: .form, about: .page),
            .post("/sets/{set}/items/{item}/note", .page(noteSetItem), body: .form, about: .page),
            .post("/sets/{set}/items/{item}/remove", .page(removeSetItem), body: .form, about: .page),
            .post("/sets/{set}/versions/{version}/restore", .page(restoreSet), body: .form, about: .page),
        ]
    }

    // MARK: Lists

    private func setList(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let scope = try web.query.choice("scope", of: SetService.Scope.self) ?? .team
        let found = try await services.sets.list(scope, by: caller.actor)
        let views = SetViews(taxonomy: try await services.taxonomy.taxonomy(), now: world.now())
        let page = SetsPage(
            setTabs: SetService.Scope.allCases.map {
                ChipView(
                    chipLabel: say("sets.scope.\($0.rawValue)"), chipAddress: "/sets?scope=\($0.rawValue)",
                    chipCurrent: $0 == scope)
            }, setCards: found.map(views.card), emptyTitle: say("sets.nothing.\(scope.rawValue)"),
            emptyDetail: say("sets.nothing_detail"), canBuild: Permission.buildsSets(caller.actor))
        return try await draw(page, caller, at: .sets)
    }

    // MARK: Building

    private func newSetPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard Permission.buildsSets(caller.actor) else { throw Problem.forbidden() }
        let taxonomy = try await services.taxonomy.taxonomy()
        let text = web.query.text("q") ?? ""
        let stage: ID<Term>? = try web.query.id("stage")
        let objection: ID<Term>? = try web.query.id("objection")
        var rows: [FoundRow] = []
        var title = ""
        if !text.singleLine.isEmpty || stage != nil || objection != nil {
            let gathering = try SetService.Gathering(text: text, stage: stage, objection: objection, limit: 12)
            rows = try await services.sets.candidates(gathering, by: caller.actor).enumerated().map {
                FoundRow($0.offset, $0.element)
            }
            title = [
                taxonomy.term(objection)?.label, taxonomy.term(stage).map { Wording.short($0.label) },
                gathering.text.isEmpty ? nil : gathering.text,
            ].compactMap { $0 }.joined(separator: ", ")
        }
        return try await drawNewSet(
            SetForm(title: String(title.prefix(120))), found: rows, from: title.isEmpty ? nil : title, caller: caller)
    }

    private func drawNewSet(
        _ form: SetForm, found: [FoundRow], from: String?, problem: Problem? = nil, caller: Caller
    ) async throws -> Response {
        let teams = try await services.teams.list(by: caller.actor).map(\.team).filter {
            Permission.buildsSets(caller.actor, in: $0.id)
        }
        let templates = try await services.sets.list(.templates, by: caller.actor)
        let none = ChoiceOption(
            optionValue: "", optionLabel: say(found.isEmpty ? "sets.pattern.empty" : "sets.pattern.found"),
            optionSelected: form.pattern.isEmpty)
        let patterns =
            SetTemplate.allCases.map { ($0.rawValue, say("sets.pattern.\($0.rawValue)")) }
            + templates.map { ($0.set.id.text, $0.set.content.title) }
        let page = SetNewPage(
            setProblems: problem.map { ProblemSummary($0) },
            titleField: TextField(fieldValue: form.title, fieldProblem: problem?.message(for: "title")),
            summaryField: TextField(fieldValue: form.summary, fieldProblem: problem?.message(for: "summary")),
            goalField: ChoiceField(
                fieldOptions: SetViews.goals(form.goal), fieldProblem: problem?.message(for: "goal")),
            thresholdField: ChoiceField(
                fieldOptions: SetViews.thresholds(form.threshold), fieldProblem: problem?.message(for: "threshold")),
            retentionField: ChoiceField(
                fieldOptions: SetViews.retentions(form.retention), fieldProblem: problem?.message(for: "retention")),
            teamField: teams.count < 2
                ? nil
                : ChoiceField(
                    fieldOptions: teams.map {
                        ChoiceOption(
                            optionValue: $0.id.text, optionLabel: $0.name, optionSelected: $0.id.text == form.team)
                    }, fieldProblem: problem?.message(for: "team")),
            patternOptions: [none]
                + patterns.map {
                    ChoiceOption(optionValue: $0.0, optionLabel: $0.1, optionSelected: form.pattern == $0.0)
                }, gatheredFrom: from, foundRows: found)
        return try await draw(page, caller, at: .sets, status: problem?.status ?? 200)
    }

    private func createSet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = SetForm(web.form)
        let found = FoundRow.all(in: web.form)
        do {
            let items = try found.filter(\.foundTicked).map { try $0.item() }
            let shown = try await services.sets.create(
                try form.head(), items: items, template: SetTemplate(rawValue: form.pattern),
                copying: form.pattern.hasPrefix("set_") ? ID(parsing: form.pattern) : nil,
                team: ID(parsing: form.team), by: caller.actor)
            return .seeOther("/sets/\(shown.set.id)")
        } catch let problem as Problem where problem.status == 422 {
            return try await drawNewSet(
                form, found: found, from: found.isEmpty ? nil : form.title, problem: problem, caller: caller)
        }
    }
}

/// The fields of the form of a set.
struct SetForm {
    var title = ""
    var summary = ""
    var goal = Rung.watched
    var threshold = SetContent.usualThreshold
    var retention: Double?
    var team = ""
    var pattern = ""

    init(title: String) {
        self.title = title
    }

    init(_ form: Form) {
        title = String(form.text("title").prefix(400))
        summary = String(form.text("summary").prefix(4000))
        goal = Rung(rawValue: form.text("goal")) ?? .watched
        threshold = Int(form.text("threshold")) ?? SetContent.usualThreshold
        retention = form.filled("retention").flatMap { Double($0) }
        team = form.text("team")
        pattern = form.text("pattern")
    }

    func head() throws -> SetHead {
        try SetHead(title: title, summary: summary, threshold: threshold, goal: goal, retention: retention)
    }
}

extension FoundRow {
    init(_ index: Int, _ row: LookupService.Row) {
        let hit = row.hit
        self.init(
            foundNumber: index + 1, foundTitle: hit.momentTitle ?? hit.title, foundClip: hit.clip.text,
            foundStart: max(0, hit.startMilliseconds), foundEnd: hit.endMilliseconds,
            foundFacts: [
                hit.speakers.joined(separator: ", "),
                Wording.clock(milliseconds: max(0, hit.endMilliseconds - hit.startMilliseconds)),
            ].filter { !$0.isEmpty }.joined(separator: ", "), foundTicked: index < 5)
    }

    /// The rows of a form that was sent.
    static func all(in form: Form) -> [FoundRow] {
        let ticked = Set(form.all("take"))
        return (1...SetContent.mostItems).compactMap { number in
            guard let clip = form.filled("take_\(number)_clip") else { return nil }
            return FoundRow(
                foundNumber: number, foundTitle: form.text("take_\(number)_title"), foundClip: clip,
                foundStart: Int(form.text("take_\(number)_start")) ?? 0,
                foundEnd: Int(form.text("take_\(number)_end")) ?? 0,
                foundFacts: form.text("take_\(number)_facts"), foundTicked: ticked.contains("\(number)"))
        }
    }

    func item() throws -> NewSetItem {
        foundEnd > foundStart
            ? try NewSetItem(kind: .moment, subject: foundClip, start: foundStart, end: foundEnd)
            : try NewSetItem(kind: .clip, subject: foundClip)
    }
}
