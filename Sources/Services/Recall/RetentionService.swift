import Database
package import Domain
import Store

/// What teams would recall today.
package struct RetentionService: Sendable {
    private let ground: Ground
    private let memory: MemoryService
    private let board: RetentionBoard
    private let knownError: FreshCache<String, Double>

    package init(ground: Ground, memory: MemoryService) {
        self.ground = ground
        self.memory = memory
        board = RetentionBoard(ground.database.changes)
        knownError = FreshCache(ground.database.changes, tables: ["memory_parameters"])
    }

    /// - Parameter team: one of them; nil for all that this person manages.
    /// - Throws: as `Permission.requireRetention`; 403 for those who manage nobody.
    package func report(team: ID<Team>? = nil, by actor: Actor) async throws -> RetentionReport {
        if let team {
            try Permission.requireRetention(of: team, for: actor)
        } else {
            try Permission.requireManagerOrAdmin(actor)
        }
        let now = ground.world.now()
        let known = try await board.current(ground.database, now: now)
        let error = try await self.error()
        return try await ground.database.read { connection in
            let teams = try Self.teams(team, actor, connection)
            return try RetentionGrid(known: known, error: error, now: now, teams, connection).report(connection)
        }
    }

    private static func teams(
        _ asked: ID<Team>?, _ actor: Actor, _ connection: any Connection
    ) throws -> [(team: Team, members: [Person])] {
        let store = TeamStore(connection)
        let all = try store.list().filter { team in
            asked.map { $0 == team.id } ?? (actor.isAdmin || actor.managedTeams.contains(team.id))
        }
        // An admin may ask for any team, also for one that is not there.
        guard asked == nil || !all.isEmpty else { throw Problem.notFound }
        return try all.map { ($0, try store.members(of: $0.id).filter(\.isActive)) }
    }

    /// Measured on what was predicted and answered; anew with every fit.
    private func error() async throws -> Double {
        let found = try await knownError.value("error") {
            let team = try await ground.database.read { try TeamLog($0) }
            return CalibrationReport(team.scored).error
        }
        return found ?? Expectation.usualError
    }
}
