import Domain
import Hummingbird
import Services

/// Feedback on clips: threads at a place, comments, what becomes of them, thanks.
struct FeedbackAPI: Sendable {
    let services: Services

    var routes: [Route] { reading + giving + changing + files + life }

    private static let tag = "feedback"

    private static let words: [Schema.Field] = [
        .init("text", .text), .optional("effect", .text), .optional("alternative", .text),
        .optional("moves", .list(.choice(ObservableMove.self))),
    ]

    /// A recording of one's own may stand for the text.
    private static let saying: [Schema.Field] =
        [.optional("text", .text), .optional("recording", .id)] + words.dropFirst()

    // MARK: Reading

    private var reading: [Route] {
        [
            .get(
                "/api/v1/clips/{clip}/threads", .signedIn(.read, threads),
                about: About(
                    "What is said about a clip, in the order of the recording", tag: Self.tag,
                    query: [AskedField("cursor"), AskedField("limit", .integer, "1 to 200, 20 when not given")],
                    output: .page(of: ThreadJSON.schema, "Threads"))),
            .get(
                "/api/v1/threads/{thread}", .signedIn(.read, thread),
                about: About("One thread with its first comments", tag: Self.tag, output: ThreadJSON.schema)),
            .get(
                "/api/v1/threads/{thread}/comments", .signedIn(.read, comments),
                about: About(
                    "A thread's comments, oldest first", tag: Self.tag,
                    query: [AskedField("cursor"), AskedField("limit", .integer, "1 to 1000, 200 when not given")],
                    output: .page(of: CommentJSON.schema, "Comments"))),
            .get(
                "/api/v1/comments/{comment}", .signedIn(.read, comment),
                about: About("One comment", tag: Self.tag, output: CommentJSON.schema)),
            .get(
                "/api/v1/comments/{comment}/history", .signedIn(.read, history),
                about: About(
                    "Its earlier texts, newest first", tag: Self.tag,
                    output: .items(CommentRevisionJSON.schema, "CommentHistory"))),
            .get(
                "/api/v1/comments/{comment}/steps", .signedIn(.read, steps),
                about: About(
                    "What became of it, step by step", tag: Self.tag,
                    output: .items(CommentJSON.Life.schema, "CommentSteps"))),
            .get(
                "/api/v1/me/feedback", .signedIn(.read, list),
                about: About(
                    "Comments across clips: what one was told, what one told others, and where one was called",
                    tag: Self.tag,
                    query: [
                        AskedField("shelf", .choice(FeedbackService.Shelf.self), "received when not given"),
                        AskedField("open", .boolean, "of what was received, only what has no answer yet"),
                    ], output: .items(CommentElsewhereJSON.schema, "CommentsElsewhere"))),
        ]
    }

    private func threads(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let page = try await services.feedback.page(
            of: try web.id("clip"), cursor: web.query.text("cursor"),
            limit: try web.query.integer("limit", in: 1...200) ?? 20, by: caller.actor)
        return try .json(
            PageJSON(
                Page(items: page.threads, total: page.threadCount, nextCursor: page.nextCursor), { ThreadJSON($0) }))
    }

    private func thread(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ThreadJSON(try await services.feedback.thread(try web.id("thread"), by: caller.actor)))
    }

    private func comments(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let page = try await services.feedback.comments(
            of: try web.id("thread"), after: try web.query.id("cursor"),
            limit: try web.query.integer("limit", in: 1...1000) ?? 200, by: caller.actor)
        return try .json(PageJSON(page, CommentJSON.init))
    }

    private func comment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(CommentJSON(try await services.feedback.comment(try web.id("comment"), by: caller.actor)))
    }

    private func history(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let revisions = try await services.feedback.history(of: try web.id("comment"), by: caller.actor)
        return try .json(ItemsJSON(items: revisions.map(CommentRevisionJSON.init)))
    }

    private func steps(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let steps = try await services.feedback.steps(of: try web.id("comment"), by: caller.actor)
        return try .json(ItemsJSON(items: steps.map(CommentJSON.Life.init)))
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shelf = try web.query.choice("shelf", of: FeedbackService.Shelf.self) ?? .received
        let found = try await services.feedback.list(shelf, isOpen: web.query.flag("open"), by: caller.actor)
        return try .json(ItemsJSON(items: found.map(CommentElsewhereJSON.init)))
    }

    // MARK: Giving

    private var giving: [Route] {
        [
            .post(
                "/api/v1/clips/{clip}/threads", .signedIn(.write, give), body: .json, isRepeatable: true,
                about: About(
                    "Say something about the whole clip, a point of it, or a range", tag: Self.tag,
                    input: .object(
                        "NewThread",
                        Self.saying + [
                            .optional("start_ms", .integer), .optional("end_ms", .integer),
                            .optional("is_private", .boolean),
                        ]), status: 201, output: ThreadJSON.schema)),
            .post(
                "/api/v1/threads/{thread}/comments", .signedIn(.write, reply), body: .json, isRepeatable: true,
                about: About(
                    "Answer", tag: Self.tag, input: .object("NewComment", Self.saying), status: 201,
                    output: CommentJSON.schema)),
        ]
    }

    private func give(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let recording: ID<Clip>? = input.optionalID("recording")
        let text = recording == nil ? input.text("text") : input.optionalText("text") ?? ""
        let effect = input.optionalText("effect") ?? ""
        let alternative = input.optionalText("alternative") ?? ""
        let moves = input.optionalTexts("moves") ?? []
        let start = input.optionalInteger("start_ms")
        let end = input.optionalInteger("end_ms")
        let isPrivate = input.optionalBoolean("is_private") ?? false
        try input.finish()
        let new = try NewFeedback(
            text: text, effect: effect, alternative: alternative, startMilliseconds: start, endMilliseconds: end,
            moves: moves, isPrivate: isPrivate, recording: recording)
        let given = try await services.feedback.give(new, on: try web.id("clip"), by: caller.actor)
        return try .created(
            ThreadJSON(given.thread, vague: given.vague), at: "/api/v1/threads/\(given.thread.thread.id)")
    }

    private func reply(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (words, moves, recording) = try said(web, isNew: true)
        let shown = try await services.feedback.reply(
            words, moves: moves ?? [], recording: recording, in: try web.id("thread"), by: caller.actor)
        return try .created(CommentJSON(shown), at: "/api/v1/comments/\(shown.comment.id)")
    }

    private func said(
        _ web: WebRequest, isNew: Bool = false
    ) throws -> (FeedbackWords, [ObservableMove]?, ID<Clip>?) {
        var input = try web.input()
        let recording: ID<Clip>? = isNew ? input.optionalID("recording") : nil
        let text = recording == nil ? input.text("text") : input.optionalText("text") ?? ""
        let effect = input.optionalText("effect") ?? ""
        let alternative = input.optionalText("alternative") ?? ""
        let moves = input.optionalTexts("moves")
        try input.finish()
        return (
            try FeedbackWords(
                text: text, effect: effect, alternative: alternative, isSpoken: recording != nil),
            try moves.map { try ObservableMove.checked($0) }, recording
        )
    }

    // MARK: Changing

    private var changing: [Route] {
        [
            .patch(
                "/api/v1/comments/{comment}", .signedIn(.write, edit), body: .json,
                about: About(
                    "One's own words anew; the earlier ones are kept", tag: Self.tag,
                    input: .object("CommentChange", Self.words), output: CommentJSON.schema)),
            .delete(
                "/api/v1/comments/{comment}", .signedIn(.write, delete),
                about: About("Take it away; a stone stays in its place", tag: Self.tag, status: 204)),
            .post(
                "/api/v1/threads/{thread}/resolve", .signedIn(.write, resolve),
                about: About("This is settled", tag: Self.tag, output: ThreadJSON.schema)),
            .post(
                "/api/v1/threads/{thread}/reopen", .signedIn(.write, reopen),
                about: About("This is to be talked about again", tag: Self.tag, output: ThreadJSON.schema)),
        ]
    }

    private func edit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (words, moves, _) = try said(web)
        return try .json(
            CommentJSON(
                try await services.feedback.edit(try web.id("comment"), words, moves: moves, by: caller.actor)))
    }

    private func delete(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.feedback.delete(try web.id("comment"), by: caller.actor)
        return .noContent
    }

    private func resolve(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(
            ThreadJSON(try await services.feedback.resolve(try web.id("thread"), is: true, by: caller.actor)))
    }

    private func reopen(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(
            ThreadJSON(try await services.feedback.resolve(try web.id("thread"), is: false, by: caller.actor)))
    }

    // MARK: Files

    private var files: [Route] {
        FeedbackExport.allCases.map { format in
            .get(
                "/api/v1/clips/{clip}/feedback.\(format.rawValue)",
                .signedIn(.read) { try await export(format, $0, $1) },
                about: About(
                    "The feedback on a clip as a file", tag: Self.tag,
                    contentType: String(format.contentType.prefix { $0 != ";" })))
        }
    }

    private func export(_ format: FeedbackExport, _ web: WebRequest, _ caller: Caller) async throws -> Response {
        let words = Words.current
        let text = try await services.feedback.export(
            try web.id("clip"), as: format, label: { words.text("move.\($0.rawValue)", [:]) }, by: caller.actor)
        var response = Response.bytes(text, contentType: format.contentType)
        response.headers[.contentDisposition] = "attachment; filename=\"feedback.\(format.rawValue)\""
        return response
    }

    // MARK: What becomes of it

    private var life: [Route] {
        [
            .put(
                "/api/v1/comments/{comment}/state", .signedIn(.write, respond), body: .json,
                about: About(
                    "What one does with advice that is for oneself", tag: Self.tag,
                    input: .object(
                        "CommentState",
                        [
                            .init("state", .choice(CommentLife.Step.self)), .optional("tried_on", .day),
                            .optional("note", .text),
                        ]), output: CommentJSON.schema)),
            .post(
                "/api/v1/clips/{clip}/feedback/read", .signedIn(.write, markRead), body: .json,
                about: About(
                    "Comments one has had before one's eyes", tag: Self.tag,
                    input: .object("CommentsRead", [.init("comments", .list(.id))]), status: 204)),
            .post(
                "/api/v1/comments/{comment}/thanks", .signedIn(.write, thankForComment), body: .json,
                about: About(
                    "Say what exactly helped; only the two people see it", tag: Self.tag,
                    input: .object("ThanksInput", [.init("text", .text)]), status: 201, output: ThanksJSON.schema)),
            .post(
                "/api/v1/clips/{clip}/thanks", .signedIn(.write, thankForClip), body: .json,
                about: About(
                    "Say what in a clip exactly helped; only the two people see it", tag: Self.tag,
                    input: .object("ThanksInput", [.init("text", .text)]), status: 201, output: ThanksJSON.schema)),
            .get(
                "/api/v1/me/receipts/{month}", .signedIn(.read, receipt),
                about: About(
                    "What one's clips and advice did for others in a month (YYYY-MM)", tag: Self.tag,
                    output: ReceiptJSON.schema)),
        ]
    }

    private func respond(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let step = input.choice("state", of: CommentLife.Step.self)
        let day = input.optionalDay("tried_on")
        let note = input.optionalText("note") ?? ""
        try input.finish()
        let response = try CommentResponse(step ?? .given, triedOn: day, note: note, today: web.world.now().day)
        return try .json(
            CommentJSON(try await services.feedback.respond(response, to: try web.id("comment"), by: caller.actor)))
    }

    private func markRead(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let comments: [ID<FeedbackComment>] = input.ids("comments")
        try input.finish()
        try await services.feedback.markRead(comments, on: try web.id("clip"), by: caller.actor)
        return .noContent
    }

    private func thankForComment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let text = try thanksText(web)
        let id: ID<FeedbackComment> = try web.id("comment")
        return try .created(
            ThanksJSON(try await services.feedback.thank(for: id, text, by: caller.actor)),
            at: "/api/v1/comments/\(id)")
    }

    private func thankForClip(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let text = try thanksText(web)
        let id: ID<Clip> = try web.id("clip")
        return try .created(
            ThanksJSON(try await services.feedback.thank(for: id, text, by: caller.actor)), at: "/api/v1/clips/\(id)")
    }

    private func thanksText(_ web: WebRequest) throws -> String {
        var input = try web.input()
        let text = input.text("text")
        try input.finish()
        return text
    }

    private func receipt(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let month = Day(parsing: "\(web.part("month"))-01") else { throw Problem.notFound }
        return try .json(ReceiptJSON(try await services.feedback.receipt(of: month, by: caller.actor)))
    }
}
