import Domain
import Hummingbird
import Services

/// Bringing a take into the catalog.
extension Pages {
    var promotionRoutes: [Route] {
        [
            .post("/takes/{take}/promote", .page(promoteTake), body: .form, about: .page),
            .post("/takes/{take}/agree", .page(agreeToPromotion), body: .form, about: .page),
            .post("/takes/{take}/decline", .page(declinePromotion), body: .form, about: .page),
            .post("/takes/{take}/consent", .page(setTakeConsent), body: .form, about: .page),
        ]
    }

    private func promoteTake(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        let form = web.form
        do {
            guard let visibility = Visibility(rawValue: form.text("visibility")) else {
                throw Problem.badRequest("bad_form", "This form cannot be read")
            }
            let content = try PromotionContent(
                title: form.text("title"), stage: ID(parsing: form.text("stage")),
                objection: ID(parsing: form.text("objection")),
                rules: [
                    Rule(
                        when: form.text("rule_when"), action: form.text("rule_do"),
                        because: form.text("rule_because"))
                ], visibility: visibility, howTold: form.text("how_told"), alsoHeard: form.text("also_heard"))
            let clip = try await services.takes.promote(id, as: content, by: caller.actor)
            return .seeOther(clip.map { "/clips/\($0)" } ?? "/takes/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await takePage(web, caller, problem: problem)
        }
    }

    private func agreeToPromotion(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            guard let asked = Int64(web.form.text("asked_at")) else {
                throw Problem.badRequest("bad_form", "This form cannot be read")
            }
            let clip = try await services.takes.agree(
                to: try web.id("take"), askedAt: Instant(milliseconds: asked), by: caller.actor)
            return .seeOther("/clips/\(clip)")
        } catch let problem as Problem where problem.status == 409 {
            return try await takePage(web, caller, problem: problem)
        }
    }

    private func declinePromotion(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        do {
            try await services.takes.decline(
                id, reason: try RequestReason(web.form.text("reason")), by: caller.actor)
            return .seeOther("/takes/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await takePage(web, caller, problem: problem)
        }
    }

    private func setTakeConsent(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        try await services.takes.setConsent(
            Visibility(rawValue: web.form.text("consent")), to: id, by: caller.actor)
        return .seeOther("/takes/\(id)")
    }

    /// Nil for those whom it does not concern.
    func promotionView(
        of shown: TakeShown, _ web: WebRequest, problem: Problem?, _ caller: Caller
    ) async throws -> PromotionView? {
        let found = try await services.takes.promotion(of: shown.take.id, by: caller.actor)
        guard shown.take.submittedAt != nil, shown.isMine || found.canPromote || found.promotion != nil else {
            return nil
        }
        let taxonomy = try await services.taxonomy.taxonomy()
        var view = PromotionView()
        if let promotion = found.promotion {
            let content = promotion.content
            view.promotionState = say(
                "promotion.state.\(promotion.state.rawValue)", ["name": found.promoterName, "reason": promotion.reason])
            view.promotedAddress = promotion.clip.map { "/clips/\($0)" }
            if found.waitsForMe {
                view.promotionAsk = say(
                    "promotion.asks_you", ["name": found.promoterName, "audience": content.visibility.audience])
                view.promotionAskedAt = "\(promotion.createdAt.milliseconds)"
                view.promotionFacts = facts(content, taxonomy)
            }
        }
        if shown.isMine, found.promotion?.state != .promoted {
            view.consentOptions = [nil, Visibility.team, .library].map { visibility in
                ChoiceOption(
                    optionValue: visibility?.rawValue ?? "",
                    optionLabel: say("promotion.consent.\(visibility?.rawValue ?? "ask")"),
                    optionSelected: found.consent == visibility)
            }
        }
        if found.canPromote {
            view.promotionForm = form(for: shown, found, taxonomy, web, problem)
        }
        return view
    }

    private func facts(_ content: PromotionContent, _ taxonomy: Taxonomy) -> [ReviewRow] {
        let rules = content.rules.map {
            say("promotion.rule", ["when": $0.when, "do": $0.action, "because": $0.because])
        }
        return [
            ("promotion.field.title", content.title), ("clip.stage", taxonomy.term(content.stage)?.label ?? ""),
            ("clip.objection", taxonomy.term(content.objection)?.label ?? ""),
            ("clip.what_learn_from", rules.joined(separator: "\n")), ("promotion.how_told", content.howTold),
            ("promotion.also_heard", content.alsoHeard),
        ].filter { !$0.1.isEmpty }.map { ReviewRow(reviewName: say($0.0), reviewText: $0.1) }
    }

    private func form(
        for shown: TakeShown, _ found: TakeService.PromotionShown, _ taxonomy: Taxonomy, _ web: WebRequest,
        _ problem: Problem?
    ) -> PromotionForm {
        let isRefused = problem != nil && web.form.filled("visibility") != nil
        let content = shown.content
        func text(_ name: String, _ field: String, _ usual: String = "") -> TextField {
            TextField(
                fieldValue: isRefused ? web.form.text(name) : usual,
                fieldProblem: isRefused ? problem?.message(for: field) : nil)
        }
        func choice(_ kind: TermKind, _ name: String, _ usual: ID<Term>?) -> ChoiceField {
            ChoiceField(
                fieldOptions: taxonomy.options(
                    kind, selected: isRefused ? web.form.text(name) : usual?.text, none: say("promotion.choose")),
                fieldProblem: isRefused ? problem?.message(for: name) : nil)
        }
        let wanted = isRefused ? web.form.text("visibility") : Visibility.team.rawValue
        return PromotionForm(
            promotionOpen: isRefused,
            titleField: text("title", "title", content.line.isEmpty ? content.title : content.line),
            stageField: choice(.stage, "stage", content.stage),
            objectionField: choice(.objection, "objection", content.objection),
            ruleWhenField: text("rule_when", "rules"), ruleDoField: text("rule_do", "rules_1"),
            ruleBecauseField: text("rule_because", "rules_because"),
            visibilityField: ChoiceField(
                fieldOptions: [Visibility.team, .library].map {
                    ChoiceOption(
                        optionValue: $0.rawValue, optionLabel: $0.sentence, optionSelected: $0.rawValue == wanted)
                }, fieldProblem: isRefused ? problem?.message(for: "visibility") : nil),
            howTold: text("how_told", "how_told", say("promotion.usual_notice")),
            alsoHeard: text("also_heard", "also_heard"),
            promotionNote: shown.isMine
                ? say("promotion.note.own")
                : say(
                    "promotion.note.\(found.consent?.rawValue ?? "ask")", ["name": shown.personName]))
    }
}
