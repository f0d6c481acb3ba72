import HTTPTypes

/// The document of the whole API (OpenAPI 3.1), made from the table of routes and from nothing else.
package struct OpenAPI: Sendable {
    private let routes: [Route]

    package init(_ table: RouteTable) {
        routes = table.routes.filter { $0.surface != .page && $0.surface != .asset }
    }

    package var document: JSONValue {
        .object([
            .init("openapi", .text("3.1.0")),
            .init(
                "info",
                .object([
                    .init("title", .text("Understudy")), .init("version", .text("1")),
                    .init("description", .text("Fields that would be null are left out. Times are RFC 3339 in UTC.")),
                ])),
            .init("paths", .object(paths)),
            .init(
                "components",
                .object([.init("schemas", .object(schemas)), .init("securitySchemes", .object(Self.securitySchemes))])),
        ])
    }

    private var paths: [JSONValue.Member] {
        let templates = Set(routes.map(\.path)).sorted()
        return templates.map { template in
            let here = routes.filter { $0.path == template }
            let operations = here.map { JSONValue.Member($0.method.rawValue.lowercased(), operation($0)) }
            return JSONValue.Member(template, .object(operations))
        }
    }

    private func operation(_ route: Route) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("operationId", .text(Self.name(of: route))), .init("summary", .text(route.about.summary)),
            .init("tags", .list([.text(route.about.tag)])), .init("x-access", .text(route.access.word)),
            .init("security", Self.security(of: route)), .init("parameters", .list(parameters(of: route))),
        ]
        if let body = requestBody(of: route) { members.append(.init("requestBody", body)) }
        members.append(.init("responses", responses(of: route)))
        return .object(members)
    }

    private func parameters(of route: Route) -> [JSONValue] {
        let parts = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            Self.parameter(String(part.dropFirst().dropLast()), in: "path", .id, "", isRequired: true)
        }
        let query = route.about.query.map {
            Self.parameter($0.name, in: "query", $0.schema, $0.meaning, isRequired: $0.isRequired)
        }
        let headers = route.about.headers.map {
            Self.parameter($0.name, in: "header", $0.schema, $0.meaning, isRequired: $0.isRequired)
        }
        let repeats =
            route.isRepeatable
            ? [
                Self.parameter(
                    "Idempotency-Key", in: "header", .text, "the same key gives the same answer for a day",
                    isRequired: false)
            ]
            : []
        return parts + query + headers + repeats
    }

    private func requestBody(of route: Route) -> JSONValue? {
        let types: [(String, JSONValue)]
        switch route.body {
        case .none, .form: return nil
        case .json: types = [("application/json", (route.about.input ?? .anything).document)]
        case .text(let names, _): types = names.map { ($0, Schema.text.document) }
        case .stream: types = [("application/offset+octet-stream", .object([]))]
        }
        let content = types.map { JSONValue.Member($0.0, .object([.init("schema", $0.1)])) }
        return .object([.init("required", .boolean(true)), .init("content", .object(content))])
    }

    private func responses(of route: Route) -> JSONValue {
        var success: [JSONValue.Member] = [.init("description", .text("Done"))]
        if let output = route.about.output {
            success.append(.init("content", Self.content("application/json", output)))
        } else if let type = route.about.contentType {
            success.append(.init("content", .object([.init(type, .object([]))])))
        }
        let problem = JSONValue.object([
            .init("description", .text("What went wrong, and what to do")),
            .init("content", Self.content("application/problem+json", ProblemAnswers.schema)),
        ])
        return .object([
            .init(String(route.about.status), .object(success)), .init("default", problem),
        ])
    }

    private var schemas: [JSONValue.Member] {
        let roots = routes.flatMap { [$0.about.input, $0.about.output].compactMap { $0 } } + [ProblemAnswers.schema]
        let named = Dictionary(roots.flatMap(\.named), uniquingKeysWith: { first, _ in first })
        return named.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.definition) }
    }

    private static func parameter(
        _ name: String, in place: String, _ schema: Schema, _ meaning: String, isRequired: Bool
    ) -> JSONValue {
        .object([
            .init("name", .text(name)), .init("in", .text(place)), .init("required", .boolean(isRequired)),
            .init("description", .text(meaning)), .init("schema", schema.document),
        ])
    }

    private static func content(_ type: String, _ schema: Schema) -> JSONValue {
        .object([.init(type, .object([.init("schema", schema.document)]))])
    }

    private static func security(of route: Route) -> JSONValue {
        switch route.access {
        case .open, .doorway: .list([])
        case .inPerson, .page, .adminPage: .list([.object([.init("session", .list([]))])])
        case .signedIn, .admin:
            .list([.object([.init("session", .list([]))]), .object([.init("token", .list([]))])])
        }
    }

    /// `get_clips_clip_moments`
    private static func name(of route: Route) -> String {
        let parts = route.path.split { "/.{}-".contains($0) }.filter { $0 != "api" && $0 != "v1" && $0 != "**" }
        return ([route.method.rawValue.lowercased()] + parts.map(String.init)).joined(separator: "_")
    }

    private static let securitySchemes: [JSONValue.Member] = [
        .init(
            "session",
            .object([.init("type", .text("apiKey")), .init("in", .text("cookie")), .init("name", .text("__Host-sid"))])),
        .init("token", .object([.init("type", .text("http")), .init("scheme", .text("bearer"))])),
    ]
}
