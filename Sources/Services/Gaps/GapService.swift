import Database
package import Domain
import Store
import Synchronization

/// What is asked, beside what is there to answer it.
package struct GapService: Sendable {
    private let ground: Ground
    private let demands = DemandMemo()

    package init(ground: Ground) {
        self.ground = ground
    }

    /// One stage and objection; nil stands for lookups and clips without one.
    package struct Gap: Sendable, Hashable {
        package let stage: ID<Term>?
        package let objection: ID<Term>?
        /// Lookups in the period, and those that found no good answer.
        package var lookups = 0
        package var misses = 0
        /// Questions waiting now.
        package var requests = 0
        /// Published moments that are not out of date, now.
        package var moments = 0

        /// How much is missing: what was asked in vain, more where there is little.
        package var size: Double { Double(misses + 3 * requests) / Double(1 + moments) }
    }

    package struct Report: Sendable {
        package let days: Int
        /// All lookups in the period, and by how many people.
        package let lookups: Int
        package let people: Int
        package let gaps: [Gap]

        /// Below this a comparison says nothing.
        package static let fewest = 20
        package var canCompare: Bool { lookups >= Self.fewest }
    }

    /// Names leave the log after 90 days, so no period is longer.
    package static let periods = [7, 28, 90]

    /// - Throws: `Problem.forbidden` for all but managers, who see their teams' demand, and admins.
    package func report(days: Int, by actor: Actor) async throws -> Report {
        try Permission.requireGaps(actor)
        guard Self.periods.contains(days) else {
            throw Problem.invalid("days", "Please choose 7, 28 or 90 days.")
        }
        let now = ground.world.now()
        let start = now.advanced(bySeconds: -Int64(days) * 86_400)
        return try await ground.database.readReplica { connection in
            let store = GapStore(connection)
            var gaps: [GapStore.Cell: Gap] = [:]
            func change(_ cell: GapStore.Cell, _ body: (inout Gap) -> Void) {
                body(&gaps[cell, default: Gap(stage: cell.stage, objection: cell.objection)])
            }
            let lookups = try store.lookups(since: start, for: actor)
            for (cell, count, misses) in lookups {
                change(cell) { gap in
                    gap.lookups = count
                    gap.misses = misses
                }
            }
            for (cell, count) in try store.openRequests(visibleTo: actor) { change(cell) { $0.requests = count } }
            for (cell, count) in try store.moments(visibleTo: actor, on: now.day) {
                change(cell) { $0.moments = count }
            }
            return Report(
                days: days, lookups: lookups.map(\.lookups).reduce(0, +),
                people: try store.people(since: start, for: actor),
                gaps: gaps.values.sorted {
                    ($1.size, $1.lookups, $0.objection?.text ?? "", $0.stage?.text ?? "")
                        < ($0.size, $0.lookups, $1.objection?.text ?? "", $1.stage?.text ?? "")
                })
        }
    }

    /// How often a stage and an objection were looked up.
    package struct Demand: Sendable, Hashable {
        package let stage: ID<Term>?
        package let objection: ID<Term>?
        package let lookups: Int
    }

    private static let demandDays: Int64 = 28
    /// What fewer different people asked might tell who asked.
    private static let leastPeople = 5

    /// What was asked in the last four weeks, for the grid on the first page. Managers and admins see all of their teams' lookups,
    /// everybody else what at least five different people of their teams asked. Some minutes old at most.
    package func demand(by actor: Actor) async throws -> [Demand] {
        let now = ground.world.now()
        let key = DemandMemo.Key(actor)
        if let known = demands.known(key, at: now) { return known }
        let start = now.advanced(bySeconds: -Self.demandDays * 86_400)
        let least = actor.isAdmin || !actor.managedTeams.isEmpty ? 1 : Self.leastPeople
        let found = try await ground.database.readReplica { connection in
            try GapStore(connection).demand(since: start, of: actor, leastPeople: least).map {
                Demand(stage: $0.cell.stage, objection: $0.cell.objection, lookups: $0.lookups)
            }
        }
        demands.keep(found, for: key, at: now)
        return found
    }
}

/// The demand that was counted last: every first page shows it, and it changes slowly.
private final class DemandMemo: Sendable {
    struct Key: Hashable {
        private let role: Role
        private let teams: Set<ID<Team>>

        init(_ actor: Actor) {
            role = actor.person.role
            teams = actor.isAdmin ? [] : actor.teams
        }
    }

    private static let keptSeconds: Int64 = 300
    private static let most = 500
    private let entries = Mutex<[Key: (at: Instant, demand: [GapService.Demand])]>([:])

    func known(_ key: Key, at now: Instant) -> [GapService.Demand]? {
        entries.withLock { entries in
            entries[key].flatMap { $0.at.advanced(bySeconds: Self.keptSeconds) > now ? $0.demand : nil }
        }
    }

    func keep(_ demand: [GapService.Demand], for key: Key, at now: Instant) {
        entries.withLock { entries in
            if entries.count >= Self.most { entries = [:] }
            entries[key] = (now, demand)
        }
    }
}
