import Database
import Domain
import Lookup
import Store

/// What asking, answering and handing on share.
extension RequestService {
    /// One change of a request: found, allowed, changed, written down, told to those it concerns.
    /// - Parameters:
    ///   - isLast: the caller may not see it any more afterwards.
    ///   - body: returns whom to tell what.
    func change(
        _ id: ID<RecordingRequest>, _ action: Permission.RequestAction, _ event: String, by actor: Actor,
        isLast: Bool = false,
        _ body:
            @escaping @Sendable (RecordingRequest, RequestAccess, World, any Connection) throws -> [String: Set<
                ID<Person>
            >]
    ) async throws -> RequestShown {
        let world = ground.world
        let (news, shown) = try await ground.change { connection, events in
            let before = try Self.show(id, by: actor, connection)
            let access = try Self.access(of: [before.request], connection)[id]
            guard let access else { throw Problem.notFound }
            try Permission.require(action, for: actor, on: access)
            let news = try body(before.request, access, world, connection)
            events.append(Event(event, by: actor, object: id.text))
            return (news, isLast ? before : try Self.show(id, by: actor, connection))
        }
        for (what, people) in news { await tell(people, id, what) }
        return shown
    }

    /// Tells the open pages of `people`.
    func tell(_ people: Set<ID<Person>>, _ id: ID<RecordingRequest>, _ what: String) async {
        await live.tell(LiveEvent(request: id, what: what), people)
    }

    static func step(
        _ kind: RequestStep.Kind, by actor: Actor, on id: ID<RecordingRequest>, note: String = "", _ world: World,
        _ connection: any Connection
    ) throws {
        try RequestStore(connection).addStep(
            RequestStep(kind, person: actor.person.id, note: note, at: world.now()), id: world.id(), to: id)
    }

    static func check(_ new: NewRequest, _ connection: any Connection) throws {
        let taxonomy = try TermStore(connection).taxonomy()
        var problems = FieldProblems()
        if let stage = new.stage, taxonomy.term(stage)?.kind != .stage {
            problems.add("stage", "Please choose one of the stages.")
        }
        if let objection = new.objection, taxonomy.term(objection)?.kind != .objection {
            problems.add("objection", "Please choose one of the objections.")
        }
        try problems.check()
    }

    static func join(
        _ request: RecordingRequest, note: String, by actor: Actor, _ world: World, _ connection: any Connection
    ) throws {
        let store = RequestStore(connection)
        let known = try store.askers(of: [request.id])[request.id] ?? []
        let isNew = !known.contains { $0.person == actor.person.id }
        guard isNew || !note.isEmpty else { return }
        try store.addAsker(RequestAsker(person: actor.person.id, note: note, askedAt: world.now()), to: request.id)
        guard isNew else { return }
        // Whoever asks does not answer.
        try store.endTurn(of: actor.person.id, on: request.id, as: .released, at: world.now())
        try step(.joined, by: actor, on: request.id, world, connection)
        try store.setState(request.state, of: request.id, at: world.now())
    }

    static func close(
        _ request: RecordingRequest, reason: String, by actor: Actor, _ world: World, _ connection: any Connection
    ) throws {
        let store = RequestStore(connection)
        let now = world.now()
        try store.releaseTurns(of: request.id, at: now)
        try store.setState(.closed, of: request.id, at: now)
        try step(.closed, by: actor, on: request.id, note: reason, world, connection)
    }

    /// A question as it is compared with those that are asked already.
    struct Question: Sendable {
        let words: Set<String>
        /// How alike in meaning the living questions are; empty without the model.
        fileprivate(set) var byMeaning: [ID<RecordingRequest>: Double] = [:]
    }

    /// More would take too long the first time.
    private static let mostCompared = 100

    /// Works out before any transaction what takes time.
    func question(_ text: String, by actor: Actor) async throws -> Question {
        var question = Question(words: AskedWords.terms(in: text))
        guard index.encoder != nil, !question.words.isEmpty else { return question }
        let alive = try await ground.database.read { try RequestStore($0).alive(visibleTo: actor).map(\.request) }
            .sorted { $0.createdAt > $1.createdAt }.prefix(Self.mostCompared)
        let index = index
        let texts = alive.map(\.text)
        let likeness = try await onQuietThread { index.likeness(of: text, to: texts) } ?? []
        for (request, value) in zip(alive, likeness) { question.byMeaning[request.id] = value }
        return question
    }

    /// Living questions that are like this one, by words or by meaning, the likest first. The same objection makes a question
    /// likelier the same.
    static func near(
        _ question: Question, _ objection: ID<Term>?, by actor: Actor, _ connection: any Connection
    ) throws -> [(request: RecordingRequest, likeness: Double)] {
        try RequestStore(connection).alive(visibleTo: actor).compactMap { request, known in
            guard objection == nil || request.objection == nil || request.objection == objection else { return nil }
            let likeness = max(
                AskedWords.likeness(question.words, known), question.byMeaning[request.id] ?? 0)
            let isSameObjection = objection != nil && request.objection == objection
            guard likeness >= likeQuestion || (isSameObjection && likeness > 0.04) else { return nil }
            return (request, likeness)
        }.sorted { ($1.likeness, $0.request.id.text) < ($0.likeness, $1.request.id.text) }
    }

    /// Who may do what, worked out from who is in it.
    static func access(
        of requests: [RecordingRequest], _ connection: any Connection
    ) throws -> [ID<RecordingRequest>: RequestAccess] {
        let store = RequestStore(connection)
        let ids = requests.map(\.id)
        let askers = try store.askers(of: ids)
        let turns = try store.turns(of: ids)
        return requests.reduce(into: [:]) { found, request in
            let turns = turns[request.id] ?? []
            found[request.id] = RequestAccess(
                team: request.team, state: request.state, askers: Set((askers[request.id] ?? []).map(\.person)),
                asked: Set(turns.map(\.person)),
                waiting: Set(turns.filter { $0.state == .waiting }.map(\.person)))
        }
    }

    static func show(
        _ id: ID<RecordingRequest>, by actor: Actor, _ connection: any Connection
    ) throws -> RequestShown {
        guard let request = try RequestStore(connection).find(id) else { throw Problem.notFound }
        let access = try access(of: [request], connection)[id]
        guard let access, Permission.allows(.see, for: actor, on: access),
            let shown = try shown([request], by: actor, withSteps: true, connection).first
        else { throw Problem.notFound }
        return shown
    }

    /// - Parameter requests: those this person may see.
    static func shown(
        _ requests: [RecordingRequest], by actor: Actor, withSteps: Bool, _ connection: any Connection
    ) throws -> [RequestShown] {
        let store = RequestStore(connection)
        let ids = requests.map(\.id)
        let askers = try store.askers(of: ids)
        let turns = try store.turns(of: ids)
        let answers = try store.answers(of: ids)
        let accesses = try access(of: requests, connection)
        let clips = try ClipStore(connection).find(ids: answers.values.flatMap { $0.map(\.clip) }, visibleTo: actor)
        let clipByID = Dictionary(clips.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let moments = try MomentStore(connection).list(of: clips.map(\.id))
        let names = Dictionary(
            requests.isEmpty ? [] : try PersonStore(connection).list().map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        let me = actor.person.id
        return try requests.compactMap { request in
            guard let access = accesses[request.id] else { return nil }
            let allowed = Set(
                Permission.RequestAction.allCases.filter { Permission.allows($0, for: actor, on: access) })
            let seesPeople = allowed.contains(.seePeople)
            let asking = askers[request.id] ?? []
            let steps = withSteps ? try store.steps(of: request.id) : []
            return RequestShown(
                request: request, askerCount: asking.count,
                askers: asking.filter { seesPeople || $0.person == me }.map {
                    RequestShown.Asker(name: names[$0.person] ?? "", asker: $0, isMe: $0.person == me)
                },
                turns: seesPeople
                    ? (turns[request.id] ?? []).map { RequestShown.Turn(name: names[$0.person] ?? "", turn: $0) } : [],
                answers: (answers[request.id] ?? []).filter { !$0.isPromise || $0.person == me }.map { answer in
                    RequestShown.Answer(
                        answer: answer, clip: clipByID[answer.clip],
                        moment: moments[answer.clip]?.first { $0.id == answer.moment }, name: names[answer.person] ?? ""
                    )
                },
                steps: steps.filter { $0.kind != .promised || $0.person == me }.map { step in
                    RequestShown.Step(step: step, name: seesPeople ? step.person.flatMap { names[$0] } : nil)
                },
                allowed: allowed, isMine: access.askers.contains(me), waitsForMe: access.waiting.contains(me),
                myVerdict: asking.first { $0.person == me }?.verdict)
        }
    }
}
