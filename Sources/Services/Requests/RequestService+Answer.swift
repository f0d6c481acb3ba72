import Database
package import Domain
import Store

/// Answering: linking a clip, promising one, handing on, declining, and what askers say of it.
extension RequestService {
    /// - Throws: `Problem.invalid` for a clip that is not published, or that one of the askers may not see.
    package func answer(
        _ id: ID<RecordingRequest>, with clip: ID<Clip>, moment: ID<Moment>? = nil, by actor: Actor
    ) async throws -> RequestShown {
        try await change(id, .answer, "request.answered", by: actor) { request, access, world, connection in
            guard let found = try ClipStore(connection).find(clip, visibleTo: actor), found.state == .published else {
                throw Problem.invalid("clip", "Please choose a published clip.")
            }
            if let moment, try !MomentStore(connection).list(of: clip).contains(where: { $0.id == moment }) {
                throw Problem.invalid("moment", "This moment is not in that clip.")
            }
            guard try Self.canAllSee(found, access.askers, connection) else {
                throw Problem.invalid(
                    "clip", "Not everyone who asks may see this clip. Show it to their team or to the library first.")
            }
            try Self.take(found.id, moment, as: request, by: actor.person.id, world, connection)
            return ["answered": access.askers.subtracting([actor.person.id])]
        }
    }

    /// A clip that was just added for this question: it gets the buyer's sentence as its title, the stage and the objection,
    /// and answers the question when it is published.
    package func promise(_ clip: ID<Clip>, for id: ID<RecordingRequest>, by actor: Actor) async throws -> RequestShown {
        try await change(id, .answer, "request.promised", by: actor) { request, _, world, connection in
            let clips = ClipStore(connection)
            guard var found = try clips.find(clip, visibleTo: actor) else { throw Problem.notFound }
            try Permission.require(.edit, for: actor, on: found.access)
            guard !found.isShown else {
                throw Problem.invalid("clip", "This clip is published: answer with it instead.")
            }
            let now = world.now()
            let version = found.version
            if found.details.stage == nil { found.details.stage = request.stage }
            if found.details.objection == nil { found.details.objection = request.objection }
            if found.details.title.isEmpty || found.details.title == Self.fileTitle(of: found) {
                found.details.title = request.text
            }
            found.updatedAt = now
            guard try clips.update(found, expecting: version) else { throw ClipService.editedMeanwhile }
            try RequestStore(connection).addAnswer(
                RequestAnswer(
                    id: world.id(), clip: clip, moment: nil, person: actor.person.id, isPromise: true, answeredAt: now),
                to: id)
            try Self.step(.promised, by: actor, on: id, world, connection)
            return [:]
        }
    }

    /// A clip was published: the questions it was recorded for are answered, as far as those who ask may see it.
    package func published(_ clip: Clip) async throws {
        let world = ground.world
        guard try await !ground.database.read({ try RequestStore($0).promised(by: clip.id) }).isEmpty else { return }
        let answered = try await ground.change { connection, events in
            let store = RequestStore(connection)
            var answered: [ID<RecordingRequest>: Set<ID<Person>>] = [:]
            for id in try store.promised(by: clip.id) {
                guard let request = try store.find(id), request.state == .open || request.state == .answered,
                    let promise = try store.answers(of: [id])[id]?.first(where: { $0.clip == clip.id })
                else { continue }
                let askers = Set(try store.askers(of: [id])[id]?.map(\.person) ?? [])
                guard try Self.canAllSee(clip, askers, connection) else { continue }
                try Self.take(clip.id, nil, as: request, by: promise.person, world, connection)
                events.append(Event("request.answered", actor: promise.person, object: id.text))
                answered[id] = askers.subtracting([promise.person])
            }
            return answered
        }
        for (id, people) in answered { await tell(people, id, "answered") }
    }

    /// "That's it", or "not quite": the latter opens the question again.
    package func judge(
        _ id: ID<RecordingRequest>, _ verdict: RequestVerdict, note: String, by actor: Actor
    ) async throws -> RequestShown {
        let note = try NewRequest.checkedNote(note)
        return try await change(id, .judge, "request.judged", by: actor) { request, access, world, connection in
            let store = RequestStore(connection)
            let now = world.now()
            switch verdict {
            case .thatIsIt:
                try store.setVerdict(verdict, of: actor.person.id, on: id)
                try Self.step(.confirmed, by: actor, on: id, note: note, world, connection)
                let askers = try store.askers(of: [id])[id] ?? []
                let isSettled = askers.allSatisfy { $0.verdict == .thatIsIt }
                try store.setState(isSettled ? .settled : request.state, of: id, at: now)
                return ["confirmed": access.asked]
            case .notQuite:
                try store.setVerdict(verdict, of: actor.person.id, on: id)
                try store.setState(.open, of: id, at: now)
                try Self.step(.reopened, by: actor, on: id, note: note, world, connection)
                // Whoever answered knows the question best: they are asked again, beyond any budget once.
                let answerers = Set(
                    (try store.turns(of: [id])[id] ?? []).filter { $0.state == .answered }.map(\.person))
                for person in answerers {
                    try Self.ask(person, on: id, at: now, world, connection)
                }
                if answerers.isEmpty { return ["asked": try Self.route(request, for: actor, world, connection)] }
                return ["asked": answerers]
            }
        }
    }

    /// Not me: the next one is asked.
    package func decline(_ id: ID<RecordingRequest>, reason: RequestReason, by actor: Actor) async throws
        -> RequestShown
    {
        try await change(id, .decline, "request.declined", by: actor) { request, _, world, connection in
            try RequestStore(connection).endTurn(
                of: actor.person.id, on: id, as: .declined, reason: reason.text, at: world.now())
            try Self.step(.declined, by: actor, on: id, note: reason.text, world, connection)
            return ["asked": try Self.route(request, for: nil, world, connection)]
        }
    }

    /// Not me, but this person. Managers ask somebody with it who was not found by routing.
    /// - Throws: 409 `budget_used` when that person was asked often enough this week.
    package func handOn(
        _ id: ID<RecordingRequest>, to person: ID<Person>, reason: RequestReason, by actor: Actor
    ) async throws -> RequestShown {
        try await change(id, .handOn, "request.handed_on", by: actor) { _, access, world, connection in
            guard let found = try PersonStore(connection).find(person), found.isActive,
                person != actor.person.id, !access.askers.contains(person)
            else {
                throw Problem.invalid("to", "Please choose somebody else who has an account and does not ask this.")
            }
            guard try Self.haveBudget([person], world, connection).contains(person) else {
                throw Problem.conflict(
                    "budget_used", "\(found.name) was asked often enough this week",
                    "Please choose somebody else. Nothing was changed.")
            }
            let now = world.now()
            try RequestStore(connection).endTurn(
                of: actor.person.id, on: id, as: .handedOn, reason: reason.text, at: now)
            try Self.ask(person, on: id, at: now, world, connection)
            try Self.step(.handedOn, by: actor, on: id, note: reason.text, world, connection)
            return ["asked": [person]]
        }
    }

    /// Makes a clip the answer; nobody else is waited for.
    private static func take(
        _ clip: ID<Clip>, _ moment: ID<Moment>?, as request: RecordingRequest, by person: ID<Person>, _ world: World,
        _ connection: any Connection
    ) throws {
        let store = RequestStore(connection)
        let now = world.now()
        try store.addAnswer(
            RequestAnswer(
                id: world.id(), clip: clip, moment: moment, person: person, isPromise: false, answeredAt: now),
            to: request.id)
        try store.clearVerdicts(on: request.id)
        try store.endTurn(of: person, on: request.id, as: .answered, at: now)
        try store.releaseTurns(of: request.id, at: now)
        try store.setState(.answered, of: request.id, at: now)
        try store.addStep(
            RequestStep(.answered, person: person, at: now), id: world.id(), to: request.id)
    }

    private static func canAllSee(
        _ clip: Clip, _ people: Set<ID<Person>>, _ connection: any Connection
    ) throws -> Bool {
        try people.allSatisfy { id in
            guard let person = try PersonStore(connection).find(id) else { return true }
            let actor = Actor(person: person, teams: try TeamStore(connection).teams(of: id))
            return Permission.allows(.see, for: actor, on: clip.access)
        }
    }

    /// What a new clip is called before anybody named it.
    private static func fileTitle(of clip: Clip) -> String {
        SuggestedTitle.text(ofFile: clip.media.originalName)
    }
}
