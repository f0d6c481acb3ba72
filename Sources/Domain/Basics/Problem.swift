/// Something the caller can act on. The API shows it as a problem document (RFC 9457), the pages as a page or beside a field.
/// Whatever is thrown that is not a `Problem` is our own failure: logged once, answered with a plain 500.
package struct Problem: Error, Hashable, Sendable {
    /// The HTTP status that says the same thing.
    package let status: Int
    /// Stable snake_case word for programs.
    package let code: String
    /// What happened, for people, without a full stop.
    package let title: String
    /// What was kept and what to do, in full sentences; empty when the title says it all.
    package let detail: String
    /// What is wrong with single fields of the input.
    package let errors: [FieldProblem]
    /// After how many seconds trying again makes sense.
    package let retryAfterSeconds: Int?

    package init(
        status: Int,
        code: String,
        title: String,
        detail: String = "",
        errors: [FieldProblem] = [],
        retryAfterSeconds: Int? = nil
    ) {
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.errors = errors
        self.retryAfterSeconds = retryAfterSeconds
    }
}

/// One field of an input and what is wrong with it.
package struct FieldProblem: Hashable, Sendable, Codable {
    package let field: String
    package let message: String

    package init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }
}

extension Problem {
    /// Missing, or not visible to the caller: the two must not be told apart (AZ-3).
    package static let notFound = Problem(
        status: 404, code: "not_found", title: "There is nothing here",
        detail: "It may have been removed, or you may not have access to it.")

    package static let signInRequired = Problem(
        status: 401, code: "sign_in_required", title: "Please sign in", detail: "Nothing was changed.")

    /// Visible, but not allowed.
    package static func forbidden(_ code: String = "forbidden", _ title: String = "You may not do this") -> Problem {
        Problem(status: 403, code: code, title: title, detail: "Nothing was changed.")
    }

    package static func conflict(_ code: String, _ title: String, _ detail: String = "Nothing was changed.") -> Problem
    {
        Problem(status: 409, code: code, title: title, detail: detail)
    }

    package static func invalid(_ errors: [FieldProblem], code: String = "invalid") -> Problem {
        Problem(
            status: 422, code: code, title: "Some of this needs another look",
            detail: "Nothing was saved yet. Mend the fields below and try again.", errors: errors)
    }

    package static func invalid(_ field: String, _ message: String, code: String = "invalid") -> Problem {
        invalid([FieldProblem(field, message)], code: code)
    }

    package static func badRequest(_ code: String, _ title: String) -> Problem {
        Problem(status: 400, code: code, title: title)
    }

    package static func tooMany(_ code: String = "too_many_requests", retryAfterSeconds: Int) -> Problem {
        Problem(
            status: 429, code: code, title: "Too many requests",
            detail: "Please wait \(retryAfterSeconds) seconds and try again.", retryAfterSeconds: retryAfterSeconds)
    }

    package static func unavailable(_ code: String, _ title: String, retryAfterSeconds: Int) -> Problem {
        Problem(status: 503, code: code, title: title, retryAfterSeconds: retryAfterSeconds)
    }
}

/// Collects what is wrong with an input, so that a form shows everything at once.
package struct FieldProblems: Sendable {
    package private(set) var errors: [FieldProblem] = []

    package init() {}

    package mutating func add(_ field: String, _ message: String) {
        errors.append(FieldProblem(field, message))
    }

    /// - Throws: `Problem.invalid` when anything was added.
    package func check() throws {
        guard errors.isEmpty else { throw Problem.invalid(errors) }
    }
}
