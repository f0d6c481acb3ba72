import Domain
import Hummingbird
import Services

/// Feedback: on one clip, one thread, one comment, and across clips.
extension Pages {
    var feedbackRoutes: [Route] {
        [
            .get("/feedback", .page(feedbackList), about: .page),
            .get("/feedback/receipts", .page(receiptPage), about: .page),
            .get("/clips/{clip}/feedback", .page(clipFeedbackPage), about: .page),
            .post("/clips/{clip}/feedback", .page(giveFeedback), body: .form, about: .page),
            .get("/threads/{thread}", .page(threadPage), about: .page),
            .post("/threads/{thread}/comments", .page(replyToThread), body: .form, about: .page),
            .post(
                "/threads/{thread}/resolve", .page { try await resolveThread($0, $1, true) }, body: .form, about: .page),
            .post(
                "/threads/{thread}/reopen", .page { try await resolveThread($0, $1, false) }, body: .form, about: .page),
            .get("/comments/{comment}/history", .page(commentHistoryPage), about: .page),
            .post("/comments/{comment}/edit", .page(editComment), body: .form, about: .page),
            .post("/comments/{comment}/delete", .page(deleteComment), body: .form, about: .page),
            .post("/comments/{comment}/state", .page(respondToComment), body: .form, about: .page),
            .post("/comments/{comment}/thanks", .page(thankForComment), body: .form, about: .page),
        ]
    }

    // MARK: One clip

    /// What is said about a clip, as its page and its feedback page show it.
    func feedbackSection(
        of clip: ID<Clip>, cursor: String? = nil, comment: ID<FeedbackComment>? = nil, composer: ComposerView? = nil,
        _ caller: Caller
    ) async throws -> FeedbackSection {
        let page = try await services.feedback.page(of: clip, cursor: cursor, comment: comment, by: caller.actor)
        let composer = composer ?? ComposerView(moveGroups: FeedbackViews.groups())
        var section = FeedbackViews(now: world.now()).section(
            page, vague: try await services.feedback.vagueWords(), composer: composer)
        section.askForm = try await askForm(about: page.clip, caller)
        return section
    }

    private func clipFeedbackPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await drawFeedback(
            of: try web.id("clip"), cursor: web.query.text("cursor"), comment: try web.query.id("comment"), caller)
    }

    func drawFeedback(
        of id: ID<Clip>, cursor: String? = nil, comment: ID<FeedbackComment>? = nil, composer: ComposerView? = nil,
        problem: Problem? = nil, _ caller: Caller
    ) async throws -> Response {
        let section = try await feedbackSection(of: id, cursor: cursor, comment: comment, composer: composer, caller)
        let shown = try await services.clips.show(id, by: caller.actor)
        let title = ClipViews.title(shown.clip)
        let page = ClipFeedbackPage(
            pageTitle: say("feedback.on_clip", ["title": title]), feedbackClipTitle: title,
            feedbackClipAddress: "/clips/\(id)", feedbackProblems: problem.map { ProblemSummary($0) },
            feedback: section)
        return try await draw(page, caller, at: .clips, status: problem?.status ?? 200)
    }

    private func giveFeedback(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let clip: ID<Clip> = try web.id("clip")
        let form = web.form
        do {
            let new = try NewFeedback(
                text: form.text("text"), effect: form.text("effect"), alternative: form.text("alternative"),
                startMilliseconds: try time("from", as: "start_ms", form),
                endMilliseconds: try time("to", as: "end_ms", form),
                moves: form.all("moves"), isPrivate: form.isOn("private"),
                recording: form.filled("recording").flatMap { ID(parsing: $0) })
            let given = try await services.feedback.give(new, on: clip, by: caller.actor)
            guard let comment = given.thread.comments.first else { throw Problem.notFound }
            return shown(comment, web)
        } catch let problem as Problem where problem.status == 422 {
            let composer = ComposerView(
                composerOpen: true, composerFrom: String(form.text("from").prefix(20)),
                composerTo: String(form.text("to").prefix(20)), composerText: String(form.text("text").prefix(8000)),
                composerEffect: String(form.text("effect").prefix(2000)),
                composerAlternative: String(form.text("alternative").prefix(2000)),
                composerPrivate: form.isOn("private"),
                moveGroups: FeedbackViews.groups(chosen: Set(form.all("moves"))))
            return try await drawFeedback(of: clip, composer: composer, problem: problem, caller)
        }
    }

    /// A time as people write it: `0:42`; nil for an empty box.
    private func time(_ name: String, as field: String, _ form: Form) throws -> Int? {
        guard let text = form.filled(name)?.trimmedText else { return nil }
        guard let time = Wording.milliseconds(preciseClock: text) else {
            throw Problem.invalid(field, say("feedback.time_like"))
        }
        return time
    }

    /// Back to where it was said; scripts get the thread alone.
    private func shown(_ comment: CommentShown, _ web: WebRequest) -> Response {
        .seeOther(
            web.form.isOn("part")
                ? "/clips/\(comment.clip)/feedback?comment=\(comment.comment.id)"
                : FeedbackViews.address(of: comment.comment.id, on: comment.clip, at: comment.anchor))
    }

    // MARK: One thread

    private func threadPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<FeedbackThread> = try web.id("thread")
        let thread = try await services.feedback.thread(id, by: caller.actor)
        let part = try await services.feedback.comments(
            of: id, after: try web.query.id("cursor"), limit: 50, by: caller.actor)
        let shown = try await services.clips.show(thread.thread.clip, by: caller.actor)
        let views = FeedbackViews(now: world.now())
        let title = ClipViews.title(shown.clip)
        let page = ThreadPage(
            pageTitle: say("feedback.on_clip", ["title": title]), threadClipTitle: title,
            threadClipAddress: thread.comments.first.map {
                FeedbackViews.address(of: $0.comment.id, on: $0.clip, at: $0.anchor)
            } ?? "/clips/\(thread.thread.clip)", commentRows: part.items.map { views.row($0) },
            moreCommentsAddress: part.nextCursor.map { "/threads/\(id)?cursor=\($0)" })
        return try await draw(page, caller, at: .clips)
    }

    private func replyToThread(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<FeedbackThread> = try web.id("thread")
        return try await orRefused(web, caller, thread: id) {
            let recording: ID<Clip>? = web.form.filled("recording").flatMap { ID(parsing: $0) }
            let words = try FeedbackWords(text: web.form.text("text"), isSpoken: recording != nil)
            return try await services.feedback.reply(words, recording: recording, in: id, by: caller.actor)
        }
    }

    private func resolveThread(_ web: WebRequest, _ caller: Caller, _ isResolved: Bool) async throws -> Response {
        let thread = try await services.feedback.resolve(try web.id("thread"), is: isResolved, by: caller.actor)
        guard let first = thread.comments.first else { throw Problem.notFound }
        return shown(first, web)
    }

    // MARK: One comment

    private func editComment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<FeedbackComment> = try web.id("comment")
        return try await orRefused(web, caller, comment: id) {
            let words = try FeedbackWords(
                text: web.form.text("text"), effect: web.form.text("effect"), alternative: web.form.text("alternative"))
            return try await services.feedback.edit(id, words, by: caller.actor)
        }
    }

    private func deleteComment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<FeedbackComment> = try web.id("comment")
        try await services.feedback.delete(id, by: caller.actor)
        return shown(try await services.feedback.comment(id, by: caller.actor), web)
    }

    private func respondToComment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<FeedbackComment> = try web.id("comment")
        return try await orRefused(web, caller, comment: id) {
            let form = web.form
            let day = try form.filled("tried_on").map { text in
                guard let day = Day(parsing: text) else { throw Problem.invalid("tried_on", say("feedback.day_like")) }
                return day
            }
            guard let step = CommentLife.Step(rawValue: form.text("state")) else {
                throw Problem.badRequest("bad_form", "This form cannot be read")
            }
            let response = try CommentResponse(
                step, triedOn: day, note: form.text("note"), today: world.now().day)
            return try await services.feedback.respond(response, to: id, by: caller.actor)
        }
    }

    private func thankForComment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<FeedbackComment> = try web.id("comment")
        return try await orRefused(web, caller, comment: id) {
            _ = try await services.feedback.thank(for: id, web.form.text("text"), by: caller.actor)
            return try await services.feedback.comment(id, by: caller.actor)
        }
    }

    /// Does one thing and shows the comment; what was refused is told above the feedback on its clip.
    private func orRefused(
        _ web: WebRequest, _ caller: Caller, thread: ID<FeedbackThread>? = nil, comment: ID<FeedbackComment>? = nil,
        _ body: () async throws -> CommentShown
    ) async throws -> Response {
        do {
            return shown(try await body(), web)
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            let first: CommentShown?
            if let comment {
                first = try await services.feedback.comment(comment, by: caller.actor)
            } else if let thread {
                first = try await services.feedback.thread(thread, by: caller.actor).comments.first
            } else {
                first = nil
            }
            guard let first else { throw problem }
            return try await drawFeedback(of: first.clip, comment: first.comment.id, problem: problem, caller)
        }
    }

    private func commentHistoryPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<FeedbackComment> = try web.id("comment")
        let shown = try await services.feedback.comment(id, by: caller.actor)
        let now = world.now()
        func row(_ words: FeedbackWords, _ at: Instant) -> CommentRevisionRow {
            let more = [words.effect, words.alternative].filter { !$0.isEmpty }.joined(separator: "\n")
            return CommentRevisionRow(
                revisionText: words.text, revisionMore: more.isEmpty ? nil : more,
                revisionWhen: Wording.ago(at, now: now))
        }
        let earlier = try await services.feedback.history(of: id, by: caller.actor)
        let comment = shown.comment
        let current = comment.isDeleted ? [] : [row(comment.words, comment.editedAt ?? comment.createdAt)]
        let steps = try await services.feedback.steps(of: id, by: caller.actor)
        let page = CommentHistoryPage(
            pageTitle: say("feedback.history_of", ["name": shown.authorName]),
            historyBackAddress: FeedbackViews.address(of: id, on: shown.clip, at: shown.anchor),
            revisionRows: current + earlier.map { row($0.words, $0.savedAt) },
            stepRows: steps.map {
                CommentRevisionRow(
                    revisionText: say("feedback.life.\($0.step.rawValue)"),
                    revisionMore: $0.note.isEmpty ? nil : $0.note,
                    revisionWhen: $0.at.map { Wording.ago($0, now: now) } ?? "")
            })
        return try await draw(page, caller, at: .clips)
    }

    // MARK: Across clips

    private func feedbackList(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let shelf = try web.query.choice("shelf", of: FeedbackService.Shelf.self) else {
            return try await inboxPage(caller)
        }
        let found = try await services.feedback.list(shelf, by: caller.actor)
        let views = FeedbackViews(now: world.now())
        let page = FeedbackListPage(
            feedbackTabs: Self.feedbackTabs(current: shelf), elsewhereRows: found.map { views.elsewhere($0) },
            emptyTitle: say("feedback.nothing.\(shelf.rawValue).title"),
            emptyDetail: say("feedback.nothing.\(shelf.rawValue).detail"), receiptAddress: "/feedback/receipts")
        return try await draw(page, caller, at: .feedback)
    }

    private func receiptPage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let today = world.now().day
        let asked = web.query.text("month").flatMap { Day(parsing: "\($0)-01") }
        let receipt = try await services.feedback.receipt(of: asked ?? today, by: caller.actor)
        let month = receipt.month
        func address(_ day: Day) -> String { "/feedback/receipts?month=\(day.description.prefix(7))" }
        let parts = month.description.split(separator: "-").compactMap { Int($0) }
        var page = ReceiptPage(
            pageTitle: say("receipt.title"),
            receiptPeriod: say("receipt.month", ["month": say("date.month.\(parts[1])"), "year": "\(parts[0])"]),
            previousAddress: address(month.advanced(byDays: -1)))
        let next = month.advanced(byDays: 31)
        page.nextAddress = next.description.prefix(7) <= today.description.prefix(7) ? address(next) : nil
        page.receiptClips = receipt.clips.map {
            ReceiptRow(
                receiptText: ClipViews.title($0.clip),
                receiptDetail: [
                    $0.played > 0 ? say("receipt.played", count: $0.played) : nil,
                    $0.helped > 0 ? say("receipt.helped", count: $0.helped) : nil,
                ].compactMap { $0 }.joined(separator: " "), receiptAddress: "/clips/\($0.clip.id)")
        }
        page.receiptThanks = receipt.thanks.map {
            ReceiptRow(
                receiptText: say("receipt.thanks", ["name": $0.fromName, "text": $0.thanks.text]),
                receiptDetail: Wording.day($0.thanks.at.day), receiptAddress: "/clips/\($0.thanks.clip)")
        }
        page.receiptSteps = CommentLife.Step.allCases.compactMap { step in
            receipt.steps[step].map { ReceiptRow(receiptText: say("receipt.step.\(step.rawValue)", count: $0)) }
        }
        return try await draw(page, caller, at: .feedback)
    }
}
