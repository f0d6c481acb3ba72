import Database
package import Domain
import Store

/// What becomes of advice: read, tried, thanked for.
extension FeedbackService {
    /// Those the advice is for say what they do with it.
    /// - Throws: 409 `not_now` for a step that cannot follow, such as reading what was answered already.
    package func respond(
        _ response: CommentResponse, to id: ID<FeedbackComment>, by actor: Actor
    ) async throws -> CommentShown {
        let world = ground.world
        let (shown, news) = try await ground.change { connection, events in
            let (scene, comment, thread) = try Scene.around(id, actor, connection)
            try scene.require(.respond, comment, in: thread)
            guard comment.life.allows(response.step) else {
                throw Problem.conflict("not_now", "This cannot be said of this comment now")
            }
            let store = CommentStore(connection)
            let now = world.now()
            var life = CommentLife(step: response.step, at: now, triedOn: response.triedOn, note: response.note)
            if response.step == .closed {
                life.triedOn = comment.life.triedOn
                if life.note.isEmpty { life.note = comment.life.note }
            }
            try store.setLife(life, of: id, by: actor.person.id, step: world.id(), at: now)
            events.append(Event("comment.\(response.step.rawValue)", by: actor, object: id.text))
            guard let changed = try store.find(id) else { throw Problem.notFound }
            let news =
                response.step == .read
                ? nil : try scene.news(.outcome, response.step.rawValue, to: [comment.author], about: id, world)
            return (try scene.shown(changed, in: thread), news)
        }
        await tell(news)
        return shown
    }

    /// Comments somebody has had before their eyes; what is not for them, or was read before, is passed over.
    package func markRead(_ ids: [ID<FeedbackComment>], on clip: ID<Clip>, by actor: Actor) async throws {
        guard !actor.isOperator, !ids.isEmpty else { return }
        guard ids.count <= 200 else { throw Problem.invalid("comments", "Please name at most 200 comments.") }
        let world = ground.world
        try await ground.change { connection, events in
            let scene = try Scene(clip: clip, actor, connection)
            let store = CommentStore(connection)
            for id in Set(ids).sorted(by: { $0.text < $1.text }) {
                guard let comment = try store.find(id), let thread = try FeedbackStore(connection).find(comment.thread),
                    thread.clip == clip, scene.allows(.respond, comment, in: thread), comment.life.step == .given
                else { continue }
                let now = world.now()
                try store.setLife(
                    CommentLife(step: .read, at: now), of: id, by: actor.person.id,
                    step: world.id(), at: now)
                events.append(Event("comment.read", by: actor, object: id.text))
            }
        }
    }

    // MARK: Lists across clips

    /// What of all feedback a person's first page tells.
    package struct Open: Sendable, Hashable {
        /// Clips that wait for this person's feedback.
        package var waiting = 0
        /// Comments on their own clips that wait for an answer.
        package var unanswered = 0

        package init() {}
    }

    package func open(for actor: Actor) async throws -> Open {
        let now = ground.world.now()
        return try await ground.database.read { connection in
            var open = Open()
            open.waiting = try FeedbackAskStore(connection).countWaiting(for: actor.person.id, at: now)
            open.unanswered = try CommentStore(connection).countOpen(for: actor.person.id)
            return open
        }
    }

    /// What one was told, what became of what one told others, and where one was called.
    package enum Shelf: String, Sendable, Hashable, CaseIterable {
        case received, given, mentioned
    }

    /// - Parameter isOpen: of what was received, only what has no answer yet.
    package func list(
        _ shelf: Shelf, isOpen: Bool = false, limit: Int = 50, by actor: Actor
    ) async throws -> [CommentElsewhere] {
        let limit = min(max(limit, 1), 200)
        return try await ground.database.read { connection in
            let store = CommentStore(connection)
            let me = actor.person.id
            let placed =
                switch shelf {
                case .received: try store.received(by: me, isOpen: isOpen, limit: limit)
                case .given: try store.given(by: me, limit: limit)
                case .mentioned: try store.calling(me, limit: limit)
                }
            return try Self.elsewhere(placed, by: actor, connection)
        }
    }

    static func elsewhere(
        _ placed: [CommentStore.Placed], by actor: Actor, _ connection: any Connection
    ) throws -> [CommentElsewhere] {
        var scenes: [ID<Clip>: Scene] = [:]
        let clips = try ClipStore(connection).find(ids: placed.map(\.thread.clip), visibleTo: actor)
        let owners = try PersonStore(connection).names(of: clips.map(\.owner))
        for clip in clips where scenes[clip.id] == nil { scenes[clip.id] = try Scene(clip: clip.id, actor, connection) }
        return try placed.compactMap { entry in
            guard let scene = scenes[entry.thread.clip] else { return nil }
            return CommentElsewhere(
                shown: try scene.shown(entry.comment, in: entry.thread), clip: scene.clip,
                ownerName: owners[scene.clip.owner] ?? "")
        }
    }

    // MARK: Thanks

    /// For a comment, to its author.
    package func thank(for id: ID<FeedbackComment>, _ text: String, by actor: Actor) async throws -> ThanksShown {
        let text = try Thanks.checked(text)
        return try await thank(text, by: actor) { connection in
            let (scene, comment, thread) = try Scene.around(id, actor, connection)
            try scene.require(.thank, comment, in: thread)
            return (scene: scene, to: comment.author, comment: id)
        }
    }

    /// For a clip, to whoever owns it.
    package func thank(for id: ID<Clip>, _ text: String, by actor: Actor) async throws -> ThanksShown {
        let text = try Thanks.checked(text)
        return try await thank(text, by: actor) { connection in
            let scene = try Scene(clip: id, actor, connection)
            return (scene: scene, to: scene.clip.owner, comment: nil)
        }
    }

    private func thank(
        _ text: String, by actor: Actor,
        _ find:
            @escaping @Sendable (any Connection) throws -> (
                scene: Scene, to: ID<Person>, comment: ID<FeedbackComment>?
            )
    ) async throws -> ThanksShown {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let (thanks, news) = try await ground.change { connection, events in
            let found = try find(connection)
            guard found.to != actor.person.id else {
                throw Problem.invalid("text", "Thanks are for somebody else.")
            }
            let thanks = Thanks(
                id: world.id(), from: actor.person.id, to: found.to, clip: found.scene.clip.id, comment: found.comment,
                text: text, at: world.now())
            try ThanksStore(connection).insert(thanks)
            events.append(Event("thanks.said", by: actor, object: thanks.id.text))
            let news = try found.scene.news(.thanks, "thanked", to: [found.to], about: found.comment, world)
            return (thanks, news)
        }
        await tell(news)
        return ThanksShown(thanks: thanks, fromName: actor.person.name, isMine: true)
    }

    /// What a month of somebody's clips and advice did; nobody else may ask.
    package func receipt(of month: Day, by actor: Actor) async throws -> Receipt {
        let first = month.firstOfMonth
        let start = Instant(milliseconds: first.daysSince1970 * 86_400_000)
        let end = Instant(milliseconds: first.advanced(byDays: 31).firstOfMonth.daysSince1970 * 86_400_000)
        let me = actor.person.id
        return try await ground.database.read { connection in
            let store = ThanksStore(connection)
            let thanks = try store.list(to: me, since: start, until: end)
            let names = try PersonStore(connection).names(of: thanks.map(\.from))
            let uses = try store.uses(of: me, since: start, until: end)
            let clips = try ClipStore(connection).find(ids: uses.map(\.clip), visibleTo: actor)
            let byID = Dictionary(clips.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            return Receipt(
                month: first,
                clips: uses.compactMap { use in
                    byID[use.clip].map { Receipt.ClipLine(clip: $0, played: use.played, helped: use.helped) }
                },
                thanks: thanks.map { ThanksShown(thanks: $0, fromName: names[$0.from] ?? "", isMine: false) },
                steps: try CommentStore(connection).lives(of: me, since: start, until: end))
        }
    }
}

extension Day {
    /// The first day of its month.
    fileprivate var firstOfMonth: Day {
        let parts = description.split(separator: "-").compactMap { Int64($0) }
        return Day(year: parts[0], month: parts[1], day: 1)
    }
}
