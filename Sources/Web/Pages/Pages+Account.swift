import Domain
import Hummingbird
import Services

/// A person's own page: name, password, sessions, tokens.
extension Pages {
    var accountRoutes: [Route] {
        [
            .get("/account", .page { try await accountPage($1) }, about: .page),
            .post("/account", .page(rename), body: .form, about: .page),
            .post("/account/language", .page(chooseLanguage), body: .form, about: .page),
            .post("/account/password", .page(changePassword), body: .form, about: .page),
            .post("/account/sessions/end-others", .page(endOthers), body: .form, about: .page),
            .post("/account/sessions/{session}/end", .page(endSession), body: .form, about: .page),
            .post("/account/tokens", .page(createToken), body: .form, about: .page),
            .post("/account/tokens/{token}/revoke", .page(revokeToken), body: .form, about: .page),
        ]
    }

    private func accountPage(
        _ caller: Caller, flash: String? = nil, status: Int = 200, _ change: (inout AccountPage) -> Void = { _ in }
    ) async throws -> Response {
        let now = world.now()
        let sessions = try await services.sessions.list(by: caller.actor)
        let tokens = try await services.tokens.list(by: caller.actor)
        let teams = try await services.teams.list(by: caller.actor).filter { caller.actor.teams.contains($0.team.id) }
        let budget = try await services.requests.budget(of: caller.actor)
        var page = AccountPage(
            accountEmail: caller.person.email, accountRole: caller.person.role.label,
            activityAddress: "/people/\(caller.person.id)/activity",
            accountTeams: teams.isEmpty ? nil : teams.map(\.team.name).joined(separator: ", "),
            nameField: TextField(fieldValue: caller.person.name), languageField: languageField(caller.person),
            sessionRows: sessions.map {
                SessionRow(
                    sessionId: $0.id.text, sessionDevice: $0.device,
                    sessionLastSeen: say("account.last_seen", ["when": Wording.ago($0.lastSeenAt, now: now)]),
                    sessionIsThis: $0.id == caller.session?.id)
            }, hasOtherSessions: sessions.count > 1,
            tokenRows: tokens.map {
                TokenRow(
                    tokenId: $0.id.text, tokenName: $0.name,
                    tokenScopes: $0.scopes.map(\.rawValue).sorted().joined(separator: ", "),
                    tokenExpires: say("account.until", ["day": Wording.day($0.expiresAt.day)]),
                    tokenLastUsed: $0.lastUsedAt.map {
                        say("account.last_used", ["when": Wording.ago($0, now: now)])
                    } ?? say("account.never_used"))
            }, canMakeAdminToken: caller.actor.isAdmin)
        page.requestBudget = RequestBudgetView(
            budgetPerWeek: "\(budget.perWeek)",
            budgetUsed: say("account.you_were_asked", count: budget.used))
        change(&page)
        return try await draw(
            page, caller, at: .account, flash: flash.map { FlashNotice(flashText: $0) }, status: status)
    }

    private func rename(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            _ = try await services.people.rename(to: web.form.text("name"), by: caller.actor)
            return .seeOther("/account")
        } catch let problem as Problem where problem.status == 422 {
            return try await accountPage(caller, status: 422) { $0.accountProblems = ProblemSummary(problem) }
        }
    }

    /// Nil while there is nothing to choose.
    private func languageField(_ person: Person) -> ChoiceField? {
        guard languages.all.count > 1 else { return nil }
        let chosen = person.language ?? ""
        return ChoiceField(
            fieldOptions: [
                ChoiceOption(
                    optionValue: "", optionLabel: say("account.language_of_browser"), optionSelected: chosen.isEmpty)
            ]
                + languages.all.map { words in
                    ChoiceOption(
                        optionValue: words.language, optionLabel: words.text("language.name", [:]),
                        optionSelected: words.language == chosen)
                })
    }

    private func chooseLanguage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let tag = web.form.text("language")
        _ = try await services.people.chooseLanguage(tag.isEmpty ? nil : tag, by: caller.actor)
        return .seeOther("/account")
    }

    private func changePassword(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            try await services.people.changePassword(
                current: web.form.text("current_password"), new: web.form.text("new_password"),
                network: web.network, session: caller.session?.id, by: caller.actor)
            return try await accountPage(caller, flash: say("account.your_password_was_changed"))
        } catch let problem as Problem where problem.status == 422 {
            return try await accountPage(caller, status: 422) { page in
                page.accountProblems = ProblemSummary(problem)
                page.currentPasswordProblem = problem.message(for: "current_password")
                page.newPasswordProblem = problem.message(for: "new_password")
            }
        }
    }

    private func endSession(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.sessions.end(try web.id("session"), by: caller.actor)
        return .seeOther("/account")
    }

    private func endOthers(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        for session in try await services.sessions.list(by: caller.actor) where session.id != caller.session?.id {
            try await services.sessions.end(session.id, by: caller.actor)
        }
        return .seeOther("/account")
    }

    private func createToken(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let scopes = Scope.allCases.filter { web.form.isOn("scope_\($0.rawValue)") }
        let name = web.form.text("name")
        do {
            let made = try await services.tokens.create(
                name: name, scopes: Set(scopes), days: Int(web.form.text("days")) ?? 0, by: caller.actor)
            return try await accountPage(caller) { page in
                page.freshToken = FreshToken(freshTokenName: made.token.name, freshTokenSecret: made.text)
            }
        } catch let problem as Problem where problem.status == 422 {
            return try await accountPage(caller, status: 422) { page in
                page.accountProblems = ProblemSummary(problem)
                page.tokenNameField = TextField(fieldValue: name, fieldProblem: problem.message(for: "name"))
                page.tokenProblem = problem.message(for: "scopes") ?? problem.message(for: "days")
            }
        }
    }

    private func revokeToken(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.tokens.revoke(try web.id("token"), by: caller.actor)
        return .seeOther("/account")
    }
}
