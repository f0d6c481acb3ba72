import Database
package import Domain
import Lookup
import Store

/// Questions nobody has answered yet: asked, joined, routed to who may know, answered, judged.
package struct RequestService: Sendable {
    let ground: Ground
    let live: LiveFeed
    let index: LiveIndex

    init(ground: Ground, live: LiveFeed, index: LiveIndex) {
        self.ground = ground
        self.live = live
        self.index = index
    }

    /// From here on two questions are taken for the same one without asking.
    static let sameQuestion = 0.8
    /// From here on somebody else's question is shown beside one's own.
    static let likeQuestion = 0.25

    /// Which requests a list shows.
    package enum Scope: Sendable, Hashable, CaseIterable {
        /// Waiting for an answer; asked by oneself; waiting for one's own answer; answered.
        case open, mine, forMe, answered
    }

    // MARK: Reading

    package func list(
        _ scope: Scope, stage: ID<Term>? = nil, objection: ID<Term>? = nil, limit: Int = 100,
        by actor: Actor
    ) async throws -> [RequestShown] {
        try await ground.database.read { connection in
            let found = try RequestStore(connection).list(
                scope.stored, stage: stage, objection: objection, visibleTo: actor, limit: min(max(limit, 1), 200))
            return try Self.shown(found, by: actor, withSteps: false, connection)
        }
    }

    /// - Throws: `Problem.notFound` for what is missing or not this person's to see.
    package func show(_ id: ID<RecordingRequest>, by actor: Actor) async throws -> RequestShown {
        try await ground.database.read { try Self.show(id, by: actor, $0) }
    }

    /// What others ask that is like this: to be joined instead of asked once more. The likest first.
    package func near(_ text: String, objection: ID<Term>?, by actor: Actor) async throws -> [RequestShown] {
        let question = try await question(String(text.prefix(200)), by: actor)
        guard !question.words.isEmpty else { return [] }
        return try await ground.database.read { connection in
            let near = try Self.near(question, objection, by: actor, connection)
            return try Self.shown(Array(near.prefix(5).map(\.request)), by: actor, withSteps: false, connection)
        }
    }

    package func news(of actor: Actor) async throws -> RequestNews {
        try await ground.database.read { connection in
            let store = RequestStore(connection)
            var news = RequestNews()
            let mine = try store.list(.mine, visibleTo: actor, limit: 100).filter { $0.state == .answered }
            let askers = try store.askers(of: mine.map(\.id))
            news.answered = mine.filter { request in
                askers[request.id]?.first { $0.person == actor.person.id }?.verdict == nil
            }
            news.waiting = try store.list(.forMe, visibleTo: actor, limit: 20)
            return news
        }
    }

    // MARK: Asking

    /// Asks, or joins the same question when somebody asks it already.
    /// - Returns: the request, and whether it was there before.
    package func ask(_ new: NewRequest, by actor: Actor) async throws -> (shown: RequestShown, isJoined: Bool) {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let question = try await question(new.text, by: actor)
        let world = ground.world
        let result = try await ground.change { connection, events in
            try Self.check(new, connection)
            let same = try Self.near(question, new.objection, by: actor, connection)
                .first { $0.likeness >= Self.sameQuestion }?.request
            if let same {
                try Self.join(same, note: new.note, by: actor, world, connection)
                events.append(Event("request.joined", by: actor, object: same.id.text))
                return (id: same.id, isJoined: true, asked: Set<ID<Person>>())
            }
            let now = world.now()
            let request = RecordingRequest(
                id: world.id(), text: new.text, stage: new.stage, objection: new.objection,
                team: actor.teams.min { $0.text < $1.text }, state: .open, createdAt: now, updatedAt: now)
            let store = RequestStore(connection)
            try store.insert(request, words: question.words)
            try store.addAsker(RequestAsker(person: actor.person.id, note: new.note, askedAt: now), to: request.id)
            try Self.step(.asked, by: actor, on: request.id, world, connection)
            let asked = try Self.route(request, for: actor, world, connection)
            events.append(Event("request.asked", by: actor, object: request.id.text))
            return (id: request.id, isJoined: false, asked: asked)
        }
        await tell(result.asked, result.id, "asked")
        return (try await show(result.id, by: actor), result.isJoined)
    }

    package func join(_ id: ID<RecordingRequest>, note: String, by actor: Actor) async throws -> RequestShown {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let note = try NewRequest.checkedNote(note)
        return try await change(id, .join, "request.joined", by: actor) { request, _, world, connection in
            try Self.join(request, note: note, by: actor, world, connection)
            return [:]
        }
    }

    /// Asks no longer. The last one to leave closes the question.
    package func leave(_ id: ID<RecordingRequest>, by actor: Actor) async throws {
        _ = try await change(id, .leave, "request.left", by: actor, isLast: true) {
            request, access, world, connection in
            let store = RequestStore(connection)
            try store.removeAsker(actor.person.id, from: id)
            try Self.step(.left, by: actor, on: id, world, connection)
            if access.askers == [actor.person.id] {
                try Self.close(request, reason: "Nobody asks any more.", by: actor, world, connection)
            }
            return [:]
        }
    }

    /// For managers, admins, and an asker who is alone with it.
    package func close(_ id: ID<RecordingRequest>, reason: RequestReason, by actor: Actor) async throws -> RequestShown
    {
        try await change(id, .close, "request.closed", by: actor) { request, access, world, connection in
            try Self.close(request, reason: reason.text, by: actor, world, connection)
            return ["closed": access.askers.subtracting([actor.person.id])]
        }
    }

    // MARK: Budget

    /// How often a person may be asked in seven days, and how often they were.
    package struct Budget: Sendable, Hashable {
        package static let usual = 3
        package let perWeek: Int
        package let used: Int
    }

    package func budget(of actor: Actor) async throws -> Budget {
        let start = weekAgo
        let me = actor.person.id
        return try await ground.database.read { connection in
            let store = RequestStore(connection)
            return Budget(
                perWeek: try store.budgets(among: [me])[me] ?? Budget.usual,
                used: try store.turnCounts(since: start, among: [me])[me] ?? 0)
        }
    }

    package func setBudget(_ perWeek: Int, by actor: Actor) async throws -> Budget {
        guard (0...20).contains(perWeek) else {
            throw Problem.invalid("per_week", "Please give a whole number from 0 to 20.")
        }
        let now = ground.world.now()
        try await ground.change { connection, events in
            try RequestStore(connection).setBudget(perWeek, of: actor.person.id, at: now)
            events.append(Event("request.budget_set", by: actor, object: actor.person.id.text, note: "\(perWeek)"))
        }
        return try await budget(of: actor)
    }

    private var weekAgo: Instant { ground.world.now().advanced(bySeconds: -7 * 86_400) }
}

extension RequestService.Scope {
    fileprivate var stored: RequestStore.Scope {
        switch self {
        case .open: .open
        case .mine: .mine
        case .forMe: .forMe
        case .answered: .answered
        }
    }
}
