import Domain
import Hummingbird
import Services

/// Personal tokens for programs (TK-1). A token cannot make or see tokens.
struct TokensAPI: Sendable {
    let services: Services

    var routes: [Route] {
        [
            .get(
                "/api/v1/tokens", .inPerson(list),
                about: About("One's own tokens", tag: "tokens", output: .items(TokenJSON.schema, "Tokens"))),
            .post(
                "/api/v1/tokens", .inPerson(create), body: .json,
                about: About(
                    "Make a token; its text is shown this once", tag: "tokens",
                    input: .object(
                        "NewToken",
                        [
                            .init("name", .text), .init("scopes", .list(.choice(Scope.self))),
                            .optional("days", .integer),
                        ]
                    ), status: 201, output: NewTokenJSON.schema)),
            .delete(
                "/api/v1/tokens/{token}", .inPerson(revoke), about: About("Revoke a token", tag: "tokens", status: 204)
            ),
        ]
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ItemsJSON(items: try await services.tokens.list(by: caller.actor).map(TokenJSON.init)))
    }

    private func create(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let name = input.text("name")
        let words = input.optionalTexts("scopes") ?? []
        let days = input.optionalInteger("days") ?? 90
        try input.finish()
        let scopes = words.compactMap(Scope.init(rawValue:))
        guard scopes.count == words.count else {
            throw Problem.invalid("scopes", "The scopes are read, write, upload and admin.")
        }
        let made = try await services.tokens.create(name: name, scopes: Set(scopes), days: days, by: caller.actor)
        return try .created(
            NewTokenJSON(token: made.text, about: TokenJSON(made.token)), at: "/api/v1/tokens/\(made.token.id)")
    }

    private func revoke(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.tokens.revoke(try web.id("token"), by: caller.actor)
        return .noContent
    }
}

/// A token without its secret.
struct TokenJSON: Encodable {
    let id: ID<APIToken>
    let name: String
    let scopes: [Scope]
    let createdAt: Instant
    let expiresAt: Instant
    let lastUsedAt: Instant?

    init(_ token: APIToken) {
        id = token.id
        name = token.name
        scopes = token.scopes.sorted { $0.rawValue < $1.rawValue }
        createdAt = token.createdAt
        expiresAt = token.expiresAt
        lastUsedAt = token.lastUsedAt
    }

    static let schema = Schema.object(
        "Token",
        [
            .init("id", .id), .init("name", .text), .init("scopes", .list(.choice(Scope.self))),
            .init("created_at", .time), .init("expires_at", .time), .optional("last_used_at", .time),
        ])
}

/// A token just made, with its text.
struct NewTokenJSON: Encodable {
    let token: String
    let about: TokenJSON

    static let schema = Schema.object("CreatedToken", [.init("token", .text), .init("about", TokenJSON.schema)])
}
