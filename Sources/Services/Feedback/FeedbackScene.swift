import Database
import Domain
import Store

extension FeedbackService {
    /// One clip as one person sees it, inside one transaction: everything about its feedback is read and allowed through this.
    struct Scene {
        let clip: Clip
        let actor: Actor
        let connection: any Connection
        let speakers: Set<ID<Person>>

        /// - Throws: `Problem.notFound` for a clip that is missing or invisible.
        init(clip id: ID<Clip>, _ actor: Actor, _ connection: any Connection) throws {
            guard let clip = try ClipStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
            self.clip = clip
            self.actor = actor
            self.connection = connection
            speakers = Set(clip.details.speakers.compactMap(\.person))
        }

        /// - Throws: `Problem.notFound` for a thread that is missing or not this person's to see.
        static func around(
            _ id: ID<FeedbackThread>, _ actor: Actor, _ connection: any Connection
        ) throws -> (scene: Scene, thread: FeedbackThread) {
            guard let thread = try FeedbackStore(connection).find(id) else { throw Problem.notFound }
            let scene = try Scene(clip: thread.clip, actor, connection)
            guard scene.allows(.see, in: thread) else { throw Problem.notFound }
            return (scene, thread)
        }

        /// - Throws: `Problem.notFound` for a comment that is missing or not this person's to see.
        static func around(
            _ id: ID<FeedbackComment>, _ actor: Actor, _ connection: any Connection
        ) throws -> (scene: Scene, comment: FeedbackComment, thread: FeedbackThread) {
            guard let comment = try CommentStore(connection).find(id) else { throw Problem.notFound }
            let (scene, thread) = try around(comment.thread, actor, connection)
            return (scene, comment, thread)
        }

        /// A comment on this very clip.
        func found(_ id: ID<FeedbackComment>) throws -> (comment: FeedbackComment, thread: FeedbackThread) {
            guard let comment = try CommentStore(connection).find(id),
                let thread = try FeedbackStore(connection).find(comment.thread), thread.clip == clip.id,
                allows(.see, in: thread)
            else { throw Problem.notFound }
            return (comment, thread)
        }

        func allows(_ action: Permission.FeedbackAction, in thread: FeedbackThread? = nil) -> Bool {
            Permission.allows(action, for: actor, on: clip.access, in: thread)
        }

        func allows(
            _ action: Permission.CommentAction, _ comment: FeedbackComment, in thread: FeedbackThread
        ) -> Bool {
            Permission.allows(action, for: actor, on: comment, in: thread, clip: clip.access, speakers: speakers)
        }

        /// Visible is settled before: what is not allowed is forbidden (AZ-3).
        func require(
            _ action: Permission.CommentAction, _ comment: FeedbackComment, in thread: FeedbackThread
        ) throws {
            guard allows(action, comment, in: thread) else { throw Problem.forbidden() }
        }

        /// Those the advice on this clip is for.
        var receivers: Set<ID<Person>> { speakers.union([clip.owner]) }

        // MARK: Showing

        func shown(_ threads: [FeedbackThread]) throws -> [ThreadShown] {
            let store = CommentStore(connection)
            let ids = threads.map(\.id)
            let first = try store.first(FeedbackService.shownOfAThread, of: ids)
            let counts = try store.counts(of: ids)
            let comments = Dictionary(
                grouping: try shown(threads.flatMap { first[$0.id] ?? [] }, in: threads), by: \.comment.thread)
            let names = try PersonStore(connection).names(of: threads.compactMap(\.resolvedBy))
            return threads.map { thread in
                ThreadShown(
                    thread: thread, comments: comments[thread.id] ?? [], commentCount: counts[thread.id] ?? 0,
                    resolvedByName: thread.resolvedBy.flatMap { names[$0] },
                    allowed: Set(Permission.FeedbackAction.allCases.filter { allows($0, in: thread) }))
            }
        }

        /// With this comment at the end, when it is not among the first ones anyway.
        func showing(_ id: ID<FeedbackComment>, in shown: ThreadShown) throws -> ThreadShown {
            guard !shown.comments.contains(where: { $0.comment.id == id }),
                let comment = try CommentStore(connection).find(id)
            else { return shown }
            return ThreadShown(
                thread: shown.thread, comments: shown.comments + [try self.shown(comment, in: shown.thread)],
                commentCount: shown.commentCount, resolvedByName: shown.resolvedByName, allowed: shown.allowed)
        }

        func shown(_ comment: FeedbackComment, in thread: FeedbackThread) throws -> CommentShown {
            guard let shown = try shown([comment], in: [thread]).first else { throw Problem.notFound }
            return shown
        }

        /// - Parameter threads: those the comments are in.
        func shown(_ comments: [FeedbackComment], in threads: [FeedbackThread]) throws -> [CommentShown] {
            let me = actor.person.id
            let byID = Dictionary(threads.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let ids = comments.map(\.id)
            let mentions = try CommentStore(connection).mentions(of: ids)
            let recordings = try self.recordings(of: ids)
            let thanks = try ThanksStore(connection).list(of: ids, involving: me)
            let again = clip.take == nil ? [:] : try PromotionStore(connection).againRequests(of: ids)
            var people = Set(comments.map(\.author))
            people.formUnion(comments.compactMap(\.deletedBy))
            people.formUnion(mentions.values.flatMap { $0 })
            people.formUnion(thanks.map(\.from))
            let names = try PersonStore(connection).names(of: people)
            let thanksByComment = Dictionary(grouping: thanks, by: \.comment)
            return comments.compactMap { comment in
                guard let thread = byID[comment.thread] else { return nil }
                return CommentShown(
                    comment: comment, clip: clip.id, anchor: thread.anchor, authorName: names[comment.author] ?? "",
                    deletedByName: comment.deletedBy.flatMap { names[$0] },
                    called: (mentions[comment.id] ?? []).compactMap { names[$0] },
                    recording: comment.isDeleted ? nil : recordings[comment.id],
                    thanks: (thanksByComment[comment.id] ?? []).map {
                        ThanksShown(thanks: $0, fromName: names[$0.from] ?? "", isMine: $0.from == me)
                    }, askedAgainAt: again[comment.id]?.at,
                    canAskAgain: clip.take != nil && comment.author == me && me != clip.owner
                        && !comment.isDeleted && !thread.isPrivate && again[comment.id] == nil,
                    isMine: comment.author == me,
                    isForMe: comment.author != me && receivers.contains(me) && !thread.isPrivate,
                    allowed: Set(Permission.CommentAction.allCases.filter { allows($0, comment, in: thread) }))
            }
        }
    }
}
