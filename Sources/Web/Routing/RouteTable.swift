package import HTTPTypes
package import Hummingbird
import NIOHTTP1

/// All routes of the server.
package struct RouteTable: Sendable {
    package let routes: [Route]

    package init(_ routes: [Route]) {
        self.routes = routes
    }

    /// The routes anyone may call: the one list to read when asking what is open.
    package var publicRoutes: [Route] { routes.filter(\.access.isPublic) }

    /// Registers everything. HEAD is answered wherever GET is.
    package func register(in router: Router<WebContext>, house: House) {
        for route in routes {
            let gate = RouteGate(route: route, house: house)
            let path = RouterPath(route.path)
            router.on(path, method: route.method) { request, context in
                try await Compression.apply(to: gate.respond(to: request, context), for: request)
            }
            guard route.method == .get, !has(.head, route.path) else { continue }
            router.on(path, method: .head) { request, context in
                try await Compression.apply(to: gate.respond(to: request, context), for: request).createHeadResponse()
            }
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
        routes.first { $0.method.rawValue == method && Self.matches($0.path, path) }?.body.rule ?? .ordinary
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
