package import Domain
package import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
import NIOHTTP1

/// A problem whose answer carries fields of its own: the offset of an upload, the methods of a path.
package struct ProblemWithFields: Error {
    package let problem: Problem
    package let fields: HTTPFields

    package init(_ problem: Problem, _ fields: HTTPFields) {
        self.problem = problem
        self.fields = fields
    }
}

/// The request a problem is an answer to.
package struct ProblemQuestion: Sendable {
    package let request: Request
    package let context: WebContext
    package let caller: Caller?

    package init(request: Request, context: WebContext, caller: Caller?) {
        self.request = request
        self.context = context
        self.caller = caller
    }
}

/// Turns whatever was thrown into an answer: a problem document for programs, a page for people. What is no `Problem` is
/// our own failure: logged once with the request's id, of which nothing is told but that id.
package struct ProblemAnswers: Sendable {
    /// Draws a problem as a page.
    package typealias DrawPage = @Sendable (Problem, ProblemQuestion) async throws -> String

    private let logger: Logger
    private let explain: @Sendable (any Error) -> Problem?
    private let drawPage: DrawPage

    /// - Parameter explain: says what of a failure the caller can act on, such as a full disk.
    package init(
        logger: Logger, explain: @escaping @Sendable (any Error) -> Problem?, drawPage: @escaping DrawPage
    ) {
        self.logger = logger
        self.explain = explain
        self.drawPage = drawPage
    }

    /// - Throws: only what the server itself has to see, such as a request that turned out not to be HTTP.
    package func answer(_ error: any Error, to question: ProblemQuestion) async throws -> Response {
        if let broken = error as? HTTPParserError { throw broken }
        switch error {
        case let problem as Problem: return await answer(problem, [:], question)
        case let problem as ProblemWithFields: return await answer(problem.problem, problem.fields, question)
        default: return await answer(explain(error) ?? failure(error, question), [:], question)
        }
    }

    private func failure(_ error: any Error, _ question: ProblemQuestion) -> Problem {
        let isGone = error is CancellationError || error is ChannelError || error is IOError
        logger.log(
            level: isGone ? .debug : .error, "request failed",
            metadata: [
                "request": "\(question.context.requestID)", "path": "\(question.request.uri.path)",
                "error": "\(Self.oneLine(error))",
            ])
        return Problem(
            status: 500, code: "internal", title: "Something went wrong on our side",
            detail: "It was written down under the number of this request. What you sent may not have been saved.")
    }

    /// Whatever an error says, it cannot begin a line of the log (OP-8).
    private static func oneLine(_ error: any Error) -> String {
        String(reflecting: error).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private func answer(_ thrown: Problem, _ fields: HTTPFields, _ question: ProblemQuestion) async -> Response {
        let problem = Words.current.problem(thrown)
        var response =
            if Self.wantsPage(question.request) { await page(problem, question) } else { document(problem, question) }
        for field in fields { response.headers[field.name] = field.value }
        if let seconds = problem.retryAfterSeconds, let name = HTTPField.Name("Retry-After") {
            response.headers[name] = String(seconds)
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    private func page(_ problem: Problem, _ question: ProblemQuestion) async -> Response {
        let method = question.request.method
        if problem.status == 401, problem.code == Problem.signInRequired.code, method == .get || method == .head {
            return Response.seeOther(NextAddress.signIn(for: question.request.uri.string))
        }
        do {
            return Response.html(try await drawPage(problem, question), status: .init(code: problem.status))
        } catch {
            logger.error(
                "problem page failed",
                metadata: ["request": "\(question.context.requestID)", "error": "\(Self.oneLine(error))"])
            return Response.html(
                "<!doctype html><title>Understudy</title><p>Something went wrong.</p>",
                status: .init(code: problem.status))
        }
    }

    private func document(_ problem: Problem, _ question: ProblemQuestion) -> Response {
        var members: [JSONValue.Member] = [
            .init("type", .text("about:blank")), .init("title", .text(problem.title)),
            .init("status", .number(String(problem.status))), .init("detail", .text(problem.detail)),
            .init("code", .text(problem.code)), .init("request_id", .text(question.context.requestID)),
        ]
        if !problem.errors.isEmpty {
            let errors = problem.errors.map { error in
                JSONValue.object([.init("field", .text(error.field)), .init("message", .text(error.message))])
            }
            members.append(.init("errors", .list(errors)))
        }
        var response = Response.bytes(
            JSONValue.object(members).jsonText, contentType: "application/problem+json",
            status: .init(code: problem.status))
        if problem.status == 401 {
            let isToken = problem.code == "invalid_token"
            response.headers[.wwwAuthenticate] = isToken ? "Bearer error=\"invalid_token\"" : "Bearer"
        }
        return response
    }

    /// Pages for people; documents for everything under the API, for media, and for whoever asks for JSON alone.
    static func wantsPage(_ request: Request) -> Bool {
        guard Surface(path: request.uri.path) == .page else { return false }
        let accept = request.headers[.accept] ?? "*/*"
        return !accept.contains("json") || accept.contains("text/html")
    }

    package static let schema = Schema.object(
        "Problem",
        [
            .init("type", .text), .init("title", .text), .init("status", .integer), .init("detail", .text),
            .init("code", .text), .init("request_id", .text),
            .optional("errors", .list(.object("FieldProblem", [.init("field", .text), .init("message", .text)]))),
        ])
}
