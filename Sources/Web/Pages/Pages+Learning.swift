import Domain
import Hummingbird
import Services

/// What the use of lookups teaches, for admins.
extension Pages {
    var learningRoutes: [Route] {
        [
            .get("/admin/learning", .adminPage { try await learningPage($1) }, about: .page),
            .post("/admin/learning/accept", .adminPage(acceptPhrasing), body: .form, about: .page),
            .post("/admin/learning/refuse", .adminPage(refusePhrasing), body: .form, about: .page),
        ]
    }

    private func learningPage(_ caller: Caller) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let questions = try await services.learning.keptQuestions(by: caller.actor)
        let page = AdminLearningPage(
            keptRows: questions.map { question in
                KeptQuestionRow(
                    keptText: question.text, keptObjection: taxonomy.term(question.objection)?.label ?? "",
                    keptObjectionId: question.objection.text,
                    keptUse: [
                        say("learning.kept_in", count: question.lookups),
                        question.people > 0 ? say("learning.by_people", count: question.people) : nil,
                    ].compactMap { $0 }.joined(separator: " "))
            })
        return try await draw(page, caller, at: .admin)
    }

    private func acceptPhrasing(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            _ = try await services.learning.accept(web.form.text("text"), for: objection(web), by: caller.actor)
        } catch let problem as Problem where problem.code == "phrasing_taken" {
            // Somebody else was faster: it is a phrasing now, which is what was wanted.
        }
        return .seeOther("/admin/learning")
    }

    private func refusePhrasing(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.learning.refuse(web.form.text("text"), for: objection(web), by: caller.actor)
        return .seeOther("/admin/learning")
    }

    private func objection(_ web: WebRequest) throws -> ID<Term> {
        guard let id = ID<Term>(parsing: web.form.text("objection")) else {
            throw Problem.badRequest("bad_form", "This form cannot be read")
        }
        return id
    }
}
