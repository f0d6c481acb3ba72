package import Domain
package import Hummingbird
package import Logging

/// Outermost: gives the request its id and the client's network, and writes one line about it once it is answered.
/// Neither query nor body is written: addresses carry words people typed, and secrets by mistake (OP-8).
package struct AccessLog: RouterMiddleware {
    package typealias Context = WebContext

    private let logger: Logger
    private let world: World
    private let counts: RequestCounts

    package init(logger: Logger, world: World, counts: RequestCounts = RequestCounts()) {
        self.logger = logger
        self.world = world
        self.counts = counts
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let origin = RequestOrigin(request.headers)
        var context = context
        context.client = origin.client
        context.isBehindGate = !origin.requestID.isEmpty
        context.requestID = origin.requestID.isEmpty ? world.id(RequestTrace.self).text : origin.requestID
        context.logger[metadataKey: "request"] = "\(context.requestID)"
        let start = world.uptimeSeconds()
        let response: Response
        do {
            response = try await next(request, context)
        } catch {
            counts.count(status: 500, seconds: world.uptimeSeconds() - start)
            throw error
        }
        counts.count(status: response.status.code, seconds: world.uptimeSeconds() - start)
        logger.info(
            "request",
            metadata: [
                "id": "\(context.requestID)", "method": "\(request.method.rawValue)",
                "path": "\(Self.logged(request.uri.path))", "status": "\(response.status.code)",
                "ms": "\(Int(exactly: ((world.uptimeSeconds() - start) * 1000).rounded()) ?? 0)",
                "person": "\(context.trace.person?.text ?? "-")",
            ])
        return response
    }

    /// What follows `/s/` is a secret of its own.
    private static func logged(_ path: String) -> String {
        path.hasPrefix("/s/") ? "/s/..." : String(path.prefix(500))
    }
}

extension RequestTrace: Identified {
    package static let idPrefix = "req"
}
