import Domain
import Hummingbird
import Services

/// Doing it again, and bringing a take into the catalog.
struct AgainAPI: Sendable {
    let services: Services

    private static let tag = "practice"

    var routes: [Route] {
        let tag = Self.tag
        return [
            .post(
                "/api/v1/comments/{comment}/again", .signedIn(.write, askAgain),
                about: About("Ask the maker of a take to do it again, in a comment of one's own", tag: tag, status: 204)
            ),
            .get(
                "/api/v1/takes/{take}/beside", .signedIn(.read, beside),
                about: About(
                    "Two takes beside each other, and what was seen in both; nobody says what it is worth", tag: tag,
                    query: [AskedField("with", .id, "the one it came after when not given")],
                    output: BesideJSON.schema)),
            .get(
                "/api/v1/takes/{take}/promotion", .signedIn(.read, promotion),
                about: About(
                    "How far a take is on its way into the catalog", tag: tag, output: PromotionJSON.schema)),
            .post(
                "/api/v1/takes/{take}/promotion", .signedIn(.write, promote), body: .json,
                about: About(
                    "Bring it into the catalog; its speaker is asked unless they agreed before", tag: tag,
                    input: PromotionJSON.inputSchema, output: PromotionJSON.schema)),
            .post(
                "/api/v1/takes/{take}/promotion/agree", .signedIn(.write, agree), body: .json,
                about: About(
                    "As its speaker: agree to what was asked at that time, and to nothing that was asked since",
                    tag: tag, input: .object("PromotionAgreement", [.init("asked_at_ms", .integer)]),
                    output: PromotionJSON.schema)),
            .post(
                "/api/v1/takes/{take}/promotion/decline", .signedIn(.write, decline), body: .json,
                about: About(
                    "As its speaker: rather not", tag: tag,
                    input: .object("PromotionDecline", [.init("reason", .text)]), output: PromotionJSON.schema)),
            .put(
                "/api/v1/takes/{take}/consent", .signedIn(.write, setConsent), body: .json,
                about: About(
                    "As its speaker: how far it may be shown in the catalog; nothing means: ask me", tag: tag,
                    input: .object("TakeConsent", [.optional("consent", .oneOf(["team", "library"]))]),
                    output: PromotionJSON.schema)),
        ]
    }

    private func askAgain(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.takes.askAgain(in: try web.id("comment"), by: caller.actor)
        return .noContent
    }

    private func beside(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.takes.beside(
            try web.id("take"), with: try web.query.id("with"), by: caller.actor)
        return try .json(BesideJSON(found))
    }

    private func promotion(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await json(try web.id("take"), caller)
    }

    private func json(_ id: ID<Take>, _ caller: Caller) async throws -> Response {
        try .json(PromotionJSON(try await services.takes.promotion(of: id, by: caller.actor)))
    }

    private func promote(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        var input = try web.input()
        let content = try PromotionJSON.read(&input)
        try input.finish()
        _ = try await services.takes.promote(id, as: try content(), by: caller.actor)
        return try await json(id, caller)
    }

    private func agree(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        var input = try web.input()
        let asked = Instant(milliseconds: Int64(input.integer("asked_at_ms")))
        try input.finish()
        _ = try await services.takes.agree(to: id, askedAt: asked, by: caller.actor)
        return try await json(id, caller)
    }

    private func decline(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        var input = try web.input()
        let reason = input.text("reason")
        try input.finish()
        try await services.takes.decline(id, reason: try RequestReason(reason), by: caller.actor)
        return try await json(id, caller)
    }

    private func setConsent(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<Take> = try web.id("take")
        var input = try web.input()
        let consent = input.optionalChoice("consent", of: Visibility.self)
        try input.finish()
        try await services.takes.setConsent(consent, to: id, by: caller.actor)
        return try await json(id, caller)
    }
}
