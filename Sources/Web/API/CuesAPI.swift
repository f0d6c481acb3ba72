import Domain
import Hummingbird
import Services

/// Cues: what a buyer says, what an answer has to hold, where it is answered, and whether one wants to be asked it.
struct CuesAPI: Sendable {
    let services: Services

    var routes: [Route] { reading + changing + remembering }

    private static let tag = "cues"
    private static let point = Schema.object(
        "KeyPointInput", [.optional("id", .integer), .init("text", .text), .init("is_must", .boolean)])

    private var reading: [Route] {
        [
            .get(
                "/api/v1/cues", .signedIn(.read, list),
                about: About(
                    "Cues that are asked, newest first", tag: Self.tag, query: [AskedField("objection", .id)],
                    output: .items(CueJSON.schema, "Cues"))),
            .get(
                "/api/v1/cues/{cue}", .signedIn(.read, show),
                about: About("One cue", tag: Self.tag, output: CueJSON.schema)),
            .get(
                "/api/v1/clips/{clip}/cues", .signedIn(.read, ofClip),
                about: About(
                    "What a clip answers, and for those who may make a cue of it, what it suggests", tag: Self.tag,
                    output: ClipCuesJSON.schema)),
        ]
    }

    private var changing: [Route] {
        [
            .post(
                "/api/v1/cues", .signedIn(.write, make), body: .json, isRepeatable: true,
                about: About(
                    "Make a cue that a published clip answers", tag: Self.tag,
                    input: .object(
                        "NewCue",
                        [
                            .init("clip", .id), .optional("start_ms", .integer), .optional("end_ms", .integer),
                            .init("lines", .list(.text)), .init("points", .list(Self.point)),
                            .optional("objection", .id), .optional("retention", .number),
                        ]), status: 201, output: CueJSON.schema)),
            .put(
                "/api/v1/cues/{cue}", .signedIn(.write, change), body: .json,
                about: About(
                    "Change a cue. Other key points are another answer to learn: everyone is asked soon, unless only the wording "
                        + "changed", tag: Self.tag,
                    input: .object(
                        "CueChange",
                        [
                            .init("version", .integer), .init("lines", .list(.text)),
                            .init("points", .list(Self.point)), .optional("objection", .id),
                            .optional("retention", .number), .optional("wording_only", .boolean),
                        ]), output: CueJSON.schema)),
            .put(
                "/api/v1/cues/{cue}/state", .signedIn(.write, setState), body: .json,
                about: About(
                    "Retire a cue, or ask it again", tag: Self.tag,
                    input: .object("CueStateChange", [.init("state", .choice(CueState.self))]), output: CueJSON.schema)),
            .post(
                "/api/v1/cues/{cue}/moments", .signedIn(.write, addMoment), body: .json,
                about: About(
                    "One more place that answers it", tag: Self.tag,
                    input: .object(
                        "NewCueMoment",
                        [.init("clip", .id), .optional("start_ms", .integer), .optional("end_ms", .integer)]),
                    output: CueJSON.schema)),
            .delete(
                "/api/v1/cues/{cue}/moments/{moment}", .signedIn(.write, removeMoment),
                about: About("This place does not answer it", tag: Self.tag, output: CueJSON.schema)),
            .put(
                "/api/v1/cues/{cue}/moments/{moment}/voice", .signedIn(.write, setVoice), body: .json,
                about: About(
                    "Where the buyer is heard saying it: asked instead of the text", tag: Self.tag,
                    input: .object("CueVoice", [.init("start_ms", .integer), .init("end_ms", .integer)]),
                    output: CueJSON.schema)),
            .delete(
                "/api/v1/cues/{cue}/moments/{moment}/voice", .signedIn(.write, removeVoice),
                about: About("The buyer is not heard there", tag: Self.tag, output: CueJSON.schema)),
        ]
    }

    private var remembering: [Route] {
        [
            .put(
                "/api/v1/cues/{cue}/memory", .signedIn(.write, remember),
                about: About("Remember this: it is asked from today on", tag: Self.tag, output: CueJSON.schema)),
            .delete(
                "/api/v1/cues/{cue}/memory", .signedIn(.write, letGo),
                about: About("Be asked it no longer; what was answered stays", tag: Self.tag, status: 204)),
        ]
    }

    // MARK: Handlers

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.cues.list(objection: try web.query.id("objection"), by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        return try .json(ItemsJSON(items: found.map { CueJSON($0, taxonomy) }))
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await json(try await services.cues.show(try web.id("cue"), by: caller.actor))
    }

    private func ofClip(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.cues.ofClip(try web.id("clip"), by: caller.actor)
        return try .json(ClipCuesJSON(found, try await services.taxonomy.taxonomy()))
    }

    private func make(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let clip: ID<Clip> = input.id("clip")
        let start = input.optionalInteger("start_ms") ?? 0
        let end = input.optionalInteger("end_ms")
        let cue = try Self.cue(&input)
        try input.finish()
        let shown = try await services.cues.make(
            cue.checked(), from: clip, startMilliseconds: start, endMilliseconds: end, by: caller.actor)
        return try .created(
            CueJSON(shown, try await services.taxonomy.taxonomy()), at: "/api/v1/cues/\(shown.cue.id)")
    }

    private func change(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let version = input.integer("version")
        let isWordingOnly = input.optionalBoolean("wording_only") ?? false
        let cue = try Self.cue(&input)
        try input.finish()
        return try await json(
            try await services.cues.change(
                try web.id("cue"), cue.checked(), isWordingOnly: isWordingOnly, version: version, by: caller.actor))
    }

    private func setState(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let state = input.choice("state", of: CueState.self)
        try input.finish()
        guard let state else { throw Problem.invalid("state", "This has to be given.") }
        return try await json(try await services.cues.setState(state, of: try web.id("cue"), by: caller.actor))
    }

    private func addMoment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let clip: ID<Clip> = input.id("clip")
        let start = input.optionalInteger("start_ms") ?? 0
        let end = input.optionalInteger("end_ms")
        try input.finish()
        return try await json(
            try await services.cues.addMoment(
                try web.id("cue"), clip: clip, startMilliseconds: start, endMilliseconds: end, by: caller.actor))
    }

    private func removeMoment(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await json(
            try await services.cues.removeMoment(
                try web.id("moment"), from: try web.id("cue"), by: caller.actor))
    }

    private func setVoice(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let (start, end) = (input.integer("start_ms"), input.integer("end_ms"))
        try input.finish()
        return try await json(
            try await services.cues.setVoice(
                (start: start, end: end), of: try web.id("moment"), in: try web.id("cue"), by: caller.actor))
    }

    private func removeVoice(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await json(
            try await services.cues.setVoice(nil, of: try web.id("moment"), in: try web.id("cue"), by: caller.actor))
    }

    private func remember(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await json(try await services.cues.remember(try web.id("cue"), by: caller.actor))
    }

    private func letGo(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.cues.letGo(try web.id("cue"), by: caller.actor)
        return .noContent
    }

    /// The fields of a cue as they came; checked once all of the body is read.
    private struct Unchecked {
        let lines: [String]
        let points: [CueInput.Point]
        let objection: ID<Term>?
        let retention: Double?

        func checked() throws -> CueInput {
            try CueInput(
                lines: lines, points: points, objection: objection, retention: retention ?? Cue.usualRetention)
        }
    }

    private static func cue(_ input: inout JSONInput) throws -> Unchecked {
        let lines = input.optionalTexts("lines")
        let points = try input.objects("points") { point in
            CueInput.Point(
                id: point.optionalInteger("id"), text: point.text("text"),
                isMust: point.optionalBoolean("is_must") ?? true)
        }
        return Unchecked(
            lines: lines ?? [], points: points, objection: input.optionalID("objection"),
            retention: input.optionalNumber("retention"))
    }

    private func json(_ shown: CueShown) async throws -> Response {
        try .json(CueJSON(shown, try await services.taxonomy.taxonomy()))
    }
}
