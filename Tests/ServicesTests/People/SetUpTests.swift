import Domain
import Services
import Testing

/// The first account of all.
struct SetUpTests {
    private func setUp(_ stage: Stage, _ token: String, organisation: String = "Curtain Ltd") async throws -> Person {
        try await stage.services.sessions.setUp(
            token: token, organisation: organisation, name: "Ada", email: "Ada@Example.com", password: Stage.password,
            device: "Firefox"
        ).person
    }

    @Test func makesAnAdminTheirTeamAndASession() async throws {
        try await Stage.open { stage in
            let sessions = stage.services.sessions
            #expect(try await sessions.setUpNeeded())
            let person = try await setUp(stage, sessions.makeSetUpToken())
            #expect(person.role == .admin)
            #expect(person.email == "ada@example.com")
            let actor = try await stage.actor(person.id)
            #expect(actor.teams.count == 1)
            #expect(try await sessions.list(by: actor).count == 1)
            #expect(try await stage.services.settings.organisation() == "Curtain Ltd")
            #expect(try await !sessions.setUpNeeded())
        }
    }

    @Test func worksOnce() async throws {
        try await Stage.open { stage in
            let token = try await stage.services.sessions.makeSetUpToken()
            _ = try await setUp(stage, token)
            #expect(try await refusedCode { try await setUp(stage, token) } == "not_found")
            let fresh = try await stage.services.sessions.makeSetUpToken()
            #expect(try await refusedCode { try await setUp(stage, fresh) } == "not_found")
        }
    }

    @Test func needsTheLatestToken() async throws {
        try await Stage.open { stage in
            let older = try await stage.services.sessions.makeSetUpToken()
            let token = try await stage.services.sessions.makeSetUpToken()
            #expect(try await refusedCode { try await setUp(stage, "guessed") } == "not_found")
            #expect(try await refusedCode { try await setUp(stage, older) } == "not_found")
            _ = try await setUp(stage, token)
        }
    }

    @Test func mistakesInTheFormDoNotUseUpTheToken() async throws {
        try await Stage.open { stage in
            let token = try await stage.services.sessions.makeSetUpToken()
            for _ in 0..<6 {
                #expect(try await refusedCode { try await setUp(stage, token, organisation: " ") } == "invalid")
            }
            _ = try await setUp(stage, token)
        }
    }
}
