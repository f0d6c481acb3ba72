/// The one policy (AZ-1): deny by default; pages, API, media and lookup all ask here. SECURITY 4 is its table.
package enum Permission {
    /// What someone wants to do with one clip.
    package enum ClipAction: Sendable, Hashable, CaseIterable {
        case see, edit, editTranscript, publish, shareWithLibrary, trash, restore, purge, retry, seeJob, seeOriginal
        case seeNotice, editNotice
        /// Which seconds others watch, never who.
        case seeWatching
    }

    /// Whether `actor` may do `action` with a clip that has these traits.
    package static func allows(_ action: ClipAction, for actor: Actor, on clip: ClipAccess) -> Bool {
        if let take = clip.take { return allows(action, for: actor, on: clip, of: take) }
        let rules = isResponsible(actor, for: clip)
        switch action {
        case .see: return sees(actor, clip)
        case .edit, .publish, .retry, .seeJob, .seeOriginal, .seeNotice, .editNotice, .seeWatching:
            return rules && clip.state != .trashed
        case .trash: return rules && clip.state != .trashed
        case .editTranscript:
            let isPerformerOfTeam = actor.person.role == .performer && actor.teams.contains(clip.team)
            return clip.state != .trashed && (rules || (isPerformerOfTeam && sees(actor, clip)))
        case .shareWithLibrary:
            let mayCurate = actor.person.role == .performer && actor.teams.contains(clip.team) && sees(actor, clip)
            return clip.state != .trashed && (actor.isAdmin || actor.managedTeams.contains(clip.team) || mayCurate)
        case .restore: return rules && clip.state == .trashed
        case .purge: return actor.isAdmin && clip.state == .trashed
        }
    }

    /// 404 when the clip is invisible, 403 when it is visible but `action` is not allowed (AZ-3).
    package static func require(_ action: ClipAction, for actor: Actor, on clip: ClipAccess) throws {
        guard sees(actor, clip) || (clip.state == .trashed && allows(action, for: actor, on: clip)) else {
            throw Problem.notFound
        }
        guard allows(action, for: actor, on: clip) else { throw Problem.forbidden() }
    }

    /// A token without the scope is refused before anything is looked up (TK-1).
    package static func require(_ scope: Scope, of actor: Actor) throws {
        guard actor.scopes.contains(scope) else {
            throw Problem.forbidden("missing_scope", "This token may not do that")
        }
    }

    package static func requireAdmin(_ actor: Actor) throws {
        guard actor.isAdmin else { throw Problem.forbidden() }
    }

    /// Owner, managers of the clip's team, and admins answer for a clip in every state.
    private static func isResponsible(_ actor: Actor, for clip: ClipAccess) -> Bool {
        actor.isAdmin || clip.owner == actor.person.id || actor.managedTeams.contains(clip.team)
    }

    private static func sees(_ actor: Actor, _ clip: ClipAccess) -> Bool {
        if let take = clip.take { return sees(actor, clip, of: take) }
        guard clip.state != .trashed, !clip.isWithdrawn || actor.isAdmin else { return false }
        if isResponsible(actor, for: clip) { return true }
        guard clip.state == .published || clip.state == .retired else { return false }
        switch clip.visibility {
        case .private: return false
        case .team: return actor.teams.contains(clip.team)
        case .library: return true
        }
    }
}

/// The traits of a clip that decide who may do what with it.
package struct ClipAccess: Sendable, Hashable {
    package let owner: ID<Person>
    package let team: ID<Team>
    package let state: ClipState
    package let visibility: Visibility
    /// The people heard took their permission back: hidden from everyone but admins until it is purged (PR-2).
    package let isWithdrawn: Bool
    /// Set for the recording of a take that is not in the catalog.
    package let take: TakeAccess?

    package init(
        owner: ID<Person>, team: ID<Team>, state: ClipState, visibility: Visibility, isWithdrawn: Bool = false,
        take: TakeAccess? = nil
    ) {
        self.owner = owner
        self.team = team
        self.state = state
        self.visibility = visibility
        self.isWithdrawn = isWithdrawn
        self.take = take
    }
}
