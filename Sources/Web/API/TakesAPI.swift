import Domain
import Hummingbird
import Services

/// Takes: attempts at a brief. A recording is sent as an upload with `purpose` `take`; threads, player and transcript are those
/// of the take's clip.
struct TakesAPI: Sendable {
    let services: Services

    private static let tag = "practice"

    var routes: [Route] {
        let tag = Self.tag
        return [
            .get(
                "/api/v1/briefs/{brief}/takes", .signedIn(.read, list),
                about: About(
                    "One's own takes and those one may see, latest first", tag: tag,
                    output: .items(TakeJSON.schema, "Takes"))),
            .post(
                "/api/v1/briefs/{brief}/takes", .signedIn(.write, write), body: .json, isRepeatable: true,
                about: About(
                    "Answer in writing, where the brief allows it; a recording is sent as an upload", tag: tag,
                    input: .object("NewTake", [.init("text", .text), .optional("again", .id)]), status: 201,
                    output: TakeJSON.schema)),
            .get(
                "/api/v1/me/takes", .signedIn(.read, mine),
                about: About("One's own takes, latest first", tag: tag, output: .items(TakeJSON.schema, "Takes"))),
            .get(
                "/api/v1/takes/{take}", .signedIn(.read, show),
                about: About("One take", tag: tag, output: TakeJSON.schema)),
            .post(
                "/api/v1/takes/{take}/submission", .signedIn(.write, submit), body: .json,
                about: About(
                    "Show it to others, and ask somebody to look at it: by name, or whoever can. With an audience it is refused"
                        + " when the brief names another one by now", tag: tag,
                    input: .object(
                        "TakeSubmission",
                        [
                            .optional("worked", .text), .optional("otherwise", .text), .optional("question", .text),
                            .optional("confidence", .integer), .optional("to", .id),
                            .optional("audience", .choice(TakeAudience.self)),
                        ]), output: TakeJSON.schema)),
            .delete(
                "/api/v1/takes/{take}", .signedIn(.write, delete),
                about: About("Put one's own take into the trash", tag: tag, status: 204)),
        ]
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.takes.list(of: try web.id("brief"), by: caller.actor)
        return try .json(ItemsJSON(items: found.map { TakeJSON($0) }))
    }

    private func write(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let text = input.text("text")
        let again: ID<Take>? = input.optionalID("again")
        try input.finish()
        let shown = try await services.takes.write(text, for: try web.id("brief"), again: again, by: caller.actor)
        return try .created(TakeJSON(shown), at: "/api/v1/takes/\(shown.take.id)")
    }

    private func mine(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ItemsJSON(items: try await services.takes.mine(by: caller.actor).map { TakeJSON($0) }))
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(TakeJSON(try await services.takes.show(try web.id("take"), by: caller.actor)))
    }

    private func submit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let worked = input.optionalText("worked") ?? ""
        let otherwise = input.optionalText("otherwise") ?? ""
        let question = input.optionalText("question") ?? ""
        let confidence = input.optionalInteger("confidence")
        let person: ID<Person>? = input.optionalID("to")
        let audience = input.optionalChoice("audience", of: TakeAudience.self)
        try input.finish()
        let review = try SelfReview(
            worked: worked, otherwise: otherwise, question: question, confidence: confidence)
        let submitted = try await services.takes.submit(
            try web.id("take"), review, to: person, seenBy: audience, by: caller.actor)
        return try .json(TakeJSON(submitted.shown, nobodyFree: submitted.isNobodyFree))
    }

    private func delete(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let shown = try await services.takes.show(try web.id("take"), by: caller.actor)
        try await services.clips.trash(shown.take.clip, by: caller.actor)
        return .noContent
    }
}
