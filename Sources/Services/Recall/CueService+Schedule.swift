import Database
package import Domain
import Store

/// Cues in people's schedules.
extension CueService {
    /// "Remember this": it is asked from today on. Twice is once.
    package func remember(_ id: ID<Cue>, source: MemorySource = .chosen, by actor: Actor) async throws -> CueShown {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let now = ground.world.now()
        let me = actor.person.id
        return try await ground.change { connection, events in
            guard let cue = try CueStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
            guard cue.state == .active else {
                throw Problem.conflict("cue_retired", "This cue is not asked any more")
            }
            let habit = try RecallHabitStore(connection).habit(of: me)
            let isNew = try MemoryStore(connection).enter(
                id, for: me, source: source, dueOn: habit.zone.day(of: now), at: now)
            if isNew { events.append(Event("memory.entered", by: actor, object: id.text)) }
            return try Self.shown([cue], by: actor, connection)[0]
        }
    }

    /// Puts a cue into somebody's schedule inside the caller's transaction: how review sets do it for those they are given to.
    /// - Parameter retention: how surely sets want it known; nil for as surely as the cue says.
    static func enter(
        _ cue: Cue, for person: ID<Person>, source: MemorySource, retention: Double?, at now: Instant,
        _ connection: any Connection
    ) throws {
        let store = MemoryStore(connection)
        let habit = try RecallHabitStore(connection).habit(of: person)
        _ = try store.enter(cue.id, for: person, source: source, dueOn: habit.zone.day(of: now), at: now)
        guard let memory = try store.find(person, cue.id), memory.retention != retention else { return }
        try store.setRetention(retention, of: person, cue.id, at: now)
        guard memory.known != nil, let changed = try store.find(person, cue.id) else { return }
        try MemoryLog.refresh(changed, cue, try VectorsInUse.of(person, connection), at: now, connection)
    }

    /// What a clip answers enters the schedule of somebody who watched it to its end and agreed to that. What they let go of
    /// stays out.
    static func enterWatched(
        _ clip: ID<Clip>, by actor: Actor, _ world: World, _ connection: any Connection
    ) throws {
        let me = actor.person.id
        let habit = try RecallHabitStore(connection).habit(of: me)
        guard habit.entersWatched, !actor.isOperator else { return }
        let now = world.now()
        let memories = MemoryStore(connection)
        for cue in try CueStore(connection).list(clip: clip, visibleTo: actor, limit: 20) {
            guard try memories.find(me, cue.id) == nil else { continue }
            _ = try memories.enter(cue.id, for: me, source: .watched, dueOn: habit.zone.day(of: now), at: now)
            try EventStore(connection).append(
                Event("memory.entered", by: actor, object: cue.id.text, note: "watched"), id: world.id(), at: now)
        }
    }

    /// Not asked any more; what was answered stays in the log.
    package func letGo(_ id: ID<Cue>, by actor: Actor) async throws {
        let now = ground.world.now()
        try await ground.change { connection, events in
            guard try MemoryStore(connection).leave(id, for: actor.person.id, at: now) else { throw Problem.notFound }
            events.append(Event("memory.left", by: actor, object: id.text))
        }
    }

    /// A material change caps what everybody knows of it, another retention moves when it is due: both are replays.
    static func refreshMemories(of cue: Cue, at now: Instant, _ connection: any Connection) throws {
        let vectors = try VectorsInUse(connection)
        for memory in try MemoryStore(connection).list(of: cue.id) where memory.known != nil {
            try MemoryLog.refresh(memory, cue, vectors[memory.person], at: now, connection)
        }
    }
}
