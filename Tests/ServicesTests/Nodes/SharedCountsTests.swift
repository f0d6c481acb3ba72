import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// Trying one node after the other gains nothing.
struct SharedCountsTests {
    private static func limiters(_ stage: Stage) -> (SignInLimiter, SignInLimiter) {
        let ground = Ground(database: stage.database, world: stage.world.world, logger: Stage.quiet)
        return (
            SignInLimiter(world: stage.world.world, sharedOn: ground),
            SignInLimiter(world: stage.world.world, sharedOn: ground)
        )
    }

    @Test func failuresOnTwoNodesCountTogether() async throws {
        try await Stage.open { stage in
            let (one, two) = Self.limiters(stage)
            for limiter in [one, two, one, two, one] { try await limiter.admit(account: "ana", network: "home") }
            let refused = try await refusal { try await two.admit(account: "ana", network: "home") }
            #expect(refused?.status == 429)
            #expect(refused?.retryAfterSeconds == 30)
            try await two.admit(account: "ana", network: "work")
        }
    }

    @Test func successOnOneNodeForgetsTheFailuresOfTheOther() async throws {
        try await Stage.open { stage in
            let (one, two) = Self.limiters(stage)
            for _ in 0..<4 { try await one.admit(account: "ana", network: "home") }
            try await two.succeeded(account: "ana", network: "home")
            for _ in 0..<4 { try await one.admit(account: "ana", network: "home") }
        }
    }

    @Test func aNetworkIsCountedOverAllNodes() async throws {
        try await Stage.open { stage in
            let (one, two) = Self.limiters(stage)
            for number in 0..<30 {
                try await (number.isMultiple(of: 2) ? one : two).admit(account: "person\(number)", network: "home")
            }
            #expect(try await refusal { try await one.admit(account: "next", network: "home") }?.status == 429)
        }
    }

    @Test func whoeverIsRefusedKeepsNobodyFromWriting() async throws {
        try await Stage.open { stage in
            let database = StagedDatabase(stage.database)
            let ground = Ground(database: database, world: stage.world.world, logger: Stage.quiet)
            let limiter = SignInLimiter(world: stage.world.world, sharedOn: ground)
            for _ in 0..<5 { try await limiter.admit(account: "ana", network: "home") }
            #expect(database.writes == 5)
            for _ in 0..<20 {
                #expect(try await refusal { try await limiter.admit(account: "ana", network: "home") }?.status == 429)
            }
            #expect(database.writes == 5)
        }
    }

    @Test func theTableTellsNobodyWhoTriedFromWhere() async throws {
        try await Stage.open { stage in
            try await Self.limiters(stage).0.admit(account: "ana@example.com", network: "192.0.2.1")
            let names = try await stage.database.read { connection in
                try connection.rows("SELECT name FROM attempt_count").map { try $0.text("name") }
            }
            #expect(names.count == 3)
            #expect(names.allSatisfy { !$0.contains("ana") && !$0.contains("192") })
        }
    }
}
