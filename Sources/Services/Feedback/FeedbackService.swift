import Database
package import Domain
import Store

/// Feedback on recordings: given at a place, answered, resolved, tried.
package struct FeedbackService: Sendable {
    let ground: Ground
    let live: LiveFeed
    private let knownVague: FreshCache<String, VagueWords>

    package init(ground: Ground, live: LiveFeed) {
        self.ground = ground
        self.live = live
        knownVague = FreshCache(ground.database.changes, tables: ["setting"])
    }

    /// How many answers of a thread a list shows with it.
    package static let shownOfAThread = 12

    // MARK: Reading

    /// Threads in the order of the recording.
    /// - Parameters:
    ///   - cursor: as an earlier part gave it; what is no cursor begins at the start.
    ///   - comment: begins with the thread this comment is in, and that one alone.
    package func page(
        of id: ID<Clip>, cursor: String? = nil, comment: ID<FeedbackComment>? = nil, limit: Int = 20, by actor: Actor
    ) async throws -> FeedbackPage {
        let limit = min(max(limit, 1), 200)
        return try await ground.database.read { connection in
            let scene = try Scene(clip: id, actor, connection)
            let store = FeedbackStore(connection)
            let me = actor.person.id
            var threads: [FeedbackThread]
            if let comment {
                threads = [try scene.found(comment).thread]
            } else {
                threads = try store.list(
                    of: id, visibleTo: me, after: cursor.flatMap(FeedbackStore.Cursor.init), limit: limit + 1)
            }
            let hasMore = comment == nil && threads.count > limit
            threads = Array(threads.prefix(limit))
            var shown = try scene.shown(threads)
            if let comment, let thread = shown.first { shown = [try scene.showing(comment, in: thread)] }
            let counts = try store.counts(of: id, visibleTo: me)
            return FeedbackPage(
                clip: scene.clip, threads: shown, threadCount: counts.threads,
                commentCount: counts.comments, places: try store.places(of: id, visibleTo: me),
                nextCursor: hasMore ? threads.last.map { FeedbackStore.Cursor(after: $0).text } : nil)
        }
    }

    package func thread(_ id: ID<FeedbackThread>, by actor: Actor) async throws -> ThreadShown {
        try await ground.database.read { try Self.thread(id, by: actor, $0) }
    }

    /// A thread's comments, oldest first.
    /// - Parameter last: the one the part before ended with.
    package func comments(
        of id: ID<FeedbackThread>, after last: ID<FeedbackComment>? = nil, limit: Int = 200, by actor: Actor
    ) async throws -> Page<CommentShown> {
        let limit = min(max(limit, 1), 1000)
        return try await ground.database.read { connection in
            let (scene, thread) = try Scene.around(id, actor, connection)
            let store = CommentStore(connection)
            let before = try last.flatMap { try store.find($0) }
            guard before == nil || before?.thread == id else { throw Problem.notFound }
            let found = try store.list(of: id, after: before, limit: limit + 1)
            let part = Array(found.prefix(limit))
            return Page(
                items: try scene.shown(part, in: [thread]), total: try store.counts(of: [id])[id] ?? 0,
                nextCursor: found.count > limit ? part.last?.id.text : nil)
        }
    }

    package func comment(_ id: ID<FeedbackComment>, by actor: Actor) async throws -> CommentShown {
        try await ground.database.read { connection in
            let (scene, comment, thread) = try Scene.around(id, actor, connection)
            return try scene.shown(comment, in: thread)
        }
    }

    /// Its earlier texts, newest first: whoever sees it sees what it said before.
    package func history(of id: ID<FeedbackComment>, by actor: Actor) async throws -> [CommentRevision] {
        try await ground.database.read { connection in
            _ = try Scene.around(id, actor, connection)
            return try CommentStore(connection).revisions(of: id)
        }
    }

    /// What became of it, step by step.
    package func steps(of id: ID<FeedbackComment>, by actor: Actor) async throws -> [CommentLife] {
        try await ground.database.read { connection in
            _ = try Scene.around(id, actor, connection)
            return try CommentStore(connection).steps(of: id)
        }
    }

    /// Everything said about a clip, in the order of the recording.
    /// - Parameter label: a label in words.
    package func export(
        _ id: ID<Clip>, as format: FeedbackExport, label: @Sendable @escaping (ObservableMove) -> String,
        by actor: Actor
    ) async throws -> String {
        try await ground.database.read { connection in
            let scene = try Scene(clip: id, actor, connection)
            let threads = try FeedbackStore(connection).list(
                of: id, visibleTo: actor.person.id, after: nil, limit: 10_000)
            var lines: [FeedbackExport.Line] = []
            for thread in threads {
                let comments = try scene.shown(
                    CommentStore(connection).list(of: thread.id, limit: 10_000), in: [thread])
                for (index, shown) in comments.enumerated() where !shown.comment.isDeleted {
                    lines.append(
                        FeedbackExport.Line(
                            anchor: thread.anchor, author: shown.authorName, words: shown.comment.words,
                            moves: shown.comment.moves.map(label), isReply: index > 0,
                            isResolved: thread.resolvedAt != nil, step: shown.comment.life.step,
                            at: shown.comment.createdAt))
                }
            }
            return format.file(
                lines, title: scene.clip.details.title, duration: scene.clip.media.durationMilliseconds ?? 0)
        }
    }

    // MARK: Vague words

    package func vagueWords() async throws -> VagueWords {
        let words = try await knownVague.value("vague") {
            try await ground.database.read { connection in
                try SettingStore(connection).get(Self.vagueSetting).map { text in
                    VagueWords(stored: text.split(separator: "\n").map(String.init))
                } ?? .usual
            }
        }
        return words ?? .usual
    }

    /// An empty list asks nobody for more.
    package func setVagueWords(_ words: VagueWords, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        let now = ground.world.now()
        try await ground.change { connection, events in
            try SettingStore(connection).set(Self.vagueSetting, to: words.phrases.joined(separator: "\n"), at: now)
            events.append(Event("setting.changed", by: actor, object: nil, note: "vague words"))
        }
    }

    private static let vagueSetting = "feedback.vague_words"

    // MARK: Parts

    static func thread(
        _ id: ID<FeedbackThread>, by actor: Actor, _ connection: any Connection
    ) throws -> ThreadShown {
        let (scene, thread) = try Scene.around(id, actor, connection)
        guard let shown = try scene.shown([thread]).first else { throw Problem.notFound }
        return shown
    }
}
