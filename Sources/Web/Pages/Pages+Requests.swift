import Domain
import Hummingbird
import Lookup
import Services

/// Questions nobody has answered yet: lists, asking, and one question with everything that can be done about it.
extension Pages {
    var requestRoutes: [Route] {
        [
            .get("/requests", .page(requestList), about: .page),
            .get("/requests/new", .page(newRequestPage), about: .page),
            .post("/requests", .page(askRequest), body: .form, about: .page),
            .get("/requests/{request}", .page { try await requestPage($0, $1) }, about: .page),
            .post("/requests/{request}/join", .page(joinRequest), body: .form, about: .page),
            .post("/requests/{request}/leave", .page(leaveRequest), body: .form, about: .page),
            .post("/requests/{request}/close", .page(closeRequest), body: .form, about: .page),
            .post("/requests/{request}/answer", .page(answerRequest), body: .form, about: .page),
            .post("/requests/{request}/verdict", .page(judgeRequest), body: .form, about: .page),
            .post("/requests/{request}/decline", .page(declineRequest), body: .form, about: .page),
            .post("/requests/{request}/hand-on", .page(handOnRequest), body: .form, about: .page),
            .post("/account/request-budget", .page(setRequestBudget), body: .form, about: .page),
        ]
    }

    // MARK: Lists

    private func requestList(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let scope = try web.query.choice("scope", of: RequestsAPI.Scope.self) ?? .open
        let stage: ID<Term>? = try web.query.id("stage")
        let objection: ID<Term>? = try web.query.id("objection")
        let found = try await services.requests.list(
            scope.scope, stage: stage, objection: objection, by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        let views = RequestViews(taxonomy: taxonomy, now: world.now())
        let narrowed = [taxonomy.term(objection)?.label, taxonomy.term(stage)?.label].compactMap { $0 }
        let (title, detail) = scope.nothing
        let page = RequestsPage(
            requestTabs: RequestsAPI.Scope.allCases.map {
                ChipView(
                    chipLabel: $0.label, chipAddress: "/requests?scope=\($0.rawValue)", chipCurrent: $0 == scope)
            }, requestRows: found.map(views.row), emptyTitle: title, emptyDetail: detail,
            narrowedText: narrowed.isEmpty ? nil : narrowed.joined(separator: ", "),
            gapsAddress: caller.actor.isAdmin || caller.person.role == .manager ? "/gaps" : nil)
        return try await draw(page, caller, at: .requests)
    }

    // MARK: Asking

    private func newRequestPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let text = String((web.query.text("q") ?? "").singleLine.prefix(200))
        return try await drawNewRequest(
            text: text, stage: web.query.text("stage"), objection: web.query.text("objection"), caller: caller)
    }

    private func drawNewRequest(
        text: String, stage: String?, objection: String?, note: String = "", problem: Problem? = nil, caller: Caller
    ) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let guess = objection ?? services.lookup.guess(text, by: caller.actor)?.text
        let near = try await services.requests.near(
            text, objection: guess.flatMap { ID(parsing: $0) }, by: caller.actor)
        let views = RequestViews(taxonomy: taxonomy, now: world.now())
        let page = RequestNewPage(
            requestProblems: problem.map { ProblemSummary($0) },
            textField: TextField(fieldValue: text, fieldProblem: problem?.message(for: "text")),
            stageField: ChoiceField(
                fieldOptions: taxonomy.options(.stage, selected: stage, none: say("requests.any_stage")),
                fieldProblem: problem?.message(for: "stage")),
            objectionField: ChoiceField(
                fieldOptions: taxonomy.options(.objection, selected: guess, none: say("requests.none_of_these")),
                fieldProblem: problem?.message(for: "objection")),
            noteField: TextField(fieldValue: note, fieldProblem: problem?.message(for: "note")),
            nearRows: near.map(views.row))
        return try await draw(page, caller, at: .requests, status: problem?.status ?? 200)
    }

    private func askRequest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        do {
            let new = try NewRequest(
                text: form.text("text"), stage: form.filled("stage").flatMap { ID(parsing: $0) },
                objection: form.filled("objection").flatMap { ID(parsing: $0) }, note: form.text("note"))
            let (shown, _) = try await services.requests.ask(new, by: caller.actor)
            return .seeOther("/requests/\(shown.request.id)")
        } catch let problem as Problem where problem.status == 422 {
            return try await drawNewRequest(
                text: String(form.text("text").prefix(400)), stage: form.filled("stage"),
                objection: form.filled("objection") ?? "", note: form.text("note"), problem: problem, caller: caller)
        }
    }

    // MARK: One question

    private func requestPage(
        _ web: WebRequest, _ caller: Caller, problem: Problem? = nil
    ) async throws -> Response {
        let shown = try await services.requests.show(try web.id("request"), by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        let views = RequestViews(taxonomy: taxonomy, now: world.now())
        let clips = shown.answers.compactMap(\.clip)
        let cards = ClipViews(
            taxonomy: taxonomy, now: world.now(), posters: try await services.clips.posters(of: clips))
        let request = shown.request
        let answers = shown.answers.filter { !$0.answer.isPromise }
        let hidden = answers.count { $0.clip == nil }
        var page = RequestPage(
            pageTitle: request.text, requestId: request.id.text, requestState: RequestViews.badge(shown),
            requestAskers: RequestViews.askers(shown),
            requestWhen: say(
                "requests.asked_when", ["when": Wording.ago(request.createdAt, now: world.now())]),
            requestStage: taxonomy.term(request.stage)?.label,
            requestObjection: taxonomy.term(request.objection)?.label,
            requestProblems: problem.map { ProblemSummary($0) })
        page.answerCards = answers.compactMap { answer in
            answer.clip.map { clip in
                var card = cards.moment(
                    clip, at: answer.moment?.startMilliseconds ?? 0,
                    note: say(
                        "request.answered_by",
                        ["name": answer.name, "when": Wording.ago(answer.answer.answeredAt, now: world.now())]))
                card.momentTitle = answer.moment?.title ?? card.momentTitle
                card.momentProgress = nil
                return card
            }
        }
        page.hiddenAnswers = hidden > 0 ? say("request.hidden_answers", count: hidden) : nil
        let judges = shown.allowed.contains(.judge) && !answers.isEmpty
        page.askVerdict =
            judges && shown.myVerdict == nil && request.state == .answered
            ? RequestVerdictForm(verdictId: request.id.text) : nil
        page.verdictText = RequestViews.verdict(shown.myVerdict)
        page.promiseAddress = shown.answers.first { $0.answer.isPromise && $0.clip != nil }
            .map { "/clips/\($0.answer.clip)/edit" }
        if shown.allowed.contains(.answer), request.state == .open {
            page.answering = try await answering(shown, caller)
        }
        page.canJoin = shown.allowed.contains(.join) && !shown.waitsForMe
        page.canLeave = shown.allowed.contains(.leave)
        page.canClose = shown.allowed.contains(.close) && !(shown.isMine && shown.askerCount == 1)
        page.canDecline = shown.allowed.contains(.decline)
        if shown.allowed.contains(.handOn) {
            let involved = Set(shown.askers.map(\.asker.person)).union([caller.person.id])
            page.handOnOptions = try await services.people.list(by: caller.actor)
                .filter { $0.isActive && !involved.contains($0.id) }
                .map { ChoiceOption(optionValue: $0.id.text, optionLabel: $0.name) }
        }
        page.askerNotes = views.notes(shown)
        page.askedRows = views.asked(shown)
        page.historyRows = views.history(shown)
        return try await draw(page, caller, at: .requests, status: problem?.status ?? 200)
    }

    /// The nearest clips first, then the person's own latest.
    private func answering(_ shown: RequestShown, _ caller: Caller) async throws -> RequestAnswering {
        let request = shown.request
        let near = try await services.lookup.nearest(request.text, objection: request.objection, by: caller.actor)
        let own = try await services.clips.list(
            ClipFilter(shelf: .mine, state: .published), limit: 5, by: caller.actor
        ).items
        let known = Set(near.map(\.clip.id))
        let clips =
            near.map { ($0.clip, $0.hit.startMilliseconds) } + own.filter { !known.contains($0.id) }.map { ($0, 0) }
        return RequestAnswering(
            answerWaits: shown.waitsForMe,
            answerChoices: clips.prefix(8).map { clip, start in
                AnswerChoice(
                    choiceClip: clip.id.text, choiceTitle: ClipViews.title(clip),
                    choiceSpeaker: clip.details.speakers.map(\.name).joined(separator: ", "),
                    choiceAddress: start >= 1000 ? "/clips/\(clip.id)?t=\(start / 1000)" : "/clips/\(clip.id)",
                    choiceLength: Wording.clock(milliseconds: clip.media.durationMilliseconds ?? 0))
            }, newClipAddress: "/clips/new?request=\(request.id)",
            briefAddress: Permission.buildsSets(caller.actor) ? "/briefs/new?request=\(request.id)" : nil)
    }

    /// Does one thing with a request, then shows it; what was refused is shown above it.
    private func act(
        _ web: WebRequest, _ caller: Caller, _ body: (ID<RecordingRequest>) async throws -> Void
    ) async throws -> Response {
        let id: ID<RecordingRequest> = try web.id("request")
        do {
            try await body(id)
            return .seeOther("/requests/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await requestPage(web, caller, problem: problem)
        }
    }

    private func joinRequest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await act(web, caller) {
            _ = try await services.requests.join($0, note: web.form.text("note"), by: caller.actor)
        }
    }

    private func leaveRequest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.requests.leave(try web.id("request"), by: caller.actor)
        return .seeOther("/requests?scope=mine")
    }

    private func closeRequest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await act(web, caller) {
            let reason = try RequestReason(web.form.text("reason"))
            _ = try await services.requests.close($0, reason: reason, by: caller.actor)
        }
    }

    private func answerRequest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await act(web, caller) {
            guard let clip = ID<Clip>(parsing: web.form.text("clip")) else {
                throw Problem.invalid("clip", "Please choose the clip that answers it.")
            }
            _ = try await services.requests.answer($0, with: clip, by: caller.actor)
        }
    }

    private func judgeRequest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await act(web, caller) {
            guard let verdict = RequestVerdict(rawValue: web.form.text("verdict")) else {
                throw Problem.badRequest("bad_form", "This form cannot be read")
            }
            _ = try await services.requests.judge($0, verdict, note: web.form.text("note"), by: caller.actor)
        }
    }

    private func declineRequest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<RecordingRequest> = try web.id("request")
        do {
            let reason = try RequestReason(web.form.text("reason"))
            _ = try await services.requests.decline(id, reason: reason, by: caller.actor)
            return .seeOther("/requests?scope=for_me")
        } catch let problem as Problem where problem.status == 422 {
            return try await requestPage(web, caller, problem: problem)
        }
    }

    private func handOnRequest(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await act(web, caller) {
            guard let person = ID<Person>(parsing: web.form.text("to")) else {
                throw Problem.invalid("to", "Please choose somebody.")
            }
            let reason = try RequestReason(web.form.text("reason"))
            _ = try await services.requests.handOn($0, to: person, reason: reason, by: caller.actor)
        }
    }

    private func setRequestBudget(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let perWeek = Int(web.form.text("per_week")) else {
            throw Problem.invalid("per_week", "Please give a whole number from 0 to 20.")
        }
        _ = try await services.requests.setBudget(perWeek, by: caller.actor)
        return .seeOther("/account")
    }
}

extension RequestsAPI.Scope {
    fileprivate var label: String { say("requests.scope.\(rawValue)") }

    fileprivate var nothing: (title: String, detail: String) {
        (say("requests.nothing.\(rawValue).title"), say("requests.nothing.\(rawValue).detail"))
    }
}
