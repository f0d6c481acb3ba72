import Domain
import Hummingbird
import Services

/// People and teams, for admins.
extension Pages {
    var adminPeopleRoutes: [Route] {
        [
            .get("/admin/people", .adminPage { try await peoplePage($1) }, about: .page),
            .post("/admin/people", .adminPage(addPerson), body: .form, about: .page),
            .post("/admin/people/{person}/role", .adminPage(changeRole), body: .form, about: .page),
            .post("/admin/people/{person}/deactivate", .adminPage(deactivate), body: .form, about: .page),
            .post("/admin/people/{person}/activate", .adminPage(activate), body: .form, about: .page),
            .post("/admin/people/{person}/end-sessions", .adminPage(endSessions), body: .form, about: .page),
            .get("/admin/teams", .adminPage { try await teamsPage($1) }, about: .page),
            .post("/admin/teams", .adminPage(addTeam), body: .form, about: .page),
            .post("/admin/teams/{team}", .adminPage(renameTeam), body: .form, about: .page),
            .post("/admin/teams/{team}/members", .adminPage(addMember), body: .form, about: .page),
            .post("/admin/teams/{team}/members/{person}/remove", .adminPage(removeMember), body: .form, about: .page),
        ]
    }

    private func peoplePage(
        _ caller: Caller, form: Form = .empty, problem: Problem? = nil
    ) async throws -> Response {
        let people = try await services.people.list(by: caller.actor)
        let teams = try await services.teams.list(by: caller.actor)
        let teamsOf = Dictionary(
            teams.flatMap { team in team.members.map { ($0.id, [team.team.name]) } }, uniquingKeysWith: +)
        let page = AdminPeoplePage(
            peopleCount: Wording.count(people.count, "person"),
            personRows: people.map { person in
                PersonRow(
                    personId: person.id.text, personName: person.name, personEmail: person.email,
                    personInitials: SignedInPerson(name: person.name, role: "", isAdmin: false).personInitials,
                    personRole: person.role.label,
                    roleOptions: Role.allCases.map {
                        ChoiceOption(
                            optionValue: $0.rawValue, optionLabel: $0.label, optionSelected: $0 == person.role)
                    }, personTeams: teamsOf[person.id]?.joined(separator: ", "),
                    personLastSeen: say("people.added", ["when": Wording.ago(person.createdAt, now: world.now())]),
                    personIsActive: person.isActive, personIsMe: person.id == caller.person.id)
            }, personProblems: problem.map { ProblemSummary($0) },
            nameField: TextField(fieldValue: form.text("name"), fieldProblem: problem?.message(for: "name")),
            emailField: TextField(fieldValue: form.text("email"), fieldProblem: problem?.message(for: "email")),
            passwordProblem: problem?.message(for: "password"),
            roleField: ChoiceField(
                fieldOptions: Role.allCases.map {
                    ChoiceOption(
                        optionValue: $0.rawValue, optionLabel: $0.label, optionSelected: $0.rawValue == form["role"])
                }),
            teamField: ChoiceField(
                fieldOptions: teams.map {
                    ChoiceOption(
                        optionValue: $0.team.name, optionLabel: $0.team.name,
                        optionSelected: $0.team.name == form["team"])
                }))
        return try await draw(page, caller, at: .admin, status: problem?.status ?? 200)
    }

    private func addPerson(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        do {
            try await services.people.add(
                NewPerson(
                    name: form.text("name"), email: form.text("email"), role: form.text("role"),
                    teamNames: form.filled("team").map { [$0] } ?? [], password: form.filled("password")),
                by: caller.actor)
            return .seeOther("/admin/people")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await peoplePage(caller, form: form, problem: problem)
        }
    }

    private func changeRole(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let role = Role(rawValue: web.form.text("role")) else {
            throw Problem.invalid("role", "Please choose a role.")
        }
        _ = try await services.people.changeRole(of: try web.id("person"), to: role, by: caller.actor)
        return .seeOther("/admin/people")
    }

    private func deactivate(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        _ = try await services.people.deactivate(try web.id("person"), by: caller.actor)
        return .seeOther("/admin/people")
    }

    private func activate(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        _ = try await services.people.reactivate(try web.id("person"), by: caller.actor)
        return .seeOther("/admin/people")
    }

    private func endSessions(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.people.endSessions(of: try web.id("person"), by: caller.actor)
        return .seeOther("/admin/people")
    }

    // MARK: Teams

    private func teamsPage(_ caller: Caller, name: String = "", problem: Problem? = nil) async throws -> Response {
        let people = try await services.people.list(by: caller.actor).filter(\.isActive)
        let teams = try await services.teams.list(by: caller.actor)
        let page = AdminTeamsPage(
            teamRows: teams.map { team in
                let members = Set(team.members.map(\.id))
                return TeamRow(
                    teamId: team.team.id.text, teamName: team.team.name,
                    teamSize: Wording.count(team.members.count, "person"),
                    memberRows: team.members.map {
                        MemberRow(memberId: $0.id.text, memberName: $0.name, memberRole: $0.role.label)
                    },
                    addableOptions: people.filter { !members.contains($0.id) }.map {
                        ChoiceOption(optionValue: $0.id.text, optionLabel: $0.name)
                    })
            }, teamProblems: problem.map { ProblemSummary($0) },
            teamNameField: TextField(fieldValue: name, fieldProblem: problem?.message(for: "name")))
        return try await draw(page, caller, at: .admin, status: problem?.status ?? 200)
    }

    private func addTeam(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            _ = try await services.teams.create(name: web.form.text("name"), by: caller.actor)
            return .seeOther("/admin/teams")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await teamsPage(caller, name: web.form.text("name"), problem: problem)
        }
    }

    private func renameTeam(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        do {
            try await services.teams.rename(try web.id("team"), to: web.form.text("name"), by: caller.actor)
            return .seeOther("/admin/teams")
        } catch let problem as Problem where problem.status == 422 || problem.status == 409 {
            return try await teamsPage(caller, problem: problem)
        }
    }

    private func addMember(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let person = ID<Person>(parsing: web.form.text("person")) else {
            throw Problem.invalid("person", "Please choose someone.")
        }
        try await changeMembers(of: try web.id("team"), caller) { $0 + [person] }
        return .seeOther("/admin/teams")
    }

    private func removeMember(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let person: ID<Person> = try web.id("person")
        try await changeMembers(of: try web.id("team"), caller) { $0.filter { $0 != person } }
        return .seeOther("/admin/teams")
    }

    private func changeMembers(
        of id: ID<Team>, _ caller: Caller, _ change: ([ID<Person>]) -> [ID<Person>]
    ) async throws {
        let team = try await services.teams.list(by: caller.actor).first { $0.team.id == id }
        guard let team else { throw Problem.notFound }
        try await services.teams.setMembers(change(team.members.map(\.id)), of: id, by: caller.actor)
    }
}
