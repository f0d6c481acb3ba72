import Database
package import Domain
import Store

/// Giving feedback, answering it, changing and taking away what one said.
extension FeedbackService {
    /// What was said, and what in it nobody learns from: a question to its author, never a refusal.
    package struct Given: Sendable {
        package let thread: ThreadShown
        package let vague: [String]
    }

    /// Opens a thread at a place of a clip.
    /// - Throws: `Problem.invalid` for a place that is not in the recording.
    package func give(_ new: NewFeedback, on id: ID<Clip>, by actor: Actor) async throws -> Given {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let vague = try await vagueWords().found(in: new.words)
        let (shown, news) = try await ground.change { connection, events in
            let scene = try Scene(clip: id, actor, connection)
            let now = world.now()
            let thread = FeedbackThread(
                id: world.id(), clip: id,
                anchor: try FeedbackAnchor(
                    startMilliseconds: new.startMilliseconds, endMilliseconds: new.endMilliseconds,
                    duration: scene.clip.media.durationMilliseconds),
                author: actor.person.id, isPrivate: new.isPrivate, createdAt: now)
            try FeedbackStore(connection).insert(thread)
            let comment = FeedbackComment(
                id: world.id(), thread: thread.id, author: actor.person.id, words: new.words, moves: new.moves,
                createdAt: now)
            try CommentStore(connection).insert(comment)
            try scene.attach(new.recording, to: comment.id)
            let called = try scene.call(in: comment, thread)
            events.append(Event("comment.given", by: actor, object: comment.id.text))
            let news = try scene.news(
                of: comment, in: thread, calling: called, to: scene.receivers, .feedback, "given", world)
            let shown = ThreadShown(
                thread: thread, comments: [try scene.shown(comment, in: thread)], commentCount: 1, resolvedByName: nil,
                allowed: Set(Permission.FeedbackAction.allCases.filter { scene.allows($0, in: thread) }))
            return (shown, news)
        }
        await tell(news)
        return Given(thread: shown, vague: vague)
    }

    package func reply(
        _ words: FeedbackWords, moves: [ObservableMove] = [], recording: ID<Clip>? = nil, in id: ID<FeedbackThread>,
        by actor: Actor
    ) async throws -> CommentShown {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let (shown, news) = try await ground.change { connection, events in
            let (scene, thread) = try Scene.around(id, actor, connection)
            let comment = FeedbackComment(
                id: world.id(), thread: id, author: actor.person.id, words: words, moves: moves,
                createdAt: world.now())
            try CommentStore(connection).insert(comment)
            try scene.attach(recording, to: comment.id)
            let called = try scene.call(in: comment, thread)
            events.append(Event("comment.given", by: actor, object: comment.id.text))
            let news = try scene.news(
                of: comment, in: thread, calling: called, to: scene.receivers.union([thread.author]), .reply, "replied",
                world)
            return (try scene.shown(comment, in: thread), news)
        }
        await tell(news)
        return shown
    }

    /// One's own words anew; the earlier ones are kept and shown.
    package func edit(
        _ id: ID<FeedbackComment>, _ words: FeedbackWords, moves: [ObservableMove]? = nil, by actor: Actor
    ) async throws -> CommentShown {
        let world = ground.world
        return try await ground.change { connection, events in
            let (scene, comment, thread) = try Scene.around(id, actor, connection)
            try scene.require(.edit, comment, in: thread)
            let moves = moves ?? comment.moves
            guard words != comment.words || moves != comment.moves else { return try scene.shown(comment, in: thread) }
            let store = CommentStore(connection)
            try store.rewrite(comment, as: words, moves: moves, at: world.now())
            guard let changed = try store.find(id) else { throw Problem.notFound }
            _ = try scene.call(in: changed, thread)
            events.append(Event("comment.edited", by: actor, object: id.text))
            return try scene.shown(changed, in: thread)
        }
    }

    /// A stone stays, so that the answers below still make sense.
    package func delete(_ id: ID<FeedbackComment>, by actor: Actor) async throws {
        let world = ground.world
        try await ground.change { connection, events in
            let (scene, comment, thread) = try Scene.around(id, actor, connection)
            try scene.require(.delete, comment, in: thread)
            try CommentStore(connection).clear(id, by: actor.person.id, at: world.now())
            events.append(Event("comment.deleted", by: actor, object: id.text))
        }
    }

    /// Settled, or to be talked about again.
    package func resolve(_ id: ID<FeedbackThread>, is isResolved: Bool, by actor: Actor) async throws -> ThreadShown {
        let now = ground.world.now()
        return try await ground.change { connection, events in
            let (scene, thread) = try Scene.around(id, actor, connection)
            guard scene.allows(.resolve, in: thread) else { throw Problem.forbidden() }
            if isResolved != (thread.resolvedAt != nil) {
                try FeedbackStore(connection).setResolved(
                    isResolved ? now : nil, by: isResolved ? actor.person.id : nil, id)
                events.append(Event(isResolved ? "thread.resolved" : "thread.reopened", by: actor, object: id.text))
            }
            return try Self.thread(id, by: actor, connection)
        }
    }

    /// Whom to show what at once, when it is committed.
    struct News: Sendable {
        let comment: ID<FeedbackComment>?
        let clip: ID<Clip>
        /// For the open pages of the clip; nil when nothing changed on them.
        var page: ClipAccess?
        let loud: [String: Set<ID<Person>>]
    }

    /// Open pages of the clip show it; those it concerns are told wherever they are.
    func tell(_ news: News?, _ what: String = "given") async {
        guard let news else { return }
        if let page = news.page {
            await live.publish(LiveEvent(name: "feedback", clip: news.clip, what: what), about: page)
        }
        for (what, people) in news.loud {
            await live.tell(
                LiveEvent(name: "advice", clip: news.clip, what: what, message: news.comment?.text ?? ""), people)
        }
    }
}

extension FeedbackService.Scene {
    /// Writes down whom a comment concerns, and ends what its author was asked for; nil for a note to oneself.
    func news(
        of comment: FeedbackComment, in thread: FeedbackThread, calling called: Set<ID<Person>>,
        to people: Set<ID<Person>>, _ kind: PersonNews.Kind, _ what: String, _ world: World
    ) throws -> FeedbackService.News? {
        guard !thread.isPrivate else { return nil }
        let asker = try answerAsk(at: world.now())
        let loud = try NewsDesk(connection: connection, world: world).write(
            [
                NewsDesk.Item(kind: .mention, what: "mentioned", people: called),
                NewsDesk.Item(kind: .ask, what: "looked", people: Set([asker].compactMap { $0 })),
                NewsDesk.Item(kind: kind, what: what, people: people),
            ], by: actor.person.id, clip: clip.id, comment: comment.id)
        return FeedbackService.News(comment: comment.id, clip: clip.id, page: clip.access, loud: loud)
    }

    /// Writes down one thing for some people.
    func news(
        _ kind: PersonNews.Kind, _ what: String, to people: Set<ID<Person>>, about comment: ID<FeedbackComment>?,
        _ world: World
    ) throws -> FeedbackService.News {
        let loud = try NewsDesk(connection: connection, world: world).write(
            [NewsDesk.Item(kind: kind, what: what, people: people)], by: actor.person.id, clip: clip.id,
            comment: comment)
        return FeedbackService.News(comment: comment, clip: clip.id, loud: loud)
    }

    /// Calls the people named in a comment who may see the clip.
    func call(in comment: FeedbackComment, _ thread: FeedbackThread) throws -> Set<ID<Person>> {
        let words = comment.words
        let text = [words.text, words.effect, words.alternative].joined(separator: "\n")
        guard !thread.isPrivate, text.contains("@") || comment.revision > 1 else { return [] }
        let people = try PersonStore(connection).list().filter { $0.isActive && $0.id != comment.author }
        let named = Mentions.people(in: text, among: people)
        let byID = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let called = try named.filter { id in
            guard let person = byID[id] else { return false }
            let other = Actor(person: person, teams: try TeamStore(connection).teams(of: id))
            return Permission.allows(Permission.ClipAction.see, for: other, on: clip.access)
        }
        try CommentStore(connection).setMentions(called, of: comment.id)
        return Set(called)
    }
}
