import Domain
import Rehearsal
import Store
import Testing

struct TokenStoreTests {
    private static func token(
        _ stage: Stage, of person: Person, scopes: Set<Scope> = [.read]
    ) throws -> APIToken {
        stage.world.advance(seconds: 1)
        let id = stage.world.id(APIToken.self)
        let token = APIToken(
            id: id, person: person.id, name: "CI's \"token\"", scopes: scopes, createdAt: stage.now,
            expiresAt: stage.now.advanced(bySeconds: 60), lastUsedAt: nil)
        try stage.tokens.insert(token, secretHash: "hash of \(id)")
        return token
    }

    @Test(arguments: Engine.available, [[], [.read], [.upload, .write], Scope.allCases] as [[Scope]])
    func scopesComeBackAsGiven(engine: Engine, scopes: [Scope]) async throws {
        try await engine.onStage { stage in
            let person = try stage.person()
            let token = try Self.token(stage, of: person, scopes: Set(scopes))
            #expect(try stage.tokens.list(of: person.id) == [token])
        }
    }

    @Test(arguments: Engine.available)
    func tokenNeedsBothItsIdAndItsSecret(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let person = try stage.person(in: [team])
            let token = try Self.token(stage, of: person)
            let other = try Self.token(stage, of: person)
            let found = try stage.tokens.find(id: token.id, secretHash: "hash of \(token.id)")
            #expect(found?.token == token)
            #expect(found?.person == person)
            #expect(found?.teams == [team.id])
            #expect(try stage.tokens.find(id: token.id, secretHash: "hash of \(other.id)") == nil)
            #expect(try stage.tokens.find(id: ID("token_none"), secretHash: "hash of \(token.id)") == nil)
        }
    }

    @Test(arguments: Engine.available)
    func onlyTheOwnerTakesATokenBack(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let bo = try stage.person("Bo")
            let old = try Self.token(stage, of: ana)
            let new = try Self.token(stage, of: ana)
            let others = try Self.token(stage, of: bo)
            #expect(try !stage.tokens.delete(old.id, of: bo.id))
            #expect(try stage.tokens.list(of: ana.id).map(\.id) == [new.id, old.id])
            #expect(try stage.tokens.delete(old.id, of: ana.id))
            try stage.tokens.deleteAll(of: ana.id)
            #expect(try stage.tokens.list(of: ana.id).isEmpty)
            #expect(try stage.tokens.list(of: bo.id) == [others])
        }
    }

    @Test(arguments: Engine.available)
    func useIsRemembered(engine: Engine) async throws {
        try await engine.onStage { stage in
            let person = try stage.person()
            let token = try Self.token(stage, of: person)
            try stage.tokens.touch(token.id, at: stage.now)
            #expect(try stage.tokens.list(of: person.id).first?.lastUsedAt == stage.now)
        }
    }
}
