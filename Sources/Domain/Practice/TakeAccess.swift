/// What makes the clip of a take another one than those of the catalog.
package struct TakeAccess: Sendable, Hashable {
    package let take: ID<Take>
    package let isSubmitted: Bool
    package let audience: TakeAudience
    /// Those who were ever asked to look at it.
    package let asked: Set<ID<Person>>

    package init(take: ID<Take>, isSubmitted: Bool, audience: TakeAudience, asked: Set<ID<Person>> = []) {
        self.take = take
        self.isSubmitted = isSubmitted
        self.audience = audience
        self.asked = asked
    }
}

extension Permission {
    /// A take is its maker's. Once submitted it is seen by those who were asked, the managers of the team, and whom its
    /// brief named; it comes into the catalog by being promoted and in no other way.
    static func allows(_ action: ClipAction, for actor: Actor, on clip: ClipAccess, of take: TakeAccess) -> Bool {
        let isMine = actor.isAdmin || clip.owner == actor.person.id
        switch action {
        case .see: return sees(actor, clip, of: take)
        case .trash, .retry, .seeJob, .seeOriginal, .editTranscript, .seeNotice, .seeWatching:
            return isMine && clip.state != .trashed
        case .restore: return isMine && clip.state == .trashed
        case .purge: return actor.isAdmin && clip.state == .trashed
        case .edit, .publish, .shareWithLibrary, .editNotice: return false
        }
    }

    static func sees(_ actor: Actor, _ clip: ClipAccess, of take: TakeAccess) -> Bool {
        let me = actor.person.id
        guard clip.state != .trashed, !clip.isWithdrawn || actor.isAdmin else { return false }
        if actor.isAdmin || clip.owner == me { return true }
        guard take.isSubmitted else { return false }
        if take.asked.contains(me) || actor.managedTeams.contains(clip.team) { return true }
        switch take.audience {
        case .asked: return false
        case .team: return actor.teams.contains(clip.team)
        case .everyone: return true
        }
    }
}
