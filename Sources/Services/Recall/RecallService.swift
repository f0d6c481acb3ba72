import Database
package import Domain
import Recall
import Store

/// Being asked: what is due today, one cue after the other, the answer before the reveal.
package struct RecallService: Sendable {
    let ground: Ground
    private let knownWaiting: FreshCache<WaitingKey, Waiting>

    package init(ground: Ground) {
        self.ground = ground
        knownWaiting = FreshCache(
            ground.database.changes,
            tables: [
                "memory", "cue", "recall", "showing", "recall_habit", "person_zone", "memory_parameters", "person",
            ])
    }

    /// What every page says of one's recalls.
    package struct Waiting: Sendable, Hashable {
        package let scheduled: Int
        /// Today, at most what the caps leave room for.
        package let cues: Int
    }

    /// Days begin at quarters of an hour, wherever somebody is.
    private struct WaitingKey: Hashable {
        let person: ID<Person>
        let quarter: Int64
    }

    // MARK: Habit

    package func habit(of actor: Actor) async throws -> RecallHabit {
        try await ground.database.read { try RecallHabitStore($0).habit(of: actor.person.id) }
    }

    /// - Throws: `Problem.invalid`.
    package func setHabit(_ habit: RecallHabit, by actor: Actor) async throws {
        guard !actor.isOperator else { throw Problem.forbidden() }
        try habit.check()
        let now = ground.world.now()
        try await ground.change { connection, events in
            try RecallHabitStore(connection).set(habit, of: actor.person.id, at: now)
            events.append(Event("recall.habit_set", by: actor, object: actor.person.id.text))
        }
    }

    // MARK: Today

    package func today(by actor: Actor) async throws -> RecallToday {
        let now = ground.world.now()
        return try await ground.database.read { connection in
            let desk = try RecallDesk(actor.person.id, at: now, connection)
            let queue = desk.queue
            let items = queue.items
            return RecallToday(
                day: desk.day, habit: desk.habit, waiting: items.count, due: queue.due.count, new: queue.new.count,
                done: queue.done.count, canRetry: desk.retries.count, scheduled: desk.entries.count,
                minutes: Int((Double(items.count) * queue.secondsPerCue / 60).rounded(.up)),
                open: try ShowingStore(connection).open(of: actor.person.id)?.id,
                nextDue: desk.entries.filter { !queue.done.cues.contains($0.memory.cue) }.map(\.memory.dueOn).min(),
                isQuiet: desk.habit.isQuiet(on: desk.day), isHeld: desk.habit.isHeld(on: desk.day))
        }
    }

    /// How many cues wait now: on every page, so it is kept as long as nothing changes.
    package func waiting(for person: ID<Person>) async throws -> Waiting {
        let now = ground.world.now()
        return try await knownWaiting.value(WaitingKey(person: person, quarter: now.milliseconds / 900_000)) {
            try await ground.database.read { connection in
                let desk = try RecallDesk(person, at: now, connection)
                return Waiting(scheduled: desk.entries.count, cues: desk.entries.isEmpty ? 0 : desk.queue.items.count)
            }
        } ?? Waiting(scheduled: 0, cues: 0)
    }

    /// What the cues in one's schedule are about.
    package func objections(by actor: Actor) async throws -> Set<ID<Term>> {
        try await ground.database.read { connection in
            Set(try MemoryStore(connection).entries(of: actor.person.id).compactMap(\.objection))
        }
    }

    // MARK: One cue after the other

    /// Puts the next cue before somebody. The prediction is frozen here, before anybody knows the answer.
    /// - Parameter zone: where the person is now; from the next day on their days are counted there.
    /// - Returns: What is open already, or nil when nothing is left.
    package func next(_ ask: RecallAsk, zone: LearnerZone? = nil, by actor: Actor) async throws -> ID<Showing>? {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let me = actor.person.id
        return try await ground.database.write { connection in
            let now = world.now()
            try Self.follow(zone, me, connection)
            if case .cue(let id) = ask { try Self.enter(id, for: actor, at: now, world, connection) }
            let desk = try RecallDesk(me, at: now, connection)
            let showings = ShowingStore(connection)
            if let open = try showings.open(of: me) {
                let isAsked = if case .cue(let id) = ask { id == open.cue } else { true }
                let isStill = open.answer != nil || (open.day == desk.day && desk.holds(open.cue) && isAsked)
                if isStill { return open.id }
                _ = try showings.settle(open.id, at: now)
            }
            guard let item = desk.items(ask).first, let cue = try CueStore(connection).find(item.entry.memory.cue)
            else {
                return nil
            }
            let known = item.entry.memory.known
            let turn = known?.answers ?? 0
            let moment = try Self.moment(of: cue.id, turn: turn, for: actor, connection)
            let showing = Showing(
                id: world.id(), person: me, cue: cue.id, cueVersion: cue.version, epoch: cue.epoch,
                occasion: item.occasion,
                line: try moment.flatMap { try Self.heard($0, connection) }
                    ?? cue.content.lines[turn % cue.content.lines.count],
                moment: moment, shownAt: now, day: desk.day,
                // The curve says nothing of the same day.
                chance: known.flatMap { $0.lastDay < desk.day ? desk.inUse.model.chance(of: $0, on: desk.day) : nil },
                parameters: desk.inUse.id)
            try showings.insert(showing)
            return showing.id
        }
    }

    /// - Throws: `Problem.notFound` for what is missing or somebody else's.
    package func show(_ id: ID<Showing>, by actor: Actor) async throws -> ShowingShown {
        try await ground.database.read { try Self.show(id, by: actor, $0) }
    }

    /// Another speaker than last time wherever there is one, and each place in its turn.
    private static func moment(
        of cue: ID<Cue>, turn: Int, for actor: Actor, _ connection: any Connection
    ) throws -> CueMoment? {
        let moments = try CueStore(connection).moments(of: [cue])[cue] ?? []
        let clips = try ClipStore(connection).find(ids: moments.map(\.clip), visibleTo: actor).filter(\.isShown)
        let speakers = Dictionary(
            clips.map { ($0.id, $0.details.speakers.first?.name ?? $0.owner.text) }, uniquingKeysWith: { $1 })
        // One of each speaker, then the second of each, and so on: the turn walks over people first.
        let rounds = Dictionary(grouping: moments.filter { speakers[$0.clip] != nil }) { speakers[$0.clip] ?? "" }
        let longest = rounds.values.map(\.count).max() ?? 0
        let order = (0..<longest).flatMap { round in
            rounds.sorted { $0.key < $1.key }.compactMap { round < $0.value.count ? $0.value[round] : nil }
        }
        return order.isEmpty ? nil : order[turn % order.count]
    }

    /// What the buyer says there, in the words of the transcript: that is what is asked.
    private static func heard(_ moment: CueMoment, _ connection: any Connection) throws -> String? {
        guard let voice = moment.voice, let transcript = try TranscriptStore(connection).latest(of: moment.clip) else {
            return nil
        }
        let text = BuyerVoice.text(of: voice, in: transcript.lines)
        return text.isEmpty ? nil : String(text.prefix(300))
    }

    private static func enter(
        _ id: ID<Cue>, for actor: Actor, at now: Instant, _ world: World, _ connection: any Connection
    ) throws {
        guard let cue = try CueStore(connection).find(id, visibleTo: actor), cue.state == .active else {
            throw Problem.notFound
        }
        let me = actor.person.id
        let habit = try RecallHabitStore(connection).habit(of: me)
        let isNew = try MemoryStore(connection).enter(
            id, for: me, source: .chosen, dueOn: habit.zone.day(of: now), at: now)
        guard isNew else { return }
        try EventStore(connection).append(
            Event("memory.entered", by: actor, object: id.text), id: world.id(), at: now)
    }

    private static func follow(
        _ zone: LearnerZone?, _ person: ID<Person>, _ connection: any Connection
    ) throws {
        let zones = ZoneStore(connection)
        guard let zone = zone.flatMap({ PersonZone($0.name) }), try zones.zone(of: person) != zone else { return }
        try zones.set(zone, of: person)
    }

    static func show(_ id: ID<Showing>, by actor: Actor, _ connection: any Connection) throws -> ShowingShown {
        let cues = CueStore(connection)
        guard let showing = try ShowingStore(connection).find(id, of: actor.person.id),
            let cue = try cues.find(showing.cue),
            let content = try cues.content(of: cue.id, version: showing.cueVersion)
        else { throw Problem.notFound }
        guard showing.answer != nil else {
            return ShowingShown(
                showing: showing, objection: cue.objection,
                voice: try voice(of: showing, for: actor, connection), reveal: nil)
        }
        let peer = try showing.moment.flatMap { moment in
            try ClipStore(connection).find(moment.clip, visibleTo: actor).map {
                ShowingShown.Peer(clip: $0, moment: moment)
            }
        }
        return ShowingShown(
            showing: showing, objection: cue.objection, voice: nil,
            reveal: ShowingShown.Reveal(
                points: content.points, peer: peer, result: try result(of: showing, connection),
                usesFourGrades: try RecallHabitStore(connection).habit(of: actor.person.id).usesFourGrades))
    }

    private static func voice(
        of showing: Showing, for actor: Actor, _ connection: any Connection
    ) throws -> ShowingShown.Voice? {
        guard let moment = showing.moment,
            let range = try CueStore(connection).moments(of: [showing.cue])[showing.cue]?
                .first(where: { $0.id == moment.id })?.voice,
            let clip = try ClipStore(connection).find(moment.clip, visibleTo: actor), clip.isShown
        else { return nil }
        return ShowingShown.Voice(clip: clip.id, range: range)
    }

    private static func result(of showing: Showing, _ connection: any Connection) throws -> ShowingShown.Result? {
        guard showing.settledAt != nil, let answer = showing.answer else { return nil }
        let lines = try RecallStore(connection).history(of: showing.person, showing.cue)
            .filter { $0.answeredAt == answer.at }
        guard let first = lines.first(where: { $0.corrects == nil }), let last = lines.last else { return nil }
        return ShowingShown.Result(
            recall: first.id, grade: last.grade, ticked: Set(last.ticked),
            dueOn: try MemoryStore(connection).find(showing.person, showing.cue).flatMap {
                $0.leftAt == nil ? $0.dueOn : nil
            })
    }
}
