import Domain
import HTTPTypes
import Hummingbird
import Services

/// Signing in and out, and the first admin.
extension Pages {
    var sessionRoutes: [Route] {
        [
            .get("/login", .doorway(signInPage), about: .page),
            .get("/sign-in", .doorway(signInPage), about: .page),
            .post("/sign-in", .doorway(signIn), body: .form, about: .page),
            .post("/sign-out", .page(signOut), body: .form, about: .page),
            .get("/set-up", .doorway(setUpPage), about: .page),
            .post("/set-up", .doorway(setUp), body: .form, about: .page),
        ]
    }

    private func signInPage(_ web: WebRequest, _ door: Doorway) async throws -> Response {
        if try await services.sessions.setUpNeeded() {
            return try await draw(SetUpNeededPage(), csrfToken: door.csrfToken)
        }
        let next = NextAddress.checked(web.query.text("next"))
        if door.caller != nil { return .seeOther(next) }
        let accounts: DemoAccounts? = try await services.settings.isDemo() ? .everyRole : nil
        return try await draw(SignInPage(nextAddress: next, demoAccounts: accounts), csrfToken: door.csrfToken)
    }

    private func signIn(_ web: WebRequest, _ door: Doorway) async throws -> Response {
        let next = NextAddress.checked(web.form["next"])
        let email = web.form.text("email")
        do {
            let new = try await services.sessions.signIn(
                email: email, password: web.form.text("password"), network: web.network, device: web.device)
            return signedIn(new, next, web)
        } catch let thrown as Problem where thrown.status == 401 || thrown.status == 429 {
            let problem = Words.current.problem(thrown)
            let accounts: DemoAccounts? = try await services.settings.isDemo() ? .everyRole : nil
            let page = SignInPage(
                emailValue: String(email.prefix(254)), nextAddress: next,
                signInProblem: "\(problem.title). \(problem.detail)", demoAccounts: accounts)
            var response = try await draw(page, csrfToken: door.csrfToken, status: problem.status)
            if let seconds = problem.retryAfterSeconds, let name = HTTPField.Name("Retry-After") {
                response.headers[name] = String(seconds)
            }
            return response
        }
    }

    private func signOut(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        if let session = caller.session { try await services.sessions.signOut(session.id, by: caller.actor) }
        var response = Response.seeOther("/login")
        for field in web.cookies.clearing { response.headers.append(field) }
        return response
    }

    private func setUpPage(_ web: WebRequest, _ door: Doorway) async throws -> Response {
        guard try await services.sessions.setUpNeeded() else { throw Problem.notFound }
        return try await draw(SetUpPage(setUpToken: web.query.text("token") ?? ""), csrfToken: door.csrfToken)
    }

    private func setUp(_ web: WebRequest, _ door: Doorway) async throws -> Response {
        let form = web.form
        do {
            let new = try await services.sessions.setUp(
                token: form.text("token"), organisation: form.text("organisation"), name: form.text("name"),
                email: form.text("email"), password: form.text("password"), device: web.device)
            return signedIn(new, "/", web)
        } catch let problem as Problem where problem.status == 422 {
            let page = SetUpPage(
                setUpToken: form.text("token"), setUpProblems: ProblemSummary(problem),
                organisationField: TextField(
                    fieldValue: form.text("organisation"), fieldProblem: problem.message(for: "organisation")),
                nameField: TextField(fieldValue: form.text("name"), fieldProblem: problem.message(for: "name")),
                emailField: TextField(fieldValue: form.text("email"), fieldProblem: problem.message(for: "email")),
                passwordProblem: problem.message(for: "password"))
            return try await draw(page, csrfToken: door.csrfToken, status: 422)
        }
    }

    private func signedIn(_ new: SessionService.NewSession, _ next: String, _ web: WebRequest) -> Response {
        var response = Response.seeOther(next)
        response.headers.append(web.cookies.settingSession(new.secret))
        return response
    }
}
