import Domain
import Hummingbird
import Services

/// Rubrics: what is looked at in takes. Filling one in is on the page of the take.
extension Pages {
    var rubricRoutes: [Route] {
        [
            .get("/rubrics", .page { try await rubricList($1) }, about: .page),
            .get("/rubrics/new", .page { try await drawRubricForm(RubricForm(), $1) }, about: .page),
            .post("/rubrics", .page(writeRubric), body: .form, about: .page),
            .post("/rubrics/starters/{starter}", .page(takeOverStarter), body: .form, about: .page),
            .get("/rubrics/{rubric}", .page(rubricPage), about: .page),
            .get("/rubrics/{rubric}/edit", .page(editRubricPage), about: .page),
            .post("/rubrics/{rubric}/edit", .page(editRubric), body: .form, about: .page),
            .post("/rubrics/{rubric}/retire", .page(retireRubric), body: .form, about: .page),
            .post("/takes/{take}/scorecard", .page(scoreTake), body: .form, about: .page),
        ]
    }

    // MARK: Rubrics

    private func rubricList(_ caller: Caller) async throws -> Response {
        let writes = Permission.buildsSets(caller.actor)
        let found = try await services.rubrics.list(by: caller.actor)
        let retired = writes ? try await services.rubrics.list(isRetired: true, by: caller.actor) : []
        var page = RubricsPage(
            rubricRows: (found + retired).map { shown in
                RubricRow(
                    rubricRowAddress: "/rubrics/\(shown.rubric.id)", rubricRowTitle: shown.rubric.content.title,
                    rubricRowFacts: shown.rubric.content.asked.map { PracticeFact(practiceFact: $0.title) },
                    rubricRowRetired: shown.rubric.isRetired)
            }, canWrite: writes)
        if writes {
            page.starterRows = StarterRubric.allCases.map { starter in
                StarterRow(
                    starterName: starter.rawValue, starterTitle: starter.title,
                    starterFacts: starter.criteria.map { PracticeFact(practiceFact: $0.title) })
            }
            page.teamOptions = try await rubricTeams("", caller)
        }
        return try await draw(page, caller, at: .practice)
    }

    /// None where there is only one team it can be for.
    private func rubricTeams(_ chosen: String, _ caller: Caller) async throws -> [ChoiceOption] {
        let teams = try await services.teams.list(by: caller.actor).map(\.team).filter {
            Permission.buildsSets(caller.actor, in: $0.id)
        }
        guard teams.count > 1 else { return [] }
        return teams.map {
            ChoiceOption(optionValue: $0.id.text, optionLabel: $0.name, optionSelected: $0.id.text == chosen)
        }
    }

    private func rubricPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.rubrics.show(try web.id("rubric"), by: caller.actor)
        let content = shown.rubric.content
        let address = "/rubrics/\(shown.rubric.id)"
        var page = RubricPage(
            pageTitle: content.title, rubricAddress: address, rubricBy: say("rubric.by", ["name": shown.ownerName]),
            rubricSummary: content.summary.isEmpty ? nil : content.summary,
            criterionRows: content.asked.map(Self.row),
            retiredRows: content.criteria.filter(\.isRetired).map(Self.row))
        if shown.canEdit {
            page.editAddress = "\(address)/edit"
            page.canRetire = !shown.rubric.isRetired
            page.canBringBack = shown.rubric.isRetired
        }
        return try await draw(page, caller, at: .practice)
    }

    private static func row(_ criterion: RubricCriterion) -> CriterionRow {
        CriterionRow(
            criterionTitle: criterion.title, criterionWeight: say("rubric.weighs", count: criterion.weight),
            criterionLevels: criterion.levels.enumerated().map {
                CriterionLevel(levelNumber: $0.offset + 1, levelText: $0.element)
            })
    }

    private func drawRubricForm(
        _ form: RubricForm, problem: Problem? = nil, _ caller: Caller
    ) async throws -> Response {
        guard Permission.buildsSets(caller.actor) else { throw Problem.forbidden() }
        var page = form.page(
            say("rubric.write_one"), to: "/rubrics", back: ("/rubrics", say("rubric.title")), problem: problem)
        let teams = try await rubricTeams(form.team, caller)
        page.teamField = teams.isEmpty ? nil : ChoiceField(fieldOptions: teams)
        return try await draw(page, caller, at: .practice, status: problem?.status ?? 200)
    }

    private func writeRubric(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = RubricForm(web.form)
        do {
            let shown = try await services.rubrics.write(
                try form.input(), team: ID(parsing: form.team), by: caller.actor)
            return .seeOther("/rubrics/\(shown.rubric.id)")
        } catch let problem as Problem where problem.status == 422 {
            return try await drawRubricForm(form, problem: problem, caller)
        }
    }

    private func takeOverStarter(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let starter = StarterRubric(rawValue: web.part("starter")) else { throw Problem.notFound }
        let shown = try await services.rubrics.write(
            try RubricInput(title: starter.title, criteria: starter.criteria),
            team: ID(parsing: web.form.text("team")), by: caller.actor)
        return .seeOther("/rubrics/\(shown.rubric.id)")
    }

    private func editRubricPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.rubrics.show(try web.id("rubric"), by: caller.actor)
        return try await drawRubricEdit(
            RubricForm(shown.rubric.content), shown, version: shown.rubric.version, caller)
    }

    private func drawRubricEdit(
        _ form: RubricForm, _ shown: RubricService.Shown, version: Int, problem: Problem? = nil, _ caller: Caller
    ) async throws -> Response {
        guard shown.canEdit else { throw Problem.forbidden() }
        let address = "/rubrics/\(shown.rubric.id)"
        var page = form.page(
            say("rubric.edit_one"), to: "\(address)/edit", back: (address, shown.rubric.content.title),
            problem: problem)
        page.formVersion = "\(version)"
        return try await draw(page, caller, at: .practice, status: problem?.status ?? 200)
    }

    private func editRubric(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Rubric> = try web.id("rubric")
        let form = RubricForm(web.form)
        let version = Int(web.form.text("version"))
        do {
            _ = try await services.rubrics.edit(id, try form.input(), version: version, by: caller.actor)
            return .seeOther("/rubrics/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            let shown = try await services.rubrics.show(id, by: caller.actor)
            return try await drawRubricEdit(form, shown, version: version ?? 0, problem: problem, caller)
        }
    }

    private func retireRubric(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Rubric> = try web.id("rubric")
        _ = try await services.rubrics.setRetired(web.form.isOn("is"), id, by: caller.actor)
        return .seeOther("/rubrics/\(id)")
    }

    // MARK: One take

    private func scoreTake(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        let form = web.form
        do {
            let answers = Self.answers(in: form)
            guard let version = Int(form.text("rubric_version")) else {
                throw Problem.badRequest("bad_form", "This form cannot be read")
            }
            let input = try ScorecardInput(answers: answers, note: form.text("note"))
            _ = try await services.takes.score(id, input, rubricVersion: version, by: caller.actor)
            return .seeOther("/takes/\(id)#scores")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await takePage(web, caller, problem: problem)
        }
    }

    private static func answers(in form: Form) -> [ScorecardAnswer] {
        (1...40).compactMap { number in
            guard let criterion = form.filled("criterion_\(number)").flatMap({ ID<RubricCriterion>(parsing: $0) }),
                let level = form.filled("level_\(number)").flatMap({ Int($0) })
            else { return nil }
            return ScorecardAnswer(criterion, level)
        }
    }

    /// The rubric of a take as its page shows it; nil where there is none and nothing was filled in.
    func scoresView(
        of take: ID<Take>, _ web: WebRequest, problem: Problem?, _ caller: Caller
    ) async throws -> ScoresView? {
        let scores = try await services.takes.scores(of: take, by: caller.actor)
        guard scores.rubric != nil || !scores.cards.isEmpty else { return nil }
        var view = ScoresView(scoresAddress: "/takes/\(take)/scorecard")
        view.scoresState = Self.state(of: scores)
        if scores.canFill, let rubric = scores.rubric {
            view.scoreForm = ScoreForm(
                scoreRubric: rubric.content.title, scoreVersion: "\(rubric.version)",
                scoreOpen: problem.map { $0.code == "edited_meanwhile" || $0.message(for: "answers") != nil } ?? false,
                scoreQuestions: Self.questions(rubric.content, scores.mine, web.form),
                scoreNote: web.form.filled("note") ?? scores.mine?.note ?? "",
                scoreProblem: problem?.message(for: "answers"))
        }
        view.scoreNames = scores.cards.map { ScoreName(scoreName: Self.name(of: $0)) }
        view.scoreRows = scores.criteria.map { criterion in
            let seen = scores.cards.filter { !$0.isSelf }.compactMap { $0.card[criterion.id] }
            return ScoreRow(
                scoreCriterion: criterion.title,
                scoreCells: scores.cards.map { Self.cell($0, of: criterion) }, scoreDiffers: Set(seen).count > 1)
        }
        view.scoreNotes = scores.cards.filter { !$0.card.note.isEmpty }.map {
            ReviewRow(reviewName: Self.name(of: $0), reviewText: $0.card.note)
        }
        return view
    }

    private static func name(of card: TakeService.Scores.Card) -> String {
        card.isMine ? say("rubric.you") : card.isSelf ? say("rubric.self", ["name": card.name]) : card.name
    }

    private static func cell(_ card: TakeService.Scores.Card, of criterion: RubricCriterion) -> ScoreCell {
        guard let level = card.card[criterion.id] else { return ScoreCell() }
        return ScoreCell(
            scoreLevel: say(
                "rubric.level_of", ["level": "\(level)", "most": "\(RubricCriterion.levelCount)"]),
            scoreText: criterion.levels.indices.contains(level - 1) ? criterion.levels[level - 1] : nil)
    }

    private static func questions(_ content: RubricContent, _ mine: Scorecard?, _ form: Form) -> [ScoreQuestion] {
        // By criterion: the form may come from before the rubric was changed.
        let typed = answers(in: form)
        return content.asked.enumerated().map { index, criterion in
            let number = index + 1
            let chosen = typed.first { $0.criterion == criterion.id }?.level ?? mine?[criterion.id]
            return ScoreQuestion(
                questionNumber: number, questionCriterion: criterion.id.text, questionTitle: criterion.title,
                questionLevels: criterion.levels.enumerated().map {
                    ScoreLevel(
                        choiceName: "level_\(number)", choiceId: "f-level_\(number)_\($0.offset + 1)",
                        choiceNumber: $0.offset + 1, choiceText: $0.element, choiceChosen: chosen == $0.offset + 1)
                })
        }
    }

    private static func state(of scores: TakeService.Scores) -> String? {
        if scores.isReleased { return nil }
        let filled = say("rubric.filled", ["n": "\(scores.filled)", "needed": "\(scores.needed)"])
        guard let day = scores.releaseAt?.day else { return filled }
        let latest = say("rubric.released_on", ["day": Wording.day(day)])
        return "\(filled) \(latest)"
    }
}
