import Database
package import Domain
import Recall
import Store

/// What is believed to be remembered, and how good these beliefs are.
package struct MemoryService: Sendable {
    let ground: Ground

    package init(ground: Ground) {
        self.ground = ground
    }

    /// One's own memory, or that of somebody one manages, who sees the same and who looked.
    /// - Throws: 404 or 403 as `Permission.requireMemory` says.
    package func show(of person: ID<Person>, by actor: Actor) async throws -> MemoryShown {
        let now = ground.world.now()
        try await noteLook(at: person, by: actor)
        return try await ground.database.read { connection in
            let people = PersonStore(connection)
            guard let found = try people.find(person) else { throw Problem.notFound }
            let day = try RecallHabitStore(connection).habit(of: person).zone.day(of: now)
            let inUse = try VectorsInUse.of(person, connection)
            let rows = try Self.rows(of: person, on: day, inUse, connection)
            let observed = try Self.observed(of: person, since: day.advanced(byDays: -29), connection)
            return MemoryShown(
                person: found, isMe: actor.person.id == person, day: day, rows: rows,
                expected: Expectation(chances: rows.compactMap(\.chance), error: Expectation.usualError),
                due: observed.due, probes: observed.probes, basis: try Self.basis(inUse.id, connection),
                answers: observed.all, looks: try Self.looks(at: person, connection))
        }
    }

    /// Whoever looks at somebody else's memory is written down before it is read.
    private func noteLook(at person: ID<Person>, by actor: Actor) async throws {
        guard actor.person.id != person else { return }
        try await ground.change { connection, events in
            guard try PersonStore(connection).find(person) != nil else { throw Problem.notFound }
            try Permission.requireMemory(
                of: person, teams: try TeamStore(connection).teams(of: person), for: actor)
            events.append(Event("memory.looked_at", by: actor, object: person.text))
        }
    }

    private static func rows(
        of person: ID<Person>, on day: Day, _ inUse: VectorsInUse.InUse, _ connection: any Connection
    ) throws -> [MemoryShown.Row] {
        let memories = try MemoryStore(connection).list(of: person)
        let cues = try CueStore(connection).find(ids: memories.map(\.cue))
        return memories.compactMap { memory in
            cues[memory.cue].map {
                MemoryShown.Row(cue: $0, memory: memory, chance: inUse.model.chance(of: memory.known, on: day))
            }
        }.sorted { ($0.chance ?? 2, $0.cue.id.text) < ($1.chance ?? 2, $1.cue.id.text) }
    }

    /// Scored answers only: a day or more after the one before.
    private static func observed(
        of person: ID<Person>, since start: Day, _ connection: any Connection
    ) throws -> (due: MemoryShown.Observed, probes: MemoryShown.Observed, all: Int) {
        var lines: [ID<Cue>: [MemoryLog.Line]] = [:]
        try RecallStore(connection).traces(of: person) { lines[$0.cue, default: []].append(MemoryLog.Line($0)) }
        let answers = lines.values.flatMap { MemoryLog($0).answers }
        let recent = answers.filter { $0.line.day >= start && $0.line.chance != nil }
        func count(_ occasion: RecallOccasion) -> MemoryShown.Observed {
            let those = recent.filter { $0.line.occasion == occasion }
            return MemoryShown.Observed(answers: those.count, passed: those.count { $0.grade != .forgot })
        }
        return (count(.scheduled), count(.probe), answers.count)
    }

    private static func basis(
        _ vector: ID<MemoryVector>, _ connection: any Connection
    ) throws -> MemoryShown.Basis {
        guard let found = try MemoryVectorStore(connection).find(vector) else { return .flashcards }
        return found.person == nil ? .team : .own
    }

    private static func looks(at person: ID<Person>, _ connection: any Connection) throws -> [MemoryShown.Look] {
        try EventStore(connection).list(object: person.text, limit: 200)
            .filter { $0.event.name == "memory.looked_at" }.prefix(10).map { stored in
                let name = try stored.event.actor.flatMap { try PersonStore(connection).find($0)?.name }
                return MemoryShown.Look(name: name ?? "", at: stored.at)
            }
    }
}
