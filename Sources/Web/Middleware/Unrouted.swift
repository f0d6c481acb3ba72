import Domain
import HTTPTypes
package import Hummingbird
import Logging

/// Answers what no route answered: 405 with the methods that are known there, otherwise 404. The last resort for whatever
/// else comes up on the way.
package struct Unrouted: RouterMiddleware {
    package typealias Context = WebContext

    private let table: RouteTable
    private let house: House

    package init(table: RouteTable, house: House) {
        self.table = table
        self.house = house
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            return try await answer(unknown(request), request, context)
        } catch {
            return try await answer(error, request, context)
        }
    }

    /// A page that is not there still knows whom it speaks to.
    private func answer(_ error: any Error, _ request: Request, _ context: WebContext) async throws -> Response {
        var caller: Caller?
        do {
            if ProblemAnswers.wantsPage(request) {
                caller = try await house.gatekeeper.sessionCaller(of: request, house)
            }
        } catch {
            context.logger.warning("nobody looked up", metadata: ["error": "\(error)"])
        }
        let question = ProblemQuestion(request: request, context: context, caller: caller)
        return try await house.speaking(to: caller?.person, request) {
            try await house.problems.answer(error, to: question)
        }
    }

    private func unknown(_ request: Request) -> any Error {
        let methods = table.methods(at: request.uri.path)
        guard !methods.isEmpty, let allow = HTTPField.Name("Allow") else { return Problem.notFound }
        return ProblemWithFields(
            Problem(status: 405, code: "method_not_allowed", title: "This address does not take that method"),
            [allow: methods.map(\.rawValue).joined(separator: ", ")])
    }
}
