import Domain
import Rehearsal
import Services
import Testing

/// Personal tokens for programs.
struct TokenTests {
    @Test func aTokenActsForItsPersonWithItsScopesOnly() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let made = try await stage.services.tokens.create(name: "script", scopes: [.read], days: 30, by: ana)
            #expect(made.text.hasPrefix("und_\(made.token.id.text)_"))
            let found = try #require(try await stage.services.tokens.find(bearer: made.text))
            #expect(found.actor.person == ana.person)
            #expect(found.actor.teams == ana.teams)
            #expect(found.actor.scopes == [.read])
            let problem = try await refusal { try await stage.begin("bytes", by: found.actor) }
            #expect(problem?.code == "missing_scope")
        }
    }

    @Test func onlyTheWholeTextIsTheToken() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana")
            let text = try await stage.services.tokens.create(name: "a", scopes: [.read], days: 1, by: ana).text
            let other = try await stage.services.tokens.create(name: "b", scopes: [.write], days: 1, by: ana)
            let secret = text.split(separator: "_").last ?? ""
            let swapped = "und_\(other.token.id.text)_\(secret)"
            for wrong in [String(text.dropLast()), text + "0", "und_", "", swapped, "bearer \(text)"] {
                #expect(try await stage.services.tokens.find(bearer: wrong) == nil, "\(wrong)")
            }
        }
    }

    @Test func itEndsOnItsDay() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana")
            let text = try await stage.services.tokens.create(name: "a", scopes: [.read], days: 1, by: ana).text
            stage.world.advance(seconds: 86_399)
            #expect(try await stage.services.tokens.find(bearer: text) != nil)
            stage.world.advance(seconds: 1)
            #expect(try await stage.services.tokens.find(bearer: text) == nil)
        }
    }

    @Test func closingTheAccountEndsItForGood() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana")
            let text = try await stage.services.tokens.create(name: "a", scopes: [.read], days: 9, by: ana).text
            _ = try await stage.services.people.deactivate(ana.person.id, by: stage.machine)
            #expect(try await stage.services.tokens.find(bearer: text) == nil)
            _ = try await stage.services.people.reactivate(ana.person.id, by: stage.machine)
            #expect(try await stage.services.tokens.find(bearer: text) == nil)
        }
    }

    @Test func someoneElsesTokenIsNeitherListedNorRevoked() async throws {
        try await Stage.open { stage in
            let (ana, ben) = (try await stage.person("Ana"), try await stage.person("Ben"))
            let made = try await stage.services.tokens.create(name: "a", scopes: [.read], days: 9, by: ana)
            #expect(try await stage.services.tokens.list(by: ben).isEmpty)
            #expect(try await refusal { try await stage.services.tokens.revoke(made.token.id, by: ben) } == .notFound)
            #expect(try await stage.services.tokens.find(bearer: made.text) != nil)
            try await stage.services.tokens.revoke(made.token.id, by: ana)
            #expect(try await stage.services.tokens.find(bearer: made.text) == nil)
        }
    }

    @Test func oneThatWasSeenInAnAddressIsRevoked() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana")
            let text = try await stage.services.tokens.create(name: "a", scopes: [.read], days: 9, by: ana).text
            try await stage.services.tokens.revokeLeaked(bearer: text)
            try await stage.services.tokens.revokeLeaked(bearer: "und_nothing_known")
            #expect(try await stage.services.tokens.find(bearer: text) == nil)
        }
    }

    @Test func theFormSaysEverythingThatIsWrong() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana")
            let problem = try await refusal {
                try await stage.services.tokens.create(name: " ", scopes: [], days: 400, by: ana)
            }
            #expect(problem?.errors.map(\.field) == ["name", "scopes", "days"])
            let admin = try await refusal {
                try await stage.services.tokens.create(name: "a", scopes: [.admin], days: 1, by: ana)
            }
            #expect(admin?.status == 403)
        }
    }
}
