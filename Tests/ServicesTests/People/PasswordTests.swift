import Database
import Domain
import Services
import Store
import Testing

/// AU-1 to AU-6: what is kept of a password, and what ends when it changes.
struct PasswordTests {
    private let cost = PasswordHasher.Cost(passes: 1, memoryBytes: 8192)

    @Test func theHashIsArgon2idWithItsParametersInside() async throws {
        try await Stage.open { stage in
            let id = try await stage.personWithPassword().person.id
            let hash = try #require(try await stage.database.read { try PersonStore($0).passwordHash(of: id) })
            #expect(hash.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
            #expect(!hash.contains(Stage.password))
        }
    }

    @Test func theSamePasswordTwiceIsTwoHashes() async throws {
        let hasher = try PasswordHasher(cost: cost)
        #expect(try await hasher.hash(Stage.password) != hasher.hash(Stage.password))
    }

    @Test func nobodyHasTheHashThatIsComparedForNothing() async throws {
        let hasher = try PasswordHasher(cost: cost)
        #expect(try await !hasher.verify("nobody has this password", against: nil))
    }

    @Test func aHashOfOtherParametersIsToBeMadeAnew() async throws {
        let hash = try await PasswordHasher(cost: cost).hash(Stage.password)
        let stricter = try PasswordHasher(cost: PasswordHasher.Cost(passes: 2, memoryBytes: 16_384))
        #expect(await stricter.needsRehash(hash))
        #expect(try await stricter.verify(Stage.password, against: hash))
        let same = try PasswordHasher(cost: cost)
        #expect(await !same.needsRehash(hash))
    }

    @Test(arguments: ["short", "password1", "Ana", "ana@example.com", String(repeating: "x", count: 129)])
    func anAdminCannotSetAPasswordThatTheRulesRefuse(password: String) async throws {
        try await Stage.open { stage in
            let id = try await stage.person("Ana").person.id
            let machine = try await stage.machine
            let code = try await refusedCode {
                try await stage.services.people.setPassword(of: id, to: password, by: machine)
            }
            #expect(code == "password_common")
            #expect(try await stage.database.read { try PersonStore($0).passwordHash(of: id) } == nil)
        }
    }

    @Test func changingItNeedsTheCurrentOne() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            let code = try await refusedCode {
                try await stage.services.people.changePassword(
                    current: "not this one", new: "a new long password", network: "here", session: nil, by: ana)
            }
            #expect(code == "password_wrong")
            #expect(try await signIn(stage, Stage.password) == nil)
        }
    }

    @Test func guessingTheCurrentOneIsSlowedDownLikeASignIn() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            var codes: [String?] = []
            for _ in 1...6 {
                codes.append(
                    try await refusedCode {
                        try await stage.services.people.changePassword(
                            current: "a guess", new: "a new long password", network: "here", session: nil, by: ana)
                    })
            }
            #expect(codes == Array(repeating: "password_wrong", count: 5) + ["too_many_sign_ins"])
        }
    }

    @Test func changingItEndsAllOtherSessions() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            let kept = try await open(stage)
            let other = try await open(stage)
            try await stage.services.people.changePassword(
                current: Stage.password, new: "a new long password", network: "here", session: kept.session.id, by: ana)
            #expect(try await stage.services.sessions.find(secret: kept.secret) != nil)
            #expect(try await stage.services.sessions.find(secret: other.secret) == nil)
            #expect(try await signIn(stage, Stage.password) == "sign_in_failed")
            #expect(try await signIn(stage, "a new long password") == nil)
        }
    }

    @Test func aPasswordSetByAnAdminEndsEverySession() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            let session = try await open(stage)
            try await stage.services.people.setPassword(
                of: ana.person.id, to: "a new long password", by: stage.machine)
            #expect(try await stage.services.sessions.find(secret: session.secret) == nil)
            #expect(try await signIn(stage, "a new long password") == nil)
        }
    }

    private func open(_ stage: Stage) async throws -> SessionService.NewSession {
        try await stage.services.sessions.signIn(
            email: "ana@example.com", password: Stage.password, network: "192.0.2.1", device: "Firefox")
    }

    private func signIn(_ stage: Stage, _ password: String) async throws -> String? {
        try await refusedCode {
            try await stage.services.sessions.signIn(
                email: "ana@example.com", password: password, network: "192.0.2.1", device: "")
        }
    }
}
