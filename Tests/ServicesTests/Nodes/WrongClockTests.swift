import Database
import Domain
import Rehearsal
import Store
import Testing

@testable import Services

/// What nodes count together is counted by the clock of their database. Needs PostgreSQL: on SQLite there is one clock.
@Suite(.enabled(if: TestPostgres.address != nil))
struct WrongClockTests {
    @Test func aNodeWhoseClockIsAheadDoesNothingTwice() async throws {
        try await Self.open { database, right, ahead in
            let turns = [right, ahead].map { world in
                RecurringTurns(
                    ground: Ground(database: database, world: world.world, logger: Stage.quiet), node: "node_1")
            }
            var taken: [Bool] = []
            for turn in [turns[0], turns[1], turns[0]] {
                taken.append(try await turn.take("sweep", everySeconds: 3600))
            }
            #expect(taken == [true, false, false])
        }
    }

    @Test func aBlockIsNoShorterOnANodeWhoseClockIsAhead() async throws {
        try await Self.open { database, right, ahead in
            let limiters = [right, ahead].map { world in
                SignInLimiter(
                    world: world.world,
                    sharedOn: Ground(database: database, world: world.world, logger: Stage.quiet))
            }
            for _ in 0..<5 { try await limiters[0].admit(account: "ana", network: "home") }
            let refused = try await refusal { try await limiters[1].admit(account: "ana", network: "home") }
            #expect(refused?.status == 429)
        }
    }

    /// One database, the right time and a time two hours ahead of it.
    private static func open(_ body: (PostgresDatabase, TestWorld, TestWorld) async throws -> Void) async throws {
        let (right, ahead) = (TestWorld(), TestWorld())
        ahead.advance(seconds: 7200)
        let database = try await TestPostgres.open()
        try await Migrator(Migrations.all, world: right.world).migrate(database)
        try await body(database, right, ahead)
        await database.close()
    }
}
