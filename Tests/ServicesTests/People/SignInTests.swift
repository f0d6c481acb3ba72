import Domain
import Rehearsal
import Services
import Testing

/// Signing in: the same answer whatever is wrong, and slower the more is wrong.
struct SignInTests {
    @Test func unknownWrongAndClosedAreAnsweredAlike() async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword("Ana")
            let closed = try await stage.personWithPassword("Ben").person.id
            _ = try await stage.services.people.deactivate(closed, by: stage.machine)
            _ = try await stage.person("Cora")
            let unknown = try await attempt(stage, "nobody@example.com", Stage.password)
            #expect(unknown?.status == 401)
            #expect(try await attempt(stage, "ana@example.com", "wrong password") == unknown)
            #expect(try await attempt(stage, "ben@example.com", Stage.password) == unknown)
            #expect(try await attempt(stage, "cora@example.com", Stage.password) == unknown)
            #expect(try await attempt(stage, "ana@example.com", String(repeating: "x", count: 5000)) == unknown)
        }
    }

    @Test func theAddressMayBeTypedInAnyCaseWithSpaces() async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword()
            #expect(try await attempt(stage, "  ANA@Example.com ", Stage.password) == nil)
        }
    }

    @Test func fiveFailuresCloseTheDoorForHalfAMinuteAndThenForLonger() async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword()
            for _ in 0..<5 {
                #expect(try await attempt(stage, "ana@example.com", "wrong password")?.code == "sign_in_failed")
            }
            let refused = try await attempt(stage, "ana@example.com", Stage.password)
            #expect(refused?.status == 429)
            #expect(refused?.retryAfterSeconds == 30)
            stage.world.advance(seconds: 31)
            #expect(try await attempt(stage, "ana@example.com", "wrong password")?.code == "sign_in_failed")
            #expect(try await attempt(stage, "ana@example.com", Stage.password)?.retryAfterSeconds == 60)
            stage.world.advance(seconds: 61)
            #expect(try await attempt(stage, "ana@example.com", Stage.password) == nil)
        }
    }

    @Test func theOwnerGetsInFromElsewhereMeanwhile() async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword()
            for _ in 0..<6 { _ = try await attempt(stage, "ana@example.com", "wrong password") }
            #expect(try await attempt(stage, "ana@example.com", Stage.password, network: "198.51.100.7") == nil)
        }
    }

    @Test func successForgetsTheFailures() async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword()
            for _ in 0..<3 {
                for _ in 0..<4 { _ = try await attempt(stage, "ana@example.com", "wrong password") }
                #expect(try await attempt(stage, "ana@example.com", Stage.password) == nil)
            }
        }
    }

    @Test func aBurstGetsNoMoreThanFiveGuesses() async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword()
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for number in 0..<20 {
                    group.addTask { try await attempt(stage, "ana@example.com", "guess number \(number)")?.code }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == "sign_in_failed" } == 5)
            #expect(codes.count { $0 == "too_many_sign_ins" } == 15)
        }
    }

    @Test func oneNetworkTriesThirtyTimesAMinute() async throws {
        let world = TestWorld()
        let limiter = SignInLimiter(world: world.world)
        for number in 0..<30 { try await limiter.admit(account: "person\(number)", network: "192.0.2.1") }
        #expect(try await refusal { try await limiter.admit(account: "next", network: "192.0.2.1") }?.status == 429)
        try await limiter.admit(account: "next", network: "192.0.2.2")
        world.advance(seconds: 61)
        try await limiter.admit(account: "next", network: "192.0.2.1")
    }

    @Test func anAccountUnderAttackFromEverywhereIsSlowButNeverLocked() async throws {
        let world = TestWorld()
        let limiter = SignInLimiter(world: world.world)
        for number in 0..<100 {
            try await limiter.admit(account: "ana", network: "network \(number)")
            try await limiter.failed(account: "ana")
        }
        try await limiter.admit(account: "ana", network: "home")
        let refused = try await refusal { try await limiter.admit(account: "ana", network: "work") }
        #expect(refused?.retryAfterSeconds == 5)
        world.advance(seconds: 5)
        try await limiter.admit(account: "ana", network: "work")
        try await limiter.admit(account: "ben", network: "work")
    }

    private func attempt(
        _ stage: Stage, _ email: String, _ password: String, network: String = "192.0.2.1"
    ) async throws -> Problem? {
        try await refusal {
            try await stage.services.sessions.signIn(email: email, password: password, network: network, device: "")
        }
    }
}
