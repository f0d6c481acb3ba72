import Domain
import HTTPTypes
import Hummingbird
import Services

/// What is said in a clip and what people marked in it: moments, transcript, captions, notice, and the original.
struct ClipWordsAPI: Sendable {
    let services: Services

    var routes: [Route] { momentRoutes + transcriptRoutes + captionRoutes + noticeRoutes }

    private static let tag = "clip words"

    // MARK: Moments

    private var momentRoutes: [Route] {
        [
            .get(
                "/api/v1/clips/{clip}/moments", .signedIn(.read, moments),
                about: About(
                    "Its moments, in the order of time", tag: Self.tag, output: .items(MomentJSON.schema, "Moments"))),
            .put(
                "/api/v1/clips/{clip}/moments", .signedIn(.write, setMoments), body: .json,
                about: About(
                    "Exactly these moments from now on", tag: Self.tag,
                    input: .object("MomentsInput", [.init("moments", .list(MomentJSON.input))]),
                    output: .items(MomentJSON.schema, "Moments"))),
        ]
    }

    private func moments(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let moments = try await services.clips.moments(of: try web.id("clip"), by: caller.actor)
        return try .json(ItemsJSON(items: moments.map(MomentJSON.init)))
    }

    private func setMoments(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let moments = try input.objects("moments") { MomentJSON.read(&$0) }
        try input.finish()
        let saved = try await services.clips.setMoments(moments, of: try web.id("clip"), by: caller.actor)
        return try .json(ItemsJSON(items: saved.map(MomentJSON.init)))
    }

    // MARK: Transcript

    private var transcriptRoutes: [Route] {
        [
            .get(
                "/api/v1/clips/{clip}/transcript", .signedIn(.read, transcript),
                about: About(
                    "What is said, line by line", tag: Self.tag,
                    query: [AskedField("words", .boolean, "the times of single words too")],
                    output: TranscriptJSON.schema)),
            .put(
                "/api/v1/clips/{clip}/transcript", .signedIn(.write, saveTranscript), body: .json,
                about: About(
                    "A new revision", tag: Self.tag, input: Self.transcriptInput, output: TranscriptJSON.schema)),
            .get(
                "/api/v1/clips/{clip}/transcript/history", .signedIn(.read, history),
                about: About(
                    "Every revision, newest first", tag: Self.tag,
                    output: .items(TranscriptJSON.schema, "TranscriptHistory"))),
            .get(
                "/api/v1/clips/{clip}/transcript/history/{revision}", .signedIn(.read, revision),
                about: About("One revision", tag: Self.tag, output: TranscriptJSON.schema)),
            .post(
                "/api/v1/clips/{clip}/transcript/history/{revision}/restore", .signedIn(.write, restoreRevision),
                body: .json,
                about: About(
                    "An earlier revision once more, as the newest one", tag: Self.tag,
                    input: .object("RevisionSeen", [.init("revision", .integer)]), output: TranscriptJSON.schema)),
        ]
    }

    private static let transcriptInput = Schema.object(
        "TranscriptInput",
        [
            .init("revision", .integer),
            .init(
                "lines",
                .list(
                    .object(
                        "LineInput", [.init("start_ms", .integer), .init("end_ms", .integer), .init("text", .text)]))),
        ])

    private func transcript(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let transcript = try await services.clips.transcript(of: try web.id("clip"), by: caller.actor)
        return try .json(TranscriptJSON(transcript, showsWords: web.query.flag("words")))
    }

    private func saveTranscript(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let revision = input.integer("revision")
        let lines = try input.objects("lines") { line in
            TranscriptLine(
                startMilliseconds: line.integer("start_ms"), endMilliseconds: line.integer("end_ms"),
                text: line.text("text"))
        }
        try input.finish()
        let saved = try await services.clips.saveTranscript(
            lines, of: try web.id("clip"), revision: revision, by: caller.actor)
        return try .json(TranscriptJSON(saved))
    }

    private func history(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let history = try await services.clips.transcriptHistory(of: try web.id("clip"), by: caller.actor)
        return try .json(ItemsJSON(items: history.map { TranscriptJSON($0) }))
    }

    private func revision(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.clips.transcript(
            of: try web.id("clip"), revision: try revisionNumber(web), by: caller.actor)
        return try .json(TranscriptJSON(found))
    }

    private func restoreRevision(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let latest = input.integer("revision")
        try input.finish()
        let saved = try await services.clips.restoreTranscript(
            try revisionNumber(web), of: try web.id("clip"), after: latest, by: caller.actor)
        return try .json(TranscriptJSON(saved))
    }

    private func revisionNumber(_ web: WebRequest) throws -> Int {
        guard let revision = Int(web.part("revision")), (1...1_000_000).contains(revision) else {
            throw Problem.notFound
        }
        return revision
    }

    // MARK: Captions

    private var captionRoutes: [Route] {
        [
            .get(
                "/api/v1/clips/{clip}/captions.vtt", .signedIn(.read, vtt),
                about: About("Captions as WebVTT", tag: Self.tag, contentType: "text/vtt")),
            .get(
                "/api/v1/clips/{clip}/captions.srt", .signedIn(.read, srt),
                about: About("Captions as SubRip", tag: Self.tag, contentType: "application/x-subrip")),
            .put(
                "/api/v1/clips/{clip}/captions", .signedIn(.write, uploadCaptions),
                body: .text(["text/vtt", "application/x-subrip"], limit: Captions.largestFile),
                about: About(
                    "Captions from a file replace the machine's transcript", tag: Self.tag,
                    output: TranscriptJSON.schema)),
            .get(
                "/api/v1/clips/{clip}/original", .signedIn(.write, original), rate: .uncounted,
                about: About("The file as it was uploaded", tag: Self.tag, contentType: "application/octet-stream")),
        ]
    }

    private func vtt(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let cues = try await services.clips.captions(of: try web.id("clip"), by: caller.actor)
        return .bytes(Captions.vtt(cues), contentType: "text/vtt; charset=utf-8")
    }

    private func srt(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let cues = try await services.clips.captions(of: try web.id("clip"), by: caller.actor)
        var response = Response.bytes(Captions.srt(cues), contentType: "application/x-subrip; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"captions.srt\""
        return response
    }

    private func uploadCaptions(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let saved = try await services.clips.uploadCaptions(
            try web.text(), of: try web.id("clip"), by: caller.actor)
        return try .json(TranscriptJSON(saved))
    }

    private func original(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let file = try await services.media.open(.original, of: try web.id("clip"), by: caller.actor)
        let served = try await ServedFile(file, services.media, isHead: web.isHead)
        return try await rangeResponse(to: web.request, file: served, channel: web.context.channel)
    }

    // MARK: Notice

    private var noticeRoutes: [Route] {
        [
            .get(
                "/api/v1/clips/{clip}/notice", .signedIn(.write, notice),
                about: About("Who is heard and what they allowed", tag: Self.tag, output: NoticeJSON.schema)),
            .put(
                "/api/v1/clips/{clip}/notice", .signedIn(.write, setNotice), body: .json,
                about: About(
                    "Say who is heard, how they were told and what they allowed", tag: Self.tag,
                    input: NoticeJSON.input, output: NoticeJSON.schema)),
            .post(
                "/api/v1/clips/{clip}/notice/withdrawal", .signedIn(.write, withdraw),
                about: About("The people heard took it back: hidden at once", tag: Self.tag, status: 202)),
        ]
    }

    private func notice(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let notice = try await services.clips.notice(of: try web.id("clip"), by: caller.actor)
        return try .json(NoticeJSON(notice))
    }

    private func setNotice(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let notice = try NoticeJSON.read(&input)
        try input.finish()
        guard let notice else { throw Problem.invalid("allows", "This has to be given: private, team or library.") }
        return try .json(
            NoticeJSON(try await services.clips.setNotice(notice, of: try web.id("clip"), by: caller.actor)))
    }

    private func withdraw(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.clips.withdraw(try web.id("clip"), by: caller.actor)
        return Response(status: .accepted)
    }
}
