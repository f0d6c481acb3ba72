import Domain
import Hummingbird
import Services

/// What one can practise: briefs, writing them, and what one recorded.
extension Pages {
    var briefRoutes: [Route] {
        [
            .get("/practice", .page(practicePage), about: .page),
            .get("/briefs/new", .page(newBriefPage), about: .page),
            .post("/briefs", .page(writeBrief), body: .form, about: .page),
            .get("/briefs/{brief}", .page { try await briefPage($0, $1) }, about: .page),
            .get("/briefs/{brief}/edit", .page(editBriefPage), about: .page),
            .post("/briefs/{brief}/edit", .page(editBrief), body: .form, about: .page),
            .post("/briefs/{brief}/state", .page(setBriefState), body: .form, about: .page),
            .post("/briefs/{brief}/versions/{version}/restore", .page(restoreBrief), body: .form, about: .page),
        ]
    }

    // MARK: Looking

    private func practicePage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let state = try web.query.choice("state", of: Brief.State.self) ?? .published
        let writes = Permission.buildsSets(caller.actor)
        let found = try await services.briefs.list(state, by: caller.actor)
        let views = PracticeViews(taxonomy: try await services.taxonomy.taxonomy(), now: world.now())
        let takes = try await services.takes.mine(by: caller.actor)
        let page = PracticePage(
            briefTabs: writes
                ? Brief.State.allCases.reversed().sorted { ($0 == .published ? 0 : 1) < ($1 == .published ? 0 : 1) }.map
                {
                    ChipView(
                        chipLabel: say("practice.state.\($0.rawValue)"), chipAddress: "/practice?state=\($0.rawValue)",
                        chipCurrent: $0 == state)
                } : [], briefRows: found.map(views.row),
            takeRows: takes.prefix(12).map { views.row($0, namingBrief: true) }, canWrite: writes)
        return try await draw(page, caller, at: .practice)
    }

    func briefPage(_ web: WebRequest, _ caller: Caller, problem: Problem? = nil) async throws -> Response {
        let shown = try await services.briefs.show(try web.id("brief"), by: caller.actor)
        let views = PracticeViews(taxonomy: try await services.taxonomy.taxonomy(), now: world.now())
        let brief = shown.brief
        let content = brief.content
        let address = "/briefs/\(brief.id)"
        var page = BriefPage(
            pageTitle: content.title, briefAddress: address, briefFacts: views.facts(content),
            briefAnswers: PracticeViews.answers(content), briefAudience: PracticeViews.audience(content.audience),
            briefBy: say("practice.by", ["name": shown.ownerName, "team": shown.teamName]),
            briefProblems: problem.map { ProblemSummary($0) })
        if brief.state != .published {
            page.briefBadge = StateBadge(badgeLabel: say("practice.is.\(brief.state.rawValue)"), badgeTone: "warn")
        }
        page.briefLine = content.line.isEmpty ? nil : content.line
        page.briefSituation = content.situation.isEmpty ? nil : content.situation
        page.briefPoints = content.points.map { BriefPoint(pointText: $0) }
        page.briefDialogue = PracticeViews.dialogue(content)
        page.recordAddress = shown.allowed.contains(.record) ? "\(address)/record" : nil
        if let rubric = content.rubric, let found = try await services.rubrics.find(rubric, by: caller.actor)?.rubric {
            page.briefRubric = PracticeLink(linkAddress: "/rubrics/\(rubric)", linkText: found.content.title)
        }
        page.requestAddress = brief.request.map { "/requests/\($0)" }
        let takes = try await services.takes.list(of: brief.id, by: caller.actor)
        page.ownTakeRows = takes.filter(\.isMine).map { views.row($0, namingBrief: false) }
        page.otherTakeRows = takes.filter { !$0.isMine }.map { views.row($0, namingBrief: false) }
        if shown.allowed.contains(.edit) {
            page.editAddress = "\(address)/edit"
            page.addToSetAddress = "/sets/add?brief=\(brief.id)"
            page.stateChoices = Brief.State.allCases.filter { $0 != brief.state }.map {
                BriefStateChoice(stateChoice: $0.rawValue, stateChoiceLabel: say("practice.make.\($0.rawValue)"))
            }
            page.versionRows = try await services.briefs.versions(of: brief.id, by: caller.actor)
                .map { views.version($0, current: brief.version) }
        }
        return try await draw(page, caller, at: .practice, status: problem?.status ?? 200)
    }

    // MARK: Writing

    private func newBriefPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var form = BriefForm()
        if let id: ID<RecordingRequest> = try web.query.id("request") {
            let request = try await services.requests.show(id, by: caller.actor).request
            form.title = String(request.text.prefix(120))
            form.line = request.text
            form.stage = request.stage?.text ?? ""
            form.objection = request.objection?.text ?? ""
            form.request = id.text
        }
        return try await drawNewBrief(form, caller)
    }

    private func drawNewBrief(_ form: BriefForm, problem: Problem? = nil, _ caller: Caller) async throws -> Response {
        guard Permission.buildsSets(caller.actor) else { throw Problem.forbidden() }
        var page = form.page(
            say("practice.write_one"), to: "/briefs", back: ("/practice", say("practice.title")),
            try await services.taxonomy.taxonomy(),
            rubrics: try await services.rubrics.list(by: caller.actor).map(\.rubric), problem: problem)
        page.isNew = true
        let teams = try await services.teams.list(by: caller.actor).map(\.team).filter {
            Permission.buildsSets(caller.actor, in: $0.id)
        }
        if teams.count > 1 {
            page.teamField = ChoiceField(
                fieldOptions: teams.map {
                    ChoiceOption(optionValue: $0.id.text, optionLabel: $0.name, optionSelected: $0.id.text == form.team)
                }, fieldProblem: problem?.message(for: "team"))
        }
        return try await draw(page, caller, at: .practice, status: problem?.status ?? 200)
    }

    private func writeBrief(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = BriefForm(web.form)
        do {
            let shown = try await services.briefs.write(
                try form.input(), team: ID(parsing: form.team), for: form.request.flatMap { ID(parsing: $0) },
                isPublished: web.form.isOn("publish"), by: caller.actor)
            return .seeOther("/briefs/\(shown.brief.id)")
        } catch let problem as Problem where problem.status == 422 {
            return try await drawNewBrief(form, problem: problem, caller)
        }
    }

    private func editBriefPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.briefs.show(try web.id("brief"), by: caller.actor)
        return try await drawBriefEdit(BriefForm(shown.brief.content), shown, version: shown.brief.version, caller)
    }

    private func drawBriefEdit(
        _ form: BriefForm, _ shown: BriefShown, version: Int, problem: Problem? = nil, _ caller: Caller
    ) async throws -> Response {
        guard shown.allowed.contains(.edit) else { throw Problem.forbidden() }
        let address = "/briefs/\(shown.brief.id)"
        var page = form.page(
            say("practice.edit_one"), to: "\(address)/edit", back: (address, shown.brief.content.title),
            try await services.taxonomy.taxonomy(),
            rubrics: try await services.rubrics.list(by: caller.actor).map(\.rubric)
                .filter { $0.team == shown.brief.team }, problem: problem)
        page.formVersion = "\(version)"
        return try await draw(page, caller, at: .practice, status: problem?.status ?? 200)
    }

    private func editBrief(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Brief> = try web.id("brief")
        let form = BriefForm(web.form)
        let version = Int(web.form.text("version"))
        do {
            _ = try await services.briefs.edit(id, try form.input(), version: version, by: caller.actor)
            return .seeOther("/briefs/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            let shown = try await services.briefs.show(id, by: caller.actor)
            return try await drawBriefEdit(form, shown, version: version ?? 0, problem: problem, caller)
        }
    }

    private func setBriefState(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let state = Brief.State(rawValue: web.form.text("state")) else {
            throw Problem.badRequest("bad_form", "This form cannot be read")
        }
        let id: ID<Brief> = try web.id("brief")
        _ = try await services.briefs.setState(state, of: id, by: caller.actor)
        return .seeOther("/briefs/\(id)")
    }

    private func restoreBrief(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Brief> = try web.id("brief")
        guard let number = Int(web.part("version")) else { throw Problem.notFound }
        _ = try await services.briefs.restore(number, of: id, by: caller.actor)
        return .seeOther("/briefs/\(id)")
    }
}
