import Domain
import Hummingbird
import Services

/// Filing clips that have no objection yet, many at a time.
extension Pages {
    var taggingRoutes: [Route] {
        [
            .get("/clips/tagging", .page { try await taggingPage($1) }, about: .page),
            .post("/clips/tagging", .page(tagClips), body: .form, about: .page),
        ]
    }

    /// From here on a guess is ticked beforehand; everything below is a proposal to look at.
    private static let sure: Float = 0.5

    private func taggingPage(_ caller: Caller, problem: Problem? = nil) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let found = try await services.clips.untagged(by: caller.actor)
        let page = TaggingPage(
            tagRows: found.map { untagged in
                TagRow(
                    tagClip: untagged.clip.id.text, tagTitle: ClipViews.title(untagged.clip),
                    tagAddress: "/clips/\(untagged.clip.id)",
                    tagIsSure: (untagged.objection?.likelihood ?? 0) >= Self.sure,
                    tagLikelihood: untagged.objection.map {
                        say("tagging.likely", ["percent": "\(Int(($0.likelihood * 100).rounded()))"])
                    }, tagSentence: untagged.objection?.sentence,
                    tagObjections: taxonomy.options(
                        .objection, selected: untagged.objection?.term.text, none: say("tagging.choose")),
                    tagStages: taxonomy.options(.stage, selected: untagged.stage?.text, none: say("tagging.choose")))
            }, tagProblems: problem.map { ProblemSummary($0) })
        return try await draw(page, caller, at: .clips, status: problem?.status ?? 200)
    }

    private func tagClips(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        let tags = form.all("take").compactMap { ID<Clip>(parsing: $0) }.compactMap { clip in
            ID<Term>(parsing: form.text("objection_\(clip)")).map {
                ClipService.Tag(clip: clip, objection: $0, stage: ID(parsing: form.text("stage_\(clip)")))
            }
        }
        do {
            _ = try await services.clips.tag(tags, by: caller.actor)
            return .seeOther("/clips/tagging")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await taggingPage(caller, problem: problem)
        }
    }
}
