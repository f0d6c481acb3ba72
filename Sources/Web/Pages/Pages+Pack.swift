import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Services

/// The five minutes before a call.
extension Pages {
    var packRoutes: [Route] {
        [
            .get("/pack", .page(pack), rate: .lookup, about: .page),
            .post("/pack/reports", .page(reportPack), body: .form, about: .page),
            .get("/pack/worker.js", .page { _, _ in try packWorker() }, rate: .uncounted, about: .page),
        ]
    }

    private func pack(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        do {
            let asked = try await PackAsked.read(web, services, caller)
            let pack = try await services.packs.pack(asked.question, pinned: asked.clips, by: caller.actor)
            return try await draw(PackViews(taxonomy: taxonomy, pack: pack).page, caller, at: .nowhere)
        } catch let problem as Problem where problem.status == 422 {
            var page = PackViews(taxonomy: taxonomy, pack: nil).page
            page.packProblems = ProblemSummary(problem)
            return try await draw(page, caller, at: .nowhere, status: 422)
        }
    }

    private func reportPack(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        guard let clip = ID<Clip>(parsing: form.text("clip")), let cameUp = Self.answers[form.text("came_up")] else {
            throw Problem.badRequest("bad_form", "This form cannot be read")
        }
        _ = try await services.packs.report(
            clip, objection: form.filled("objection").flatMap { ID(parsing: $0) }, cameUp: cameUp,
            helped: Self.answers[form.text("helped")], by: caller.actor)
        let back = NextAddress.checked(form.filled("back"))
        return .seeOther(back.hasPrefix("/pack") ? back : "/pack")
    }

    private static let answers = ["yes": true, "no": false]

    /// Keeps packs readable without a connection. It lies outside the assets' folder because a worker rules only over the
    /// addresses beneath its own, unless its answer says otherwise.
    private func packWorker() throws -> Response {
        guard let file = assets.file("pack-worker.js"), let scope = HTTPField.Name("Service-Worker-Allowed") else {
            throw Problem.notFound
        }
        return Response(
            status: .ok, headers: [.contentType: file.contentType, .cacheControl: "no-cache", scope: "/pack"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}
