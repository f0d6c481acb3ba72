import Domain
import Rehearsal
import Store
import Testing

struct PersonStoreTests {
    @Test(arguments: Engine.available, Role.allCases)
    func personComesBackAsWritten(engine: Engine, role: Role) async throws {
        try await engine.onStage { stage in
            let person = Person(
                id: stage.world.id(), name: "O'Brien; DROP 🎧", email: "o'brien+é@example.com", role: role,
                createdAt: Instant(milliseconds: -1), deactivatedAt: stage.now)
            try stage.people.insert(person, passwordHash: nil)
            #expect(try stage.people.find(person.id) == person)
            #expect(try stage.people.list() == [person])
        }
    }

    @Test(arguments: Engine.available)
    func signInFindsTheAddressWhateverItsCaseTogetherWithTheHash(engine: Engine) async throws {
        try await engine.onStage { stage in
            let person = Person(
                id: stage.world.id(), name: "Ana", email: "ana@example.com", role: .rep, createdAt: stage.now)
            try stage.people.insert(person, passwordHash: "first")
            try stage.people.setPasswordHash("second", of: person.id)
            let found = try stage.people.find(email: "ANA@Example.com")
            #expect(found?.person == person)
            #expect(found?.passwordHash == "second")
            #expect(try stage.people.passwordHash(of: person.id) == "second")
            #expect(try stage.people.find(email: "bo@example.com") == nil)
        }
    }

    @Test(arguments: Engine.available)
    func addressOfSomeoneElseIsAConflictWhenAddedAndWhenChanged(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            var bo = try stage.person("Bo")
            let twin = Person(id: stage.world.id(), name: "Twin", email: ana.email, role: .rep, createdAt: stage.now)
            #expect(stage.problemCode { try stage.people.insert(twin, passwordHash: nil) } == "email_taken")
            bo.email = ana.email
            #expect(stage.problemCode { try stage.people.update(bo) } == "email_taken")
            #expect(try stage.people.count() == 2)
        }
    }

    @Test(arguments: Engine.available)
    func updateChangesNameAddressRoleLanguageAndClosing(engine: Engine) async throws {
        try await engine.onStage { stage in
            var person = try stage.person()
            person.name = "Anna"
            person.email = "anna@example.com"
            person.role = .manager
            person.deactivatedAt = stage.now
            person.language = "pt-BR"
            try stage.people.update(person)
            #expect(try stage.people.find(person.id) == person)
        }
    }

    @Test(arguments: Engine.available)
    func onlyOpenAccountsOfAdminsCountAsAdmins(engine: Engine) async throws {
        try await engine.onStage { stage in
            try stage.person("Ana", role: .admin)
            try stage.person("Bo", role: .manager)
            var closed = try stage.person("Cy", role: .admin)
            closed.deactivatedAt = stage.now
            try stage.people.update(closed)
            #expect(try stage.people.countActiveAdmins() == 1)
        }
    }

    @Test(arguments: Engine.available)
    func listIsByNameWhateverItsCase(engine: Engine) async throws {
        try await engine.onStage { stage in
            for name in ["bo", "Cy", "Ana"] { try stage.person(name) }
            #expect(try stage.people.list().map(\.name) == ["Ana", "bo", "Cy"])
        }
    }
}
