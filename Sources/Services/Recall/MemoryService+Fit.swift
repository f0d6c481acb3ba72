import Database
package import Domain
import Recall
import Store

/// Fitting the memory model to the team's own log, going back to an older vector, and replaying.
extension MemoryService {
    // MARK: Fitting

    /// Fits to everybody's log, deploys what predicts better, and replays every memory with it.
    package func fit(by actor: Actor) async throws -> FitReport {
        try Permission.requireAdmin(actor)
        return try await fit(as: actor.person.id, isOperator: actor.isOperator)
    }

    /// - Parameter person: nil for the nightly job.
    func fit(as person: ID<Person>?, isOperator: Bool = false) async throws -> FitReport {
        let world = ground.world
        let started = world.uptimeSeconds()
        let (team, vectors) = try await ground.database.read { (try TeamLog($0), try VectorsInUse($0)) }
        let outcome = try await onQuietThread { MemoryFitting(team: team, vectors: vectors).run() }
        let scored = team.log.scoredCount
        try await ground.change { connection, events in
            try Self.keep(outcome, scored: scored, world, connection)
            events.append(
                Event(
                    "memory.fitted", actor: person, isOperator: isOperator,
                    note: outcome.pooledTrial.isDeployed || outcome.ownTrial.isDeployed ? "deployed" : "kept the old"))
        }
        if outcome.pooled != nil || !outcome.own.isEmpty { try await replayAll() }
        return FitReport(
            scored: scored, people: team.people.count, pooled: outcome.pooledTrial, own: outcome.ownTrial,
            ownVectors: outcome.own.count, seconds: world.uptimeSeconds() - started)
    }

    /// Leaves a fit for tonight with the worker: once a day, and only when enough was answered since the last one.
    func fitNightly(_ queue: JobQueue) async throws {
        let now = ground.world.now()
        try await ground.database.write { connection in
            let settings = SettingStore(connection)
            let last = try settings.get(Self.fittedOn).flatMap { Day(parsing: $0) }
            guard last.map({ $0 < now.day }) ?? true else { return }
            let since = last ?? Day(daysSince1970: 0)
            guard try RecallStore(connection).count(since: since) >= Self.fewestNew else { return }
            try settings.set(Self.fittedOn, to: now.day.description, at: now)
            try queue.add(FitMemory(), clip: nil, person: nil, connection)
        }
    }

    private static let fittedOn = "memory.fitted_on"
    /// With less that is new nothing new is learned.
    private static let fewestNew = 20

    private static func keep(
        _ outcome: MemoryFitting.Outcome, scored: Int, _ world: World, _ connection: any Connection
    ) throws {
        let store = MemoryVectorStore(connection)
        let now = world.now()
        if outcome.pooledTrial.newLoss != nil {
            try store.insert(
                vector(
                    nil, outcome.pooled, outcome.pooledTrial, answers: scored, id: world.id(), at: now))
        }
        if outcome.pooled != nil { try store.rollBackOwn() }
        for (person, fit) in outcome.own.sorted(by: { $0.key.text < $1.key.text }) {
            try store.insert(
                vector(person, fit.parameters, outcome.ownTrial, answers: fit.answers, id: world.id(), at: now))
        }
    }

    private static func vector(
        _ person: ID<Person>?, _ parameters: MemoryParameters?, _ trial: FitReport.Trial, answers: Int,
        id: ID<MemoryVector>, at now: Instant
    ) -> MemoryVector {
        MemoryVector(
            id: id, person: person, model: MemoryModel.version, values: parameters?.values ?? [], answers: answers,
            oldLoss: trial.oldLoss, newLoss: trial.newLoss, upper: trial.upper,
            state: parameters == nil ? .refused : .deployed, createdAt: now)
    }

    /// Everybody's vectors, latest first, refused ones included, and how many people have one of their own.
    package func vectors(by actor: Actor) async throws -> (pooled: [MemoryVector], own: Int) {
        try Permission.requireAdmin(actor)
        return try await ground.database.read { connection in
            let store = MemoryVectorStore(connection)
            return (try store.pooled(limit: 100), try store.deployedForPeople().count)
        }
    }

    /// Takes the vector in use for everybody out of use: the one before it counts again, and nobody has one of their own.
    /// - Throws: 409 `not_in_use` for any other vector.
    package func rollBack(_ id: ID<MemoryVector>, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        try await ground.change { connection, events in
            let store = MemoryVectorStore(connection)
            guard let vector = try store.find(id), vector.person == nil else { throw Problem.notFound }
            guard try store.deployed(for: nil)?.id == id else {
                throw Problem.conflict("not_in_use", "This vector is not in use")
            }
            try store.setState(.rolledBack, of: id)
            try store.rollBackOwn()
            events.append(Event("memory.rolled_back", by: actor, object: id.text))
        }
        try await replayAll()
    }

    // MARK: Replaying

    /// What a replay of the whole log found.
    package struct ReplayReport: Sendable, Hashable {
        package let memories: Int
        package let answers: Int
        /// Stored memories that are not what their log and the parameters in use give; as `person cue`.
        package let differences: [String]
        package let seconds: Double
    }

    /// Holds every stored memory against its replay.
    /// - Parameter repairs: writes what the replay gave where it differs.
    package func replay(repairs: Bool, by actor: Actor) async throws -> ReplayReport {
        try Permission.requireAdmin(actor)
        let report = try await replayAll(repairs: repairs)
        if repairs {
            try await ground.change { _, events in events.append(Event("memory.replayed", by: actor)) }
        }
        return report
    }

    @discardableResult
    func replayAll(repairs: Bool = true) async throws -> ReplayReport {
        let world = ground.world
        let started = world.uptimeSeconds()
        let people = try await ground.database.read { try MemoryStore($0).people() }
        var (memories, answers) = (0, 0)
        var differences: [String] = []
        for person in people {
            // One transaction a person: nobody who answers meanwhile waits for the whole team.
            let body: @Sendable (any Connection) throws -> MemoryReplayer.Found = { connection in
                try MemoryReplayer(person: person, now: world.now()).run(repairs: repairs, connection)
            }
            let found = try await repairs ? ground.database.write(body) : ground.database.read(body)
            memories += found.memories
            answers += found.answers
            differences += found.differences.map { "\(person) \($0)" }
        }
        return ReplayReport(
            memories: memories, answers: answers, differences: differences,
            seconds: world.uptimeSeconds() - started)
    }
}

/// Replays one person's log.
struct MemoryReplayer {
    struct Found: Sendable {
        var memories = 0
        var answers = 0
        var differences: [ID<Cue>] = []
    }

    let person: ID<Person>
    let now: Instant

    func run(repairs: Bool, _ connection: any Connection) throws -> Found {
        var lines: [ID<Cue>: [MemoryLog.Line]] = [:]
        try RecallStore(connection).traces(of: person) { lines[$0.cue, default: []].append(MemoryLog.Line($0)) }
        let store = MemoryStore(connection)
        let memories = try store.all(of: person)
        let cues = try CueStore(connection).find(ids: memories.map(\.cue))
        let inUse = try VectorsInUse.of(person, connection)
        var found = Found()
        for memory in memories {
            guard let cue = cues[memory.cue] else { continue }
            let log = MemoryLog(lines[memory.cue] ?? [])
            let replayed = log.replayed(inUse, cue, retention: memory.retention)
            found.memories += 1
            found.answers += log.answers.count
            guard replayed?.known != memory.known || (replayed.map { $0.dueOn != memory.dueOn } ?? false) else {
                continue
            }
            found.differences.append(memory.cue)
            if repairs {
                try store.setKnown(
                    replayed?.known, dueOn: replayed?.dueOn ?? memory.dueOn, of: person, memory.cue, at: now)
            }
        }
        return found
    }
}
