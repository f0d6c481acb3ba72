import Database
package import Domain
import Store

/// Asking for feedback: by name, or by who offered to help, or by whose turn it is; and what waits for whom.
extension FeedbackService {
    /// So many people are waited for at a time.
    static let askedAtOnce = 2

    /// What waits for one person, and why.
    package struct InboxItem: Sendable {
        package let turn: FeedbackTurn
        package let ask: FeedbackAsk
        package let clip: Clip
        package let askerName: String
    }

    package struct Inbox: Sendable {
        /// Oldest first, without what was put off.
        package let items: [InboxItem]
        package let snoozed: [InboxItem]
        package let help: FeedbackHelp
        /// How often this person was asked in the last seven days.
        package let usedThisWeek: Int
    }

    /// How far an ask is, for those who may see it.
    package struct AskShown: Sendable {
        package struct Turn: Sendable {
            package let turn: FeedbackTurn
            package let name: String
        }

        package let ask: FeedbackAsk
        package let turns: [Turn]
    }

    // MARK: Asking

    /// - Parameter person: who is asked for by name; nil leaves it to the router.
    /// - Throws: `Problem.invalid` for somebody who may not see the clip; 409 `budget_used` for somebody who was asked often
    ///   enough this week, 409 `asked_already`, 409 `nobody_free` when the router finds nobody.
    package func ask(
        _ person: ID<Person>?, about id: ID<Clip>, note: String, by actor: Actor
    ) async throws -> AskShown {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let note = try FeedbackAsk.checkedNote(note)
        let world = ground.world
        let (shown, news) = try await ground.change { connection, events in
            let scene = try Scene(clip: id, actor, connection)
            guard scene.allows(.ask) else { throw Problem.forbidden() }
            let news = try scene.ask(person, note: note, world)
            events.append(Event("feedback.asked", by: actor, object: id.text))
            guard let ask = try FeedbackAskStore(connection).open(of: id) else { throw Problem.notFound }
            return (try scene.shown(ask), news)
        }
        await tell(news)
        return shown
    }

    package func withdrawAsk(about id: ID<Clip>, by actor: Actor) async throws {
        let now = ground.world.now()
        try await ground.change { connection, events in
            let scene = try Scene(clip: id, actor, connection)
            guard scene.allows(.ask) else { throw Problem.forbidden() }
            guard let ask = try FeedbackAskStore(connection).open(of: id) else { throw Problem.notFound }
            try FeedbackAskStore(connection).close(ask.id, at: now)
            events.append(Event("feedback.ask_withdrawn", by: actor, object: id.text))
        }
    }

    /// The open ask of a clip, for those who may ask; nil when there is none or it is not theirs to know.
    package func ask(about id: ID<Clip>, by actor: Actor) async throws -> AskShown? {
        try await ground.database.read { connection in
            let scene = try Scene(clip: id, actor, connection)
            guard scene.allows(.ask), let ask = try FeedbackAskStore(connection).open(of: id) else { return nil }
            return try scene.shown(ask)
        }
    }

    // MARK: The inbox

    package func inbox(of actor: Actor) async throws -> Inbox {
        let world = ground.world
        let now = world.now()
        return try await ground.database.read { connection in
            let store = FeedbackAskStore(connection)
            let me = actor.person.id
            let waiting = try store.waiting(for: me, limit: 200)
            let clips = try ClipStore(connection).find(ids: waiting.map(\.ask.clip), visibleTo: actor)
            let byID = Dictionary(clips.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let names = try PersonStore(connection).names(of: waiting.map(\.ask.asker))
            let items = waiting.compactMap { entry in
                byID[entry.ask.clip].map {
                    InboxItem(turn: entry.turn, ask: entry.ask, clip: $0, askerName: names[entry.ask.asker] ?? "")
                }
            }
            let isSnoozed = { (item: InboxItem) in item.turn.snoozedUntil.map { $0 > now } ?? false }
            return Inbox(
                items: items.filter { !isSnoozed($0) }, snoozed: items.filter(isSnoozed),
                help: try store.help(among: [me])[me] ?? .usual,
                usedThisWeek: try store.turnCounts(since: now.advanced(bySeconds: -7 * 86_400), among: [me])[me] ?? 0)
        }
    }

    /// Out of sight for some days; it is still waited for.
    package func snooze(_ id: ID<FeedbackTurn>, days: Int, by actor: Actor) async throws {
        guard (1...30).contains(days) else {
            throw Problem.invalid("days", "Please give a whole number from 1 to 30.")
        }
        let until = ground.world.now().advanced(bySeconds: Int64(days) * 86_400)
        try await ground.change { connection, events in
            let store = FeedbackAskStore(connection)
            guard let turn = try store.waiting(id, of: actor.person.id) else { throw Problem.notFound }
            try store.snooze(turn.id, until: until)
            events.append(Event("feedback.snoozed", by: actor, object: id.text))
        }
    }

    /// Not me: somebody else is asked, and whoever asked learns why.
    package func handBack(_ id: ID<FeedbackTurn>, reason: RequestReason, by actor: Actor) async throws {
        let world = ground.world
        let (back, next) = try await ground.change { connection, events in
            let store = FeedbackAskStore(connection)
            guard let turn = try store.waiting(id, of: actor.person.id), let ask = try store.find(turn.ask) else {
                throw Problem.notFound
            }
            let now = world.now()
            try store.end(id, as: .handedBack, reason: reason.text, at: now)
            events.append(Event("feedback.handed_back", by: actor, object: id.text))
            let scene = try Scene(clip: ask.clip, actor, connection)
            let turns = try store.turns(of: ask.id)
            var asked: Set<ID<Person>> = []
            let next = try scene.candidates(besides: Set(turns.map(\.person) + [ask.asker]), world).first
            if let next, !turns.contains(where: { $0.state == .waiting }) {
                try store.insert(
                    FeedbackTurn(id: world.id(), ask: ask.id, person: next.person, why: next.why, routedAt: now))
                asked = [next.person]
            }
            return (
                try scene.news(.ask, "handed_back", to: [ask.asker], about: nil, world),
                try scene.news(.ask, "asked", to: asked, about: nil, world)
            )
        }
        await tell(back)
        await tell(next)
    }

    package func help(of actor: Actor) async throws -> FeedbackHelp {
        try await ground.database.read { connection in
            try FeedbackAskStore(connection).help(among: [actor.person.id])[actor.person.id] ?? .usual
        }
    }

    /// - Throws: `Problem.invalid` for an entry of a list that is no stage and no objection.
    package func setHelp(_ help: FeedbackHelp, by actor: Actor) async throws -> FeedbackHelp {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let now = ground.world.now()
        try await ground.change { connection, events in
            let taxonomy = try TermStore(connection).taxonomy()
            guard help.terms.allSatisfy({ [.stage, .objection].contains(taxonomy.term($0)?.kind) }) else {
                throw Problem.invalid("terms", "Please choose stages and objections.")
            }
            try FeedbackAskStore(connection).setHelp(help, of: actor.person.id, at: now)
            events.append(Event("feedback.help_set", by: actor, object: actor.person.id.text))
        }
        return help
    }
}

extension FeedbackService.Scene {
    /// Asks somebody by name, or those the router finds.
    /// - Parameter fewest: so many are waited for at a time, if the router finds them.
    /// - Throws: as `FeedbackService.ask`.
    func ask(
        _ person: ID<Person>?, note: String, atLeast fewest: Int = 1, _ world: World
    ) throws -> FeedbackService.News {
        let store = FeedbackAskStore(connection)
        let existing = try store.open(of: clip.id)
        let now = world.now()
        let ask =
            existing ?? FeedbackAsk(id: world.id(), clip: clip.id, asker: actor.person.id, note: note, createdAt: now)
        if existing == nil { try store.insert(ask) }
        let turns = try store.turns(of: ask.id)
        var asked: [(person: ID<Person>, why: FeedbackTurn.Why)] = []
        if let person {
            guard !turns.contains(where: { $0.person == person }) else {
                throw Problem.conflict("asked_already", "They were asked already")
            }
            asked = [(try checked(person, world), .named)]
        } else {
            let missing = max(fewest, FeedbackService.askedAtOnce) - turns.count { $0.state == .waiting }
            asked = Array(try candidates(besides: Set(turns.map(\.person)), world).prefix(max(0, missing)))
            guard !asked.isEmpty else {
                throw Problem.conflict(
                    "nobody_free", "Nobody is free just now",
                    "Everyone who could look was asked often enough this week. Ask somebody by name, or later.")
            }
        }
        for entry in asked {
            try store.insert(
                FeedbackTurn(id: world.id(), ask: ask.id, person: entry.person, why: entry.why, routedAt: now))
        }
        return try news(.ask, "asked", to: Set(asked.map(\.person)), about: nil, world)
    }

    /// Whoever said something has done what they were asked for; when nobody is left, the ask is answered.
    /// - Returns: who asked, when this answered them.
    func answerAsk(at now: Instant) throws -> ID<Person>? {
        let store = FeedbackAskStore(connection)
        guard let ask = try store.open(of: clip.id) else { return nil }
        let turns = try store.turns(of: ask.id)
        guard let mine = turns.first(where: { $0.person == actor.person.id && $0.state == .waiting }) else {
            return nil
        }
        try store.end(mine.id, as: .answered, at: now)
        if !turns.contains(where: { $0.state == .waiting && $0.id != mine.id }) { try store.close(ask.id, at: now) }
        return ask.asker
    }

    func shown(_ ask: FeedbackAsk) throws -> FeedbackService.AskShown {
        let turns = try FeedbackAskStore(connection).turns(of: ask.id)
        let names = try PersonStore(connection).names(of: turns.map(\.person))
        return FeedbackService.AskShown(
            ask: ask, turns: turns.map { FeedbackService.AskShown.Turn(turn: $0, name: names[$0.person] ?? "") })
    }

    /// Somebody who is asked for by name.
    func checked(_ person: ID<Person>, _ world: World) throws -> ID<Person> {
        guard let found = try PersonStore(connection).find(person), found.isActive, person != actor.person.id,
            // Whoever is asked by name may see a take: that is what asking means.
            try clip.take != nil || sees(found)
        else {
            throw Problem.invalid("to", "Please choose somebody else who may see this clip.")
        }
        guard try haveBudget([person], world).contains(person) else {
            throw Problem.conflict(
                "budget_used", "\(found.name) was asked often enough this week",
                "Please choose somebody else. Nothing was changed.")
        }
        return person
    }

    /// Those who offered to help with what the clip is about, then the team's performers and managers: who was asked least
    /// often lately comes first.
    func candidates(
        besides others: Set<ID<Person>>, _ world: World
    ) throws -> [(person: ID<Person>, why: FeedbackTurn.Why)] {
        let store = FeedbackAskStore(connection)
        let now = world.now()
        let excluded = others.union(receivers).union([actor.person.id])
        let offered = try store.helpers(with: [clip.details.objection, clip.details.stage].compactMap { $0 })
        let members = try TeamStore(connection).members(of: clip.team)
            .filter { $0.role == .performer || $0.role == .manager }
            .sorted { ($0.role == .performer ? 0 : 1, $0.id.text) < ($1.role == .performer ? 0 : 1, $1.id.text) }
        let people = (offered + members.map(\.id).filter { !offered.contains($0) }).filter { !excluded.contains($0) }
        let help = try store.help(among: people)
        let free = try haveBudget(people, world)
        let lately = try store.turnCounts(since: now.advanced(bySeconds: -30 * 86_400), among: people)
        let able = try people.filter { id in
            guard free.contains(id), (help[id] ?? .usual).isThere(on: now.day),
                let person = try PersonStore(connection).find(id), person.isActive
            else { return false }
            return try sees(person)
        }
        func order(_ among: [ID<Person>]) -> [ID<Person>] {
            among.enumerated().sorted { (lately[$0.element] ?? 0, $0.offset) < (lately[$1.element] ?? 0, $1.offset) }
                .map(\.element)
        }
        let subjects = order(able.filter(offered.contains)).map { (person: $0, why: FeedbackTurn.Why.subject) }
        let turns = order(able.filter { !offered.contains($0) }).map { (person: $0, why: FeedbackTurn.Why.rota) }
        return subjects + turns
    }

    /// Those of `people` who were asked less often in the last seven days than they allow.
    private func haveBudget(_ people: [ID<Person>], _ world: World) throws -> Set<ID<Person>> {
        let store = FeedbackAskStore(connection)
        let help = try store.help(among: people)
        let used = try store.turnCounts(since: world.now().advanced(bySeconds: -7 * 86_400), among: people)
        return Set(people.filter { (used[$0] ?? 0) < (help[$0] ?? .usual).perWeek })
    }

    /// Of a take also those who would see it by being asked: people of its own team.
    private func sees(_ person: Person) throws -> Bool {
        let other = Actor(person: person, teams: try TeamStore(connection).teams(of: person.id))
        return Permission.allows(Permission.ClipAction.see, for: other, on: clip.access)
            || (clip.take != nil && other.teams.contains(clip.team))
    }
}
