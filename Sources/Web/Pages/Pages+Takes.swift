import Domain
import Hummingbird
import Media
import Services

/// Recording a take, looking at it alone, submitting it, and what others say about it.
extension Pages {
    var takeRoutes: [Route] {
        [
            .get("/briefs/{brief}/record", .page { try await recordPage($0, $1) }, about: .page),
            .post("/briefs/{brief}/takes", .page(writeTake), body: .form, about: .page),
            .get("/takes/{take}", .page { try await takePage($0, $1) }, about: .page),
            .post("/takes/{take}/submit", .page(submitTake), body: .form, about: .page),
            .post("/takes/{take}/delete", .page(deleteTake), body: .form, about: .page),
        ]
    }

    // MARK: Recording

    private func recordPage(
        _ web: WebRequest, _ caller: Caller, problem: Problem? = nil
    ) async throws -> Response {
        let shown = try await services.briefs.show(try web.id("brief"), by: caller.actor)
        let content = shown.brief.content
        guard shown.allowed.contains(.record) else {
            throw Problem.conflict("brief_closed", "This brief takes no answers just now")
        }
        let again = try await earlierTake(web.query.text("again") ?? web.form.filled("again"), of: shown.brief, caller)
        let taxonomy = try await services.taxonomy.taxonomy()
        let views = PracticeViews(taxonomy: taxonomy, now: world.now())
        var page = RecordPage(
            pageTitle: say("practice.record_title", ["title": content.title]), recordBriefId: shown.brief.id.text,
            recordBriefAddress: "/briefs/\(shown.brief.id)", recordBriefTitle: content.title,
            recordPersonId: caller.person.id.text, recordTeam: shown.brief.team.text,
            recordAudienceText: say(
                "practice.only_you_until", ["audience": PracticeViews.audience(content.audience)]))
        page.recordLine = content.line.isEmpty ? nil : content.line
        page.recordSituation = (views.situation(content) + [content.situation].filter { !$0.isEmpty })
            .map(RecordSituation.init)
        page.recordPoints = content.points.map { BriefPoint(pointText: $0) }
        page.recordDialogue = PracticeViews.dialogue(content)
        page.recordTargetSeconds = content.targetSeconds.map(String.init)
        page.recordTargetText = PracticeViews.target(content)
        page.recordAgain = again?.text
        page.recordAllowsVideo = content.answers.contains(.video)
        page.recordAllowsScreen = content.answers.contains(.screen)
        page.recordAllowsVoice = content.answers.contains(.voice)
        page.recordAllowsText = content.answers.contains(.text)
        page.recordProblems = problem.map { ProblemSummary($0) }
        page.recordText = problem == nil ? "" : web.form.text("text")
        page.recordClosed = services.storage.tools.blocker
        return try await draw(page, caller, at: .practice, status: problem?.status ?? 200)
    }

    /// The take that is done again; nil for one that is gone, somebody else's, or of another brief: then it is a first one.
    private func earlierTake(_ text: String?, of brief: Brief, _ caller: Caller) async throws -> ID<Take>? {
        guard let id = text.flatMap({ ID<Take>(parsing: $0) }) else { return nil }
        do {
            let shown = try await services.takes.show(id, by: caller.actor)
            return shown.isMine && shown.take.brief == brief.id ? id : nil
        } catch let problem as Problem where problem.status == 404 {
            return nil
        }
    }

    private func writeTake(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            let again = try web.form.filled("again").map { text in
                guard let id = ID<Take>(parsing: text) else {
                    throw Problem.badRequest("bad_form", "This form cannot be read")
                }
                return id
            }
            let shown = try await services.takes.write(
                web.form.text("text"), for: try web.id("brief"), again: again, by: caller.actor)
            return .seeOther("/takes/\(shown.take.id)")
        } catch let problem as Problem where problem.status == 422 {
            return try await recordPage(web, caller, problem: problem)
        }
    }

    // MARK: One take

    func takePage(
        _ web: WebRequest, _ caller: Caller, problem: Problem? = nil
    ) async throws -> Response {
        let shown = try await services.takes.show(try web.id("take"), by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        let views = PracticeViews(taxonomy: taxonomy, now: world.now())
        let take = shown.take
        var page = TakePage(
            pageTitle: "\(PracticeViews.title(shown)): \(shown.content.title)", takeAddress: "/takes/\(take.id)",
            clipId: take.clip.text, takeBriefAddress: Self.address(of: shown.brief, for: caller),
            takeBriefTitle: shown.brief.content.title, takeBadge: PracticeViews.badge(shown),
            takeFacts: views.facts(shown), takeProblems: problem.map { ProblemSummary($0) })
        page.takeLine = shown.content.line.isEmpty ? nil : shown.content.line
        page.takeText = take.text.isEmpty ? nil : take.text
        if take.text.isEmpty { try await addRecording(to: &page, of: take.clip, web, caller) }
        page.reviewRows = take.submittedAt == nil ? [] : PracticeViews.review(take.review)
        if shown.isMine {
            page.canDeleteTake = true
            if Permission.allows(.record, for: caller.actor, on: shown.brief.access) {
                page.recordAgainAddress = "/briefs/\(take.brief)/record?again=\(take.id)"
            }
            if take.submittedAt == nil, page.takeRejection == nil {
                page.selfReview = try await selfReviewForm(of: shown, web, problem: problem, caller)
            }
        }
        if take.submittedAt != nil {
            page.feedback = try await feedbackSection(of: take.clip, caller)
            page.takeNote = web.query.flag("nobody_free") ? say("practice.nobody_free") : nil
        }
        page.scores = try await scoresView(of: take.id, web, problem: problem, caller)
        page.siblingRows = try await services.takes.siblings(of: take.id, by: caller.actor)
            .map { views.row($0, namingBrief: false) }
        page.besideAddress = page.siblingRows.isEmpty ? nil : "/takes/\(take.id)/beside"
        page.againRows = try await againRows(of: shown, caller)
        page.promotion = try await promotionView(of: shown, web, problem: problem, caller)
        return try await draw(page, caller, at: .practice, status: problem?.status ?? 200)
    }

    /// Nil for those who see a take of it, but not the brief.
    static func address(of brief: Brief, for caller: Caller) -> String? {
        Permission.allows(.see, for: caller.actor, on: brief.access) ? "/briefs/\(brief.id)" : nil
    }

    /// What can be played and read, or how far it is.
    private func addRecording(
        to page: inout TakePage, of clip: ID<Clip>, _ web: WebRequest, _ caller: Caller
    ) async throws {
        let shown = try await services.clips.show(clip, by: caller.actor)
        let start = web.query.text("t").flatMap(Wording.seconds(link:))
        let player = try await player(of: shown, startSeconds: start, caller)
        let drawn = ClipShownView(
            shown: shown, taxonomy: try await services.taxonomy.taxonomy(), now: world.now()
        ).page(player)
        page.player = player
        page.processing = drawn.processing
        page.takeRejection = drawn.rejection?.rejectionReason ?? drawn.absence?.absenceText
        page.transcriptLines = drawn.transcriptLines
        page.transcriptNote = drawn.transcriptNote
    }

    private func selfReviewForm(
        of shown: TakeShown, _ web: WebRequest, problem: Problem?, _ caller: Caller
    ) async throws -> SelfReviewForm {
        let people = try await services.people.list(by: caller.actor)
            .filter { $0.isActive && $0.id != caller.person.id }
        func text(_ name: String) -> TextField {
            TextField(fieldValue: web.form.text(name), fieldProblem: problem?.message(for: name))
        }
        return SelfReviewForm(
            workedField: text("worked"), otherwiseField: text("otherwise"), questionField: text("question"),
            confidenceField: ChoiceField(
                fieldOptions: [ChoiceOption(optionValue: "", optionLabel: say("practice.confidence.none"))]
                    + (1...5).map {
                        ChoiceOption(
                            optionValue: "\($0)", optionLabel: say("practice.confidence.\($0)"),
                            optionSelected: web.form.text("confidence") == "\($0)")
                    }, fieldProblem: problem?.message(for: "confidence")),
            toField: ChoiceField(
                fieldOptions: [ChoiceOption(optionValue: "", optionLabel: say("feedback.ask.whoever_can"))]
                    + people.map {
                        ChoiceOption(
                            optionValue: $0.id.text, optionLabel: $0.name,
                            optionSelected: web.form.text("to") == $0.id.text)
                    }, fieldProblem: problem?.message(for: "to")),
            reviewAudience: PracticeViews.audience(shown.brief.content.audience),
            reviewAudienceValue: shown.brief.content.audience.rawValue)
    }

    private func submitTake(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        let form = web.form
        do {
            guard form.filled("confidence") == nil || Int(form.text("confidence")) != nil else {
                throw Problem.badRequest("bad_form", "This form cannot be read")
            }
            let review = try SelfReview(
                worked: form.text("worked"), otherwise: form.text("otherwise"), question: form.text("question"),
                confidence: Int(form.text("confidence")))
            let person = try form.filled("to").map { text in
                guard let id = ID<Person>(parsing: text) else {
                    throw Problem.invalid("to", say("feedback.ask.choose"))
                }
                return id
            }
            guard let audience = TakeAudience(rawValue: form.text("audience")) else {
                throw Problem.badRequest("bad_form", "This form cannot be read")
            }
            let submitted = try await services.takes.submit(
                id, review, to: person, seenBy: audience, by: caller.actor)
            return .seeOther(submitted.isNobodyFree ? "/takes/\(id)?nobody_free=1" : "/takes/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await takePage(web, caller, problem: problem)
        }
    }

    /// Into the trash, from where its maker can take it out again.
    private func deleteTake(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.takes.show(try web.id("take"), by: caller.actor)
        try await services.clips.trash(shown.take.clip, by: caller.actor)
        // Whoever made it may not see its brief any more.
        return .seeOther("/practice")
    }
}
