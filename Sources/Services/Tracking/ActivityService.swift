import Database
package import Domain
import Store

/// What happened in the last days, for those who look after people or the machine.
package struct ActivityService: Sendable {
    /// Long enough for a rhythm of weeks to show.
    package static let lookupDays = 28
    /// Finished jobs are kept for seven days, the day they ended included (`StorageService.sweep`).
    package static let jobDays = 7
    package static let storageDays = 28

    private let ground: Ground

    package init(ground: Ground) {
        self.ground = ground
    }

    /// Lookups and misses: everybody's for an admin, those of the own teams for a manager.
    /// - Throws: 403 for everybody else.
    package func lookups(by actor: Actor) async throws -> DayTotals {
        guard actor.isAdmin || !actor.managedTeams.isEmpty else { throw Problem.forbidden() }
        let teams = actor.isAdmin ? nil : Array(actor.managedTeams)
        let (today, start) = period(Self.lookupDays)
        return try await ground.database.readReplica { connection in
            let store = ActivityStore(connection)
            return DayTotals(
                try store.lookups(since: start, teams: teams), length: Self.lookupDays, today: today,
                people: try store.peopleLookingUp(since: start, teams: teams))
        }
    }

    /// Jobs that ended and those of them that failed.
    /// - Throws: 403 unless an admin asks.
    package func jobs(by actor: Actor) async throws -> DayTotals {
        try Permission.requireAdmin(actor)
        let (today, start) = period(Self.jobDays)
        return try await ground.database.readReplica { connection in
            DayTotals(try ActivityStore(connection).jobs(since: start), length: Self.jobDays, today: today)
        }
    }

    /// Bytes of kept files by the day they came, and those from before.
    /// - Throws: 403 unless an admin asks.
    package func storage(by actor: Actor) async throws -> DayTotals {
        try Permission.requireAdmin(actor)
        let (today, start) = period(Self.storageDays)
        return try await ground.database.readReplica { connection in
            let store = ActivityStore(connection)
            return DayTotals(
                try store.storage(since: start), length: Self.storageDays, today: today,
                before: try store.storage(before: start))
        }
    }

    /// Today and the beginning of the first day.
    private func period(_ days: Int) -> (today: Day, start: Instant) {
        let today = ground.world.now().day
        let first = today.advanced(byDays: -Int64(days - 1))
        return (today, Instant(milliseconds: first.daysSince1970 * 86_400_000))
    }
}
