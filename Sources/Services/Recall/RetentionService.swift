import Database
package import Domain
import Store
import Synchronization

/// What teams would recall today.
package struct RetentionService: Sendable {
    private let ground: Ground
    private let memory: MemoryService
    private let board: RetentionBoard
    private let knownError = KnownError()

    package init(ground: Ground, memory: MemoryService) {
        self.ground = ground
        self.memory = memory
        board = RetentionBoard(ground.database.changes)
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

    /// Measured on what was predicted and answered; anew with every fit, whoever made it.
    private func error() async throws -> Double {
        let before = knownError.last
        let found = try await ground.database.read { connection -> (MemoryVectorStore.Fits, Double) in
            let fits = try MemoryVectorStore(connection).fits()
            if let before, before.fits == fits { return (fits, before.error) }
            return (fits, CalibrationReport(try TeamLog(connection).scored).error)
        }
        knownError.keep(found.0, found.1)
        return found.1
    }
}

/// How far off predictions were, as it was measured last.
private final class KnownError: Sendable {
    private let state = Mutex<(fits: MemoryVectorStore.Fits, error: Double)?>(nil)

    var last: (fits: MemoryVectorStore.Fits, error: Double)? { state.withLock { $0 } }

    func keep(_ fits: MemoryVectorStore.Fits, _ error: Double) {
        state.withLock { $0 = (fits, error) }
    }
}
