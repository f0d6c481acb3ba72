package import HTTPTypes
package import Hummingbird
import NIOHTTP1

/// All routes of the server.
package struct RouteTable: Sendable {
    package let routes: [Route]
    /// Methods of which at least one route takes more than an ordinary body.
    private let methodsWithBodies: Set<String>

    package init(_ routes: [Route]) {
        self.routes = routes
        methodsWithBodies = Set(routes.filter { $0.body.rule != .ordinary }.map(\.method.rawValue))
    }

    /// The routes anyone may call: the one list to read when asking what is open.
    package var publicRoutes: [Route] { routes.filter(\.access.isPublic) }

    /// Registers everything. HEAD is answered wherever GET is.
    package func register(in router: Router<WebContext>, house: House) {
        for route in routes {
            let gate = RouteGate(route: route, house: house)
            let path = RouterPath(route.path)
            let answer: @Sendable (Request, WebContext) async throws -> Response = { request, context in
                try await Self.run(route.surface) {
                    try await Compression.apply(to: gate.respond(to: request, context), for: request)
                }
            }
            router.on(path, method: route.method, use: answer)
            guard route.method == .get, !has(.head, route.path) else { continue }
            router.on(path, method: .head) { request, context in
                try await answer(request, context).createHeadResponse()
            }
        }
    }

    /// Bytes that are there already are answered where the connection is (`LoopExecutor`); whatever is made for the answer
    /// is made on the pool.
    private static func run(
        _ surface: Surface, _ body: @Sendable () async throws -> Response
    ) async throws -> Response {
        switch surface {
        case .media, .asset: try await body()
        case .page, .api: try await withTaskExecutorPreference(globalConcurrentExecutor) { try await body() }
        }
    }

    /// The methods a path answers to, for `Allow`; empty when there is nothing.
    package func methods(at path: String) -> [HTTPRequest.Method] {
        let found = routes.filter { Self.matches($0.path, path) }.map(\.method)
        let withHead = found.contains(.get) ? found + [.head] : found
        return Array(Set(withHead)).sorted { $0.rawValue < $1.rawValue }
    }

    /// What the gate lets in at an address, before a byte of the body is read.
    package func bodyRule(_ method: String, _ path: String) -> BodyRule {
        guard methodsWithBodies.contains(method) else { return .ordinary }
        return routes.first { $0.method.rawValue == method && Self.matches($0.path, path) }?.body.rule ?? .ordinary
    }

    private func has(_ method: HTTPRequest.Method, _ path: String) -> Bool {
        routes.contains { $0.method == method && $0.path == path }
    }

    /// Whether a path fits a template, part by part.
    static func matches(_ template: String, _ path: String) -> Bool {
        let wanted = template.split(separator: "/")
        let given = path.split(separator: "/")
        for (index, part) in wanted.enumerated() {
            if part == "**" { return given.count > index }
            guard index < given.count else { return false }
            guard part.hasPrefix("{") || part == given[index] else { return false }
        }
        return wanted.count == given.count
    }
}
