import Database
import Domain
import Services
import Store
import Testing

/// Accounts and what an admin does with them.
struct PersonTests {
    @Test func addingMakesTheTeamsThatAreMissingAndJoinsThoseThatAreThere() async throws {
        try await Stage.open { stage in
            let first = try await stage.person("Ana", in: "A")
            let second = try await stage.person("Ben", in: "A", "B")
            #expect(second.teams.count == 2)
            #expect(first.teams.isSubset(of: second.teams))
        }
    }

    @Test func anAddressIsTakenInAnyCase() async throws {
        try await Stage.open { stage in
            _ = try await stage.person("Ana")
            let again = try NewPerson(name: "Other", email: "ANA@example.com", role: "rep")
            let code = try await refusedCode { try await stage.services.people.add(again, by: stage.machine) }
            #expect(code == "email_taken")
            #expect(try await stage.services.people.list(by: stage.machine).map(\.name) == ["Ana"])
        }
    }

    @Test func aTeamNameThatIsTooLongIsAFieldOfTheForm() throws {
        let problem = #expect(throws: Problem.self) {
            try NewPerson(
                name: "Ana", email: "ana@example.com", role: "rep", teamNames: [String(repeating: "x", count: 101)])
        }
        #expect(problem?.errors.map(\.field) == ["teams"])
    }

    @Test(arguments: [Role.rep, .performer, .manager])
    func onlyAdminsChangeAccounts(role: Role) async throws {
        try await Stage.open { stage in
            let actor = try await stage.person("Ana", role: role, in: "A")
            let other = try await stage.person("Ben", in: "A").person.id
            let people = stage.services.people
            let new = try NewPerson(name: "New", email: "new@example.com", role: "rep")
            #expect(try await refusal { try await people.add(new, by: actor) }?.status == 403)
            #expect(try await refusal { try await people.changeRole(of: other, to: .admin, by: actor) }?.status == 403)
            #expect(try await refusal { try await people.deactivate(other, by: actor) }?.status == 403)
            #expect(try await refusal { try await people.endSessions(of: other, by: actor) }?.status == 403)
            #expect(
                try await refusal { try await people.setPassword(of: other, to: Stage.password, by: actor) }?.status
                    == 403)
        }
    }

    @Test func theLastAdminStaysAnAdmin() async throws {
        try await Stage.open { stage in
            let admin = try await stage.person("Ada", role: .admin)
            let people = stage.services.people
            let id = admin.person.id
            #expect(try await refusedCode { try await people.changeRole(of: id, to: .rep, by: admin) } == "last_admin")
            #expect(try await refusedCode { try await people.deactivate(id, by: admin) } == "last_admin")
            _ = try await stage.person("Second", role: .admin)
            #expect(try await people.changeRole(of: id, to: .rep, by: admin).role == .rep)
        }
    }

    @Test func aClosedAdminDoesNotCountAsTheLastOne() async throws {
        try await Stage.open { stage in
            let admin = try await stage.person("Ada", role: .admin)
            let second = try await stage.person("Second", role: .admin).person.id
            let people = stage.services.people
            _ = try await people.deactivate(second, by: admin)
            #expect(
                try await refusedCode { try await people.deactivate(admin.person.id, by: admin) } == "last_admin")
        }
    }

    @Test func renamingKeepsARoleThatChangedMeanwhile() async throws {
        try await Stage.open { stage in
            let admin = try await stage.person("Ada", role: .admin)
            let asTheyWere = try await stage.person("Ana", role: .admin)
            let id = asTheyWere.person.id
            _ = try await stage.services.people.changeRole(of: id, to: .rep, by: admin)
            _ = try await stage.services.people.deactivate(id, by: admin)
            _ = try await stage.services.people.rename(to: "Ana Maria", by: asTheyWere)
            let person = try await stage.services.people.find(id, by: admin)
            #expect(person.name == "Ana Maria")
            #expect(person.role == .rep)
            #expect(!person.isActive)
        }
    }

    @Test func everyChangeOfAnAccountIsWrittenDown() async throws {
        try await Stage.open { stage in
            let id = try await stage.person("Ana").person.id
            let people = stage.services.people
            let machine = try await stage.machine
            _ = try await people.changeRole(of: id, to: .performer, by: machine)
            _ = try await people.deactivate(id, by: machine)
            _ = try await people.reactivate(id, by: machine)
            #expect(
                try await stage.events() == [
                    "person.added", "person.role_changed", "person.deactivated", "person.reactivated",
                ])
            #expect(try await stage.database.read { try EventStore($0).firstBreak() } == nil)
        }
    }
}
