import Domain
import Hummingbird
import Services

/// What waits for one's feedback, asking for it, and how much one helps.
extension Pages {
    var inboxRoutes: [Route] {
        [
            .post("/clips/{clip}/feedback/ask", .page(askForFeedback), body: .form, about: .page),
            .post("/clips/{clip}/feedback/ask/withdraw", .page(withdrawAsk), body: .form, about: .page),
            .post("/feedback/turns/{turn}/snooze", .page(snoozeTurn), body: .form, about: .page),
            .post("/feedback/turns/{turn}/hand-back", .page(handBackTurn), body: .form, about: .page),
            .post("/feedback/help", .page(setFeedbackHelp), body: .form, about: .page),
        ]
    }

    // MARK: Asking

    /// The form on the page of a clip; nil for those who may not ask.
    func askForm(about clip: Clip, _ caller: Caller) async throws -> AskForm? {
        guard clip.isShown || clip.take?.isSubmitted == true,
            clip.owner == caller.person.id || caller.actor.managedTeams.contains(clip.team)
        else {
            return nil
        }
        let shown = try await services.feedback.ask(about: clip.id, by: caller.actor)
        let asked = Set(shown?.turns.map(\.turn.person) ?? [])
        let people = try await services.people.list(by: caller.actor)
            .filter { $0.isActive && $0.id != caller.person.id && !asked.contains($0.id) && $0.id != clip.owner }
        var form = AskForm(askAddress: "/clips/\(clip.id)/feedback/ask")
        form.askOptions =
            [ChoiceOption(optionValue: "", optionLabel: say("feedback.ask.whoever_can"))]
            + people.map { ChoiceOption(optionValue: $0.id.text, optionLabel: $0.name) }
        form.askIsOpen = shown != nil
        form.askedRows = (shown?.turns ?? []).map { entry in
            AskedRow(
                askedWho: say("feedback.asked.\(entry.turn.state.rawValue)", ["name": entry.name]),
                askedReason: entry.turn.reason.isEmpty ? nil : entry.turn.reason)
        }
        return form
    }

    private func askForFeedback(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let clip: ID<Clip> = try web.id("clip")
        do {
            let person = try web.form.filled("to").map { text in
                guard let id = ID<Person>(parsing: text) else {
                    throw Problem.invalid("to", say("feedback.ask.choose"))
                }
                return id
            }
            _ = try await services.feedback.ask(person, about: clip, note: web.form.text("note"), by: caller.actor)
            return .seeOther("/clips/\(clip)#feedback")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await drawFeedback(of: clip, problem: problem, caller)
        }
    }

    private func withdrawAsk(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let clip: ID<Clip> = try web.id("clip")
        try await services.feedback.withdrawAsk(about: clip, by: caller.actor)
        return .seeOther("/clips/\(clip)#feedback")
    }

    // MARK: The inbox

    func inboxPage(_ caller: Caller, problem: Problem? = nil, typed: Form? = nil) async throws -> Response {
        let inbox = try await services.feedback.inbox(of: caller.actor)
        let page = InboxPage(
            feedbackTabs: Self.feedbackTabs(current: nil), inboxProblems: problem.map { ProblemSummary($0) },
            inboxRows: inbox.items.map(row), snoozedRows: inbox.snoozed.map(row),
            inboxBudget: say(
                "feedback.inbox.budget", ["used": "\(inbox.usedThisWeek)", "most": "\(inbox.help.perWeek)"]),
            helpForm: try await helpForm(inbox.help, problem: problem, typed: typed),
            receiptAddress: "/feedback/receipts")
        return try await draw(page, caller, at: .feedback, status: problem?.status ?? 200)
    }

    /// - Parameter current: nil for what waits.
    static func feedbackTabs(current: FeedbackService.Shelf?) -> [ChipView] {
        [ChipView(chipLabel: say("feedback.shelf.waiting"), chipAddress: "/feedback", chipCurrent: current == nil)]
            + FeedbackService.Shelf.allCases.map {
                ChipView(
                    chipLabel: say("feedback.shelf.\($0.rawValue)"), chipAddress: "/feedback?shelf=\($0.rawValue)",
                    chipCurrent: $0 == current)
            }
    }

    private func row(_ item: FeedbackService.InboxItem) -> InboxRow {
        let now = world.now()
        return InboxRow(
            inboxTurn: item.turn.id.text,
            inboxAddress: item.clip.take.map { "/takes/\($0.take)" } ?? "/clips/\(item.clip.id)",
            inboxTitle: ClipViews.title(item.clip),
            inboxWhy: say("feedback.why.\(item.turn.why.rawValue)", ["name": item.askerName]),
            inboxSince: Wording.ago(item.turn.routedAt, now: now),
            inboxNote: item.ask.note.isEmpty ? nil : item.ask.note,
            inboxLength: item.clip.media.durationMilliseconds.map { Wording.clock(milliseconds: $0) },
            inboxSnoozed: item.turn.snoozedUntil.flatMap { until in
                until > now ? say("feedback.snoozed_until", ["day": Wording.day(until.day)]) : nil
            })
    }

    private func helpForm(_ help: FeedbackHelp, problem: Problem?, typed: Form?) async throws -> HelpForm {
        let taxonomy = try await services.taxonomy.taxonomy()
        let chosen = typed.map { Set($0.all("terms")) } ?? Set(help.terms.map(\.text))
        var form = HelpForm(helpPerWeek: typed?.text("per_week") ?? "\(help.perWeek)")
        form.helpOpen = problem != nil
        form.helpPerWeekProblem = problem?.message(for: "per_week")
        form.helpAvailable = typed?.isOn("available") ?? help.isAvailable
        form.helpAway = typed?.text("away_until") ?? help.awayUntil?.description ?? ""
        form.helpNote = typed?.text("note") ?? help.note
        form.helpTerms = (taxonomy.active(.objection) + taxonomy.active(.stage)).map {
            HelpTerm(
                helpTermId: $0.id.text, helpTermLabel: $0.label, helpTermChosen: chosen.contains($0.id.text))
        }
        return form
    }

    private func snoozeTurn(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.feedback.snooze(
            try web.id("turn"), days: Int(web.form.text("days")) ?? 0, by: caller.actor)
        return .seeOther("/feedback")
    }

    private func handBackTurn(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            try await services.feedback.handBack(
                try web.id("turn"), reason: try RequestReason(web.form.text("reason")), by: caller.actor)
            return .seeOther("/feedback")
        } catch let problem as Problem where problem.status == 422 {
            return try await inboxPage(caller, problem: problem)
        }
    }

    private func setFeedbackHelp(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        do {
            guard let perWeek = Int(form.text("per_week")) else {
                throw Problem.invalid("per_week", say("feedback.help.whole_number"))
            }
            let away = try form.filled("away_until").map { text in
                guard let day = Day(parsing: text) else {
                    throw Problem.invalid("away_until", say("feedback.day_like"))
                }
                return day
            }
            let help = try FeedbackHelp(
                perWeek: perWeek, isAvailable: form.isOn("available"), awayUntil: away,
                terms: form.all("terms").compactMap { ID(parsing: $0) }, note: form.text("note"))
            _ = try await services.feedback.setHelp(help, by: caller.actor)
            return .seeOther("/feedback")
        } catch let problem as Problem where problem.status == 422 {
            return try await inboxPage(caller, problem: problem, typed: form)
        }
    }
}
