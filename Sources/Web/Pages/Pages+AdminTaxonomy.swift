import Domain
import Hummingbird
import Services

/// The lists clips are filed under, for admins.
extension Pages {
    var adminTaxonomyRoutes: [Route] {
        [
            .get("/admin/taxonomy", .adminPage(taxonomyPage), about: .page),
            .post("/admin/taxonomy", .adminPage(addTerm), body: .form, about: .page),
            .post("/admin/taxonomy/glossary/corrections", .adminPage(correctTranscripts), body: .form, about: .page),
            .post("/admin/taxonomy/{term}", .adminPage(editTerm), body: .form, about: .page),
            .post("/admin/taxonomy/{term}/merge", .adminPage(mergeTerm), body: .form, about: .page),
            .post("/admin/taxonomy/{term}/retire", .adminPage(retireTerm), body: .form, about: .page),
            .post("/admin/taxonomy/{term}/restore", .adminPage(restoreTerm), body: .form, about: .page),
            .post("/admin/taxonomy/{term}/move", .adminPage(moveTerm), body: .form, about: .page),
        ]
    }

    private func taxonomyPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await drawTaxonomy(try web.query.choice("kind", of: TermKind.self) ?? .stage, caller)
    }

    private func drawTaxonomy(
        _ kind: TermKind, _ caller: Caller, form: Form = .empty, open: ID<Term>? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let active = taxonomy.active(kind)
        let cells = try await services.clips.counts(by: caller.actor).cells
        let rows = active.enumerated().map { index, term in
            row(term, taxonomy, active, index, use: use(of: term, cells), isOpen: term.id == open)
        }
        var page = AdminTaxonomyPage(
            kindTabs: TermKind.allCases.map {
                ChipView(
                    chipLabel: $0.plural, chipAddress: "/admin/taxonomy?kind=\($0.rawValue)", chipCurrent: $0 == kind)
            }, kindValue: kind.rawValue, kindPlural: kind.plural, kindSingular: kind.singular,
            kindDetail: kind.purpose, termProblems: problem.map { ProblemSummary($0) },
            newLabelField: TextField(
                fieldValue: open == nil ? form.text("label") : "",
                fieldProblem: open == nil ? problem?.message(for: "label") : nil),
            newDetailField: TextField(fieldValue: open == nil ? form.text("description") : ""), termRows: rows,
            retiredRows: taxonomy.terms.filter { $0.kind == kind && !$0.isActive }.map { term in
                RetiredTermRow(
                    retiredId: term.id.text, retiredLabel: term.label,
                    retiredUse: term.mergedInto.flatMap(taxonomy.term).map {
                        say("taxonomy.merged_into", ["term": $0.label])
                    }
                        ?? say("taxonomy.clips_that_have_keep"))
            })
        if kind == .glossary {
            page.aliasesLabel = say("taxonomy.heard_as")
            page.aliasesHint = say("taxonomy.what_is_heard_instead")
            page.glossaryFix = fix(try await services.taxonomy.correctingTranscripts(by: caller.actor))
        }
        return try await draw(page, caller, at: .admin, status: problem?.status ?? 200)
    }

    private func row(
        _ term: Term, _ taxonomy: Taxonomy, _ active: [Term], _ index: Int, use: String, isOpen: Bool
    ) -> TermRow {
        let phrasings = taxonomy.phrasings.filter { $0.objection == term.id && $0.retiredAt == nil }
        var row = TermRow(
            termId: term.id.text, termLabel: term.label, termUse: use)
        row.termDetailField = TextField(fieldValue: term.description)
        row.termLabelField = TextField(fieldValue: term.label)
        row.termAliasesField = TextField(fieldValue: term.aliases.joined(separator: "\n"))
        if let stage = term.stage {
            row.termStage = TermStage(
                crmNamesField: TextField(fieldValue: stage.crmNames.joined(separator: "\n")),
                buyersQuestionField: TextField(fieldValue: stage.buyersQuestion))
        }
        if let objection = term.objection {
            row.termPhrasings = TermPhrasings(
                phrasingsField: TextField(fieldValue: phrasings.map(\.text).joined(separator: "\n")),
                firstQuestionField: TextField(fieldValue: objection.firstQuestion),
                oftenMeansField: TextField(fieldValue: objection.oftenMeans),
                phrasingsCount: Wording.count(phrasings.count, "phrasing"))
        }
        row.mergeOptions = active.filter { $0.id != term.id }.map {
            ChoiceOption(optionValue: $0.id.text, optionLabel: $0.label)
        }
        row.termCanGoUp = index > 0
        row.termCanGoDown = index < active.count - 1
        row.termIsOpen = isOpen
        return row
    }

    /// How many published clips have it, for the two lists every clip is filed under.
    private func use(of term: Term, _ cells: [ClipCounts.Cell]) -> String {
        guard term.kind == .stage || term.kind == .objection else { return "" }
        let clips = cells.filter { term.kind == .stage ? $0.stage == term.id : $0.objection == term.id }
        return Wording.count(clips.map(\.count).reduce(0, +), "clip")
    }

    /// How far the last putting right of transcripts is.
    private func fix(_ job: JobRecord?) -> GlossaryFix {
        let state: String? =
            switch job?.state {
            case nil: nil
            case .waiting: say("taxonomy.fix_waits")
            case .running: say("taxonomy.fix_runs", ["percent": "\(job?.progressPercent ?? 0)"])
            case .done:
                job?.finishedAt.map { say("taxonomy.fix_done", ["when": Wording.ago($0, now: world.now())]) }
            case .failed, .poison: say("taxonomy.fix_failed")
            }
        return GlossaryFix(fixState: state, fixCanStart: job?.state != .waiting && job?.state != .running)
    }

    private func correctTranscripts(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.taxonomy.correctTranscriptsLater(by: caller.actor)
        return .seeOther("/admin/taxonomy?kind=glossary")
    }

    private func addTerm(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let kind = TermKind(rawValue: web.form.text("kind")) else {
            throw Problem.badRequest("bad_form", "This form cannot be read")
        }
        var changes = TermChanges()
        changes.label = web.form.text("label")
        changes.description = web.form.text("description")
        do {
            _ = try await services.taxonomy.add(kind: kind, changes, by: caller.actor)
            return .seeOther("/admin/taxonomy?kind=\(kind.rawValue)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await drawTaxonomy(kind, caller, form: web.form, problem: problem)
        }
    }

    private func editTerm(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (id, kind) = try await known(web)
        let form = web.form
        var changes = TermChanges()
        changes.label = form["label"]
        changes.description = form["description"]
        changes.aliases = form["aliases"].map(lines)
        changes.buyersQuestion = form["buyers_question"]
        changes.crmNames = form["crm_names"].map(lines)
        changes.firstQuestion = form["first_question"]
        changes.oftenMeans = form["often_means"]
        do {
            _ = try await services.taxonomy.edit(id, changes, by: caller.actor)
            if let phrasings = form["phrasings"].map(lines) {
                try await services.taxonomy.setPhrasings(phrasings, of: id, by: caller.actor)
            }
            return .seeOther("/admin/taxonomy?kind=\(kind.rawValue)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await drawTaxonomy(kind, caller, open: id, problem: problem)
        }
    }

    private func mergeTerm(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (id, kind) = try await known(web)
        guard let target = ID<Term>(parsing: web.form.text("into")) else {
            throw Problem.invalid("into", "Please choose another entry of the same list.")
        }
        try await services.taxonomy.merge(id, into: target, by: caller.actor)
        return .seeOther("/admin/taxonomy?kind=\(kind.rawValue)")
    }

    private func retireTerm(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (id, kind) = try await known(web)
        try await services.taxonomy.retire(id, by: caller.actor)
        return .seeOther("/admin/taxonomy?kind=\(kind.rawValue)")
    }

    private func restoreTerm(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (id, kind) = try await known(web)
        try await services.taxonomy.restore(id, by: caller.actor)
        return .seeOther("/admin/taxonomy?kind=\(kind.rawValue)")
    }

    private func moveTerm(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (id, kind) = try await known(web)
        try await services.taxonomy.move(id, by: web.form.text("direction") == "up" ? -1 : 1, caller.actor)
        return .seeOther("/admin/taxonomy?kind=\(kind.rawValue)")
    }

    private func known(_ web: WebRequest) async throws -> (id: ID<Term>, kind: TermKind) {
        let id: ID<Term> = try web.id("term")
        guard let term = try await services.taxonomy.taxonomy().term(id) else { throw Problem.notFound }
        return (id, term.kind)
    }

    private func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(\.description.trimmedText).filter { !$0.isEmpty }
    }
}

extension TermKind {
    var singular: String { say("kind.\(rawValue)") }
    var plural: String { say("kind.\(rawValue).plural") }
    /// What the list is for.
    var purpose: String { say("kind.\(rawValue).purpose") }
}
