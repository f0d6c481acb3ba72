extension Permission {
    /// What someone wants to do with the feedback on one clip.
    package enum FeedbackAction: Sendable, Hashable, CaseIterable {
        case see, give, resolve
        /// Ask others to look at it.
        case ask
    }

    /// What someone wants to do with one comment.
    package enum CommentAction: Sendable, Hashable, CaseIterable {
        case see, edit, delete
        /// Say what becomes of the advice: for those it is for.
        case respond
        case thank
    }

    /// Whoever sees a clip may talk about it; a note to oneself is nobody else's.
    package static func allows(
        _ action: FeedbackAction, for actor: Actor, on clip: ClipAccess, in thread: FeedbackThread? = nil
    ) -> Bool {
        let me = actor.person.id
        guard allows(ClipAction.see, for: actor, on: clip), !(thread?.isPrivate ?? false) || thread?.author == me else {
            return false
        }
        switch action {
        case .see, .give: return true
        // A take is shown to nobody by asking before its maker gives it away.
        case .ask: return answersFor(actor, clip) && clip.take?.isSubmitted ?? true
        case .resolve: return thread.map { $0.author == me || answersFor(actor, clip) } ?? false
        }
    }

    /// - Parameter speakers: the people heard in the clip who have an account; advice is for them and for the clip's owner.
    package static func allows(
        _ action: CommentAction, for actor: Actor, on comment: FeedbackComment, in thread: FeedbackThread,
        clip: ClipAccess, speakers: Set<ID<Person>>
    ) -> Bool {
        let me = actor.person.id
        guard allows(FeedbackAction.see, for: actor, on: clip, in: thread) else { return false }
        let isMine = comment.author == me
        switch action {
        case .see: return true
        case .edit: return isMine && !comment.isDeleted
        case .delete: return !comment.isDeleted && (isMine || answersFor(actor, clip))
        case .respond:
            return !isMine && !comment.isDeleted && !thread.isPrivate && (clip.owner == me || speakers.contains(me))
        case .thank: return !isMine && !comment.isDeleted
        }
    }

    /// Owner, managers of the clip's team, and admins.
    private static func answersFor(_ actor: Actor, _ clip: ClipAccess) -> Bool {
        actor.isAdmin || clip.owner == actor.person.id || actor.managedTeams.contains(clip.team)
    }
}
