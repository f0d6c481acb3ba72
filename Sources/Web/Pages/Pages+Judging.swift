import Domain
import Hummingbird
import Lookup
import Services

/// Judging what one's own lookups find, for admins.
extension Pages {
    var judgingRoutes: [Route] {
        [
            .get("/admin/judging", .adminPage { try await judgingPage($1) }, about: .page),
            .post("/admin/judging", .adminPage(addJudged), body: .form, about: .page),
            .post("/admin/judging/measure", .adminPage(measureQuality), body: .form, about: .page),
            .get("/admin/judging/{judged}", .adminPage(judgingSheet), about: .page),
            .post("/admin/judging/{judged}", .adminPage(judgeAnswers), body: .form, about: .page),
            .post("/admin/judging/{judged}/remove", .adminPage(removeJudged), body: .form, about: .page),
        ]
    }

    private func judgingPage(_ caller: Caller, form: Form = .empty, problem: Problem? = nil) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let listed = try await services.judging.list(by: caller.actor)
        let page = JudgingPage(
            judgingProblems: problem.map { ProblemSummary($0) },
            newTextField: TextField(fieldValue: form.text("text"), fieldProblem: problem?.message(for: "text")),
            stageOptions: taxonomy.options(.stage, selected: form["stage"], none: say("lookup.any")),
            judgedRows: listed.map { judged in
                JudgedRow(
                    judgedAddress: "/admin/judging/\(judged.lookup.id)", judgedText: judged.lookup.text,
                    judgedStage: taxonomy.term(judged.lookup.stage)?.label,
                    judgedState: say("judging.judged", count: judged.judgements),
                    judgedIsUnanswered: judged.judgements > 0 && !judged.hasAnswer)
            }, canMeasure: listed.contains { $0.judgements > 0 },
            qualityRows: try await services.judging.qualities(by: caller.actor).map(QualityRow.init))
        return try await draw(page, caller, at: .admin, status: problem?.status ?? 200)
    }

    private func addJudged(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            let lookup = try await services.judging.add(
                web.form.text("text"), stage: web.form.filled("stage").flatMap { ID(parsing: $0) }, by: caller.actor)
            return .seeOther("/admin/judging/\(lookup.id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await judgingPage(caller, form: web.form, problem: problem)
        }
    }

    private func measureQuality(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            _ = try await services.judging.measure(by: caller.actor)
            return .seeOther("/admin/judging")
        } catch let problem as Problem where problem.status == 409 {
            return try await judgingPage(caller, problem: problem)
        }
    }

    private func judgingSheet(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let sheet = try await services.judging.sheet(try web.id("judged"), by: caller.actor)
        let page = JudgingSheetPage(
            judgedId: sheet.lookup.id.text, judgedText: sheet.lookup.text,
            judgedStage: taxonomy.term(sheet.lookup.stage)?.label,
            answerRows: sheet.rows.enumerated().map { AnswerRow($1.row, number: $0 + 1, grade: $1.grade) })
        return try await draw(page, caller, at: .admin)
    }

    private func judgeAnswers(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<JudgedLookup> = try web.id("judged")
        let judgements = web.form.all("answer").compactMap { key -> Judgement? in
            let parts = key.split(separator: ".")
            guard parts.count == 2, let clip = ID<Clip>(parsing: String(parts[0])), let start = Int(parts[1]),
                let grade = Int(web.form.text("grade_\(key)")).flatMap(AnswerGrade.init)
            else { return nil }
            return Judgement(clip: clip, startMilliseconds: start, grade: grade)
        }
        try await services.judging.judge(id, judgements, by: caller.actor)
        return .seeOther("/admin/judging")
    }

    private func removeJudged(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.judging.remove(try web.id("judged"), by: caller.actor)
        return .seeOther("/admin/judging")
    }
}

extension AnswerRow {
    fileprivate init(_ row: LookupService.Row, number: Int, grade: AnswerGrade?) {
        let hit = row.hit
        self.init(
            answerKey: "\(hit.clip).\(hit.startMilliseconds)", answerNumber: "\(number)",
            answerTitle: hit.momentTitle ?? hit.title,
            answerAddress: "/clips/\(hit.clip)?t=\(hit.startMilliseconds / 1000)",
            answerSpeaker: hit.speakers.joined(separator: ", "),
            answerQuote: hit.quote.map { QuotePart(partText: $0.text, partMarked: $0.isMarked) },
            gradeChoices: [
                GradeChoice(gradeValue: "", gradeLabel: say("judging.not_judged"), gradeChosen: grade == nil)
            ]
                + AnswerGrade.allCases.map {
                    GradeChoice(
                        gradeValue: "\($0.rawValue)", gradeLabel: say("judging.grade_\($0.rawValue)"),
                        gradeChosen: $0 == grade)
                })
    }
}

extension QualityRow {
    fileprivate init(_ quality: LookupQuality) {
        func share(_ value: Double) -> String {
            let hundredths = Int((min(max(value, 0), 1) * 100).rounded())
            return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
        }
        let tenths = Int((min(max(quality.tookMilliseconds, 0), 1e6) * 10).rounded())
        self.init(
            qualityWhen: Wording.day(quality.ranAt.day),
            qualityCount: quality.unanswerable == 0
                ? "\(quality.lookups)" : "\(quality.lookups) + \(quality.unanswerable)",
            qualityNDCG: share(quality.ndcg10), qualityMRR: share(quality.mrr10),
            qualitySuccess: share(quality.success1), qualityMoment: share(quality.moment1),
            qualityMisses: quality.unanswerable == 0 ? "–" : share(quality.missesRightly),
            qualityTook: "\(tenths / 10).\(tenths % 10)")
    }
}
