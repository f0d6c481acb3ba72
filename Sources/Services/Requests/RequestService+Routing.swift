import Database
import Domain
import Store

/// Who is asked: those whose clips nearby were of use, as long as they have room for it this week.
extension RequestService {
    /// So many people are waited for at a time: one alone may be away, and more would be a crowd.
    static let askedAtOnce = 2
    /// What people did longer ago says little about who knows today.
    private static let usesCountDays: Int64 = 90

    /// Asks as many people as are missing.
    /// - Parameter asker: whose view of the catalog decides; the first asker's when nil.
    /// - Returns: who was asked now.
    static func route(
        _ request: RecordingRequest, for asker: Actor?, _ world: World, _ connection: any Connection
    ) throws -> Set<ID<Person>> {
        let store = RequestStore(connection)
        let askers = try store.askers(of: [request.id])[request.id] ?? []
        let turns = try store.turns(of: [request.id])[request.id] ?? []
        let missing = askedAtOnce - turns.count { $0.state == .waiting }
        guard missing > 0, let viewer = try asker ?? askers.first.flatMap({ try actor($0.person, connection) }) else {
            return []
        }
        let excluded = Set(askers.map(\.person)).union(turns.map(\.person))
        let candidates = try candidates(request, viewer, world, connection).filter { !excluded.contains($0) }
        let free = try haveBudget(candidates, world, connection)
        let chosen = candidates.filter(free.contains).prefix(missing)
        for person in chosen { try ask(person, on: request.id, at: world.now(), world, connection) }
        return Set(chosen)
    }

    static func ask(
        _ person: ID<Person>, on id: ID<RecordingRequest>, at now: Instant, _ world: World,
        _ connection: any Connection
    ) throws {
        let store = RequestStore(connection)
        try store.addTurn(
            RequestTurn(id: world.id(), person: person, state: .waiting, reason: "", routedAt: now, endedAt: nil),
            to: id)
        try store.addStep(RequestStep(.routed, person: person, at: now), id: world.id(), to: id)
    }

    /// Those of `people` who were asked less often in the last seven days than they allow.
    static func haveBudget(
        _ people: [ID<Person>], _ world: World, _ connection: any Connection
    ) throws -> Set<ID<Person>> {
        let store = RequestStore(connection)
        let budgets = try store.budgets(among: people)
        let used = try store.turnCounts(since: world.now().advanced(bySeconds: -7 * 86_400), among: people)
        return Set(people.filter { (used[$0] ?? 0) < (budgets[$0] ?? Budget.usual) })
    }

    /// First those who answer the same objection, the most useful clips first; then those of the stage; then the team's
    /// performers, who are there to answer.
    private static func candidates(
        _ request: RecordingRequest, _ viewer: Actor, _ world: World, _ connection: any Connection
    ) throws -> [ID<Person>] {
        let start = world.now().advanced(bySeconds: -usesCountDays * 86_400)
        let clips = try NearbyPeopleStore(connection).clips(
            objection: request.objection, stage: request.stage, visibleTo: viewer, usedSince: start)
        var worth: [ID<Person>: Worth] = [:]
        for clip in clips { worth[clip.person, default: Worth()].add(clip) }
        let nearby = worth.sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }.map(\.key)
        let performers = try request.team.map { team in
            try TeamStore(connection).members(of: team).filter { $0.role == .performer && $0.isActive }.map(\.id)
        }
        return nearby + (performers ?? []).filter { worth[$0] == nil }
    }

    private static func actor(_ id: ID<Person>, _ connection: any Connection) throws -> Actor? {
        try PersonStore(connection).find(id).map {
            Actor(person: $0, teams: try TeamStore(connection).teams(of: id))
        }
    }
}

/// How much somebody's clips near a question were of use. The objection counts before the stage.
private struct Worth: Comparable {
    private var sameObjection = 0
    private var sameStage = 0

    /// A clip counts by itself; kept and helpful ones count more than played ones.
    mutating func add(_ clip: NearbyPeopleStore.NearClip) {
        let value = 1 + 3 * clip.kept + 3 * clip.helped + clip.played
        if clip.hasObjection { sameObjection += clip.hasStage ? 2 * value : value } else { sameStage += value }
    }

    static func < (left: Worth, right: Worth) -> Bool {
        (left.sameObjection, left.sameStage) < (right.sameObjection, right.sameStage)
    }
}
