import Domain
import Hummingbird
import Services

/// Everything about a clip in one form.
extension Pages {
    var clipEditRoutes: [Route] {
        [
            .get("/clips/{clip}/edit", .page(editPage), about: .page),
            .post("/clips/{clip}/edit", .page(saveEdit), body: .form, about: .page),
            .post("/clips/{clip}/transcript", .page(saveTranscript), body: .form, about: .page),
            .post("/clips/{clip}/transcript/restore", .page(restoreTranscript), body: .form, about: .page),
            .post("/clips/{clip}/captions", .page(saveCaptions), body: .form, about: .page),
        ]
    }

    private func editPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.clips.show(try web.id("clip"), by: caller.actor)
        guard shown.allowed.contains(.edit) || shown.allowed.contains(.editTranscript) else {
            throw Problem.forbidden()
        }
        return try await drawEdit(shown, ClipForm(shown), caller)
    }

    private func saveEdit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Clip> = try web.id("clip")
        let form = ClipForm(web.form)
        do {
            _ = try await services.clips.edit(id, try form.changes(), by: caller.actor)
            if web.form.text("action") == "publish" {
                _ = try await services.clips.publish(id, by: caller.actor)
            }
            return .seeOther("/clips/\(id)")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 || problem.status == 403 {
            // What was typed comes back with the reason: nothing has to be written twice.
            let shown = try await services.clips.show(id, by: caller.actor)
            guard shown.allowed.contains(.edit) else { throw problem }
            return try await drawEdit(shown, form, caller, problem: problem)
        }
    }

    private func saveTranscript(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Clip> = try web.id("clip")
        let old = try await services.clips.transcript(of: id, by: caller.actor)
        let revision = try revision(web, "version")
        let lines = old.lines.enumerated().map { index, line in
            var line = line
            if let text = web.form["lines_\(index + 1)_text"], text.trimmedText != line.text {
                line.text = text
                line.words = []
            }
            return line
        }
        _ = try await services.clips.saveTranscript(lines, of: id, revision: revision, by: caller.actor)
        return .seeOther("/clips/\(id)/edit")
    }

    private func restoreTranscript(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Clip> = try web.id("clip")
        _ = try await services.clips.restoreTranscript(
            try revision(web, "revision"), of: id, after: try revision(web, "version"), by: caller.actor)
        return .seeOther("/clips/\(id)/edit#captions")
    }

    private func revision(_ web: WebRequest, _ field: String) throws -> Int {
        guard let revision = Int(web.form.text(field)), (0...1_000_000).contains(revision) else {
            throw Problem.badRequest("bad_form", "This form cannot be read")
        }
        return revision
    }

    private func saveCaptions(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Clip> = try web.id("clip")
        _ = try await services.clips.uploadCaptions(web.form.text("captions_text"), of: id, by: caller.actor)
        return .seeOther("/clips/\(id)/edit")
    }

    private func drawEdit(
        _ shown: ClipShown, _ form: ClipForm, _ caller: Caller, problem: Problem? = nil
    ) async throws -> Response {
        let taxonomy = try await services.taxonomy.taxonomy()
        let people = try await services.people.list(by: caller.actor).filter(\.isActive)
        let clip = shown.clip
        var page = ClipEditPage(
            pageTitle: say("edit.page_title", ["title": ClipViews.title(clip)]), clipId: clip.id.text,
            clipAddress: "/clips/\(clip.id)",
            formVersion: form.version, editorId: caller.person.id.text, stateBadge: ClipViews.badge(clip))
        page.editProblems = problem.map { ProblemSummary($0) }
        page.firstTimeHint = clip.state == .draft && clip.details.stage == nil
        page.player = try await player(of: shown, startSeconds: nil, caller)
        page.marking = page.player.map {
            MarkingView(markingDuration: $0.durationMilliseconds, markingPath: $0.waveformPath)
        }
        page.processing = ClipShownView(shown: shown, taxonomy: taxonomy, now: world.now()).processing
        form.fill(&page, taxonomy: taxonomy, people: people, problem: problem)
        page.peopleNames = people.map(\.name)
        page.canPublish = clip.state == .draft || clip.state == .retired
        page.isPublished = clip.state == .published
        if !page.canPublish, !page.isPublished { page.publishWait = say("edit.can_be_published_when") }
        let help = ClipEditHelp(shown: shown, taxonomy: taxonomy, people: people, now: world.now())
        if shown.allowed.contains(.edit) {
            help.suggest(try await services.clips.suggestions(for: clip.id, by: caller.actor), on: &page)
        }
        help.addSteps(&page)
        if !shown.transcript.lines.isEmpty {
            let history = try await services.clips.transcriptHistory(of: clip.id, by: caller.actor)
            page.transcriptForm = help.transcript(history)
        }
        return try await draw(page, caller, at: .clips, status: problem?.status ?? 200)
    }
}
