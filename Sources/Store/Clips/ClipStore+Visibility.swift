import Database
import Domain

/// `Permission` as SQL: what a person may see is decided inside the query, never afterwards (AZ-4). A property test holds
/// both against each other.
extension ClipStore {
    /// - Parameter isOneOfMany: for lists and counts; withdrawn clips are then looked up once instead of for every row, and the
    ///   question is one that no index answers in part: collecting half of all clips by it takes longer than walking the list.
    static func isVisible(to actor: Actor, isOneOfMany: Bool = false) -> SQL {
        // What was recorded as a comment is in no list of clips; those responsible still find it by its address.
        let isInList: SQL = isOneOfMany ? "NOT clip.is_answer" : "TRUE"
        if actor.isAdmin { return "clip.state <> 'trashed' AND \(isInList)" }
        let isShown: SQL = """
            (clip.state IN ('published', 'retired')
                AND (clip.visibility = 'library' OR (clip.visibility = 'team' AND clip.team_id IN (\(list: actor.teams)))))
            """
        let isWithdrawn: SQL =
            isOneOfMany
            ? "clip.id IN (SELECT notice.clip_id FROM notice WHERE notice.withdrawn_at IS NOT NULL)"
            : "EXISTS (SELECT 1 FROM notice WHERE notice.clip_id = clip.id AND notice.withdrawn_at IS NOT NULL)"
        let mayBeSeen: SQL =
            isOneOfMany
            ? "CASE WHEN \(isResponsible(actor)) THEN TRUE ELSE \(isShown) END"
            : "(\(isResponsible(actor)) OR \(isShown))"
        // Lists hold no takes: only what is asked for by its address has to know their rule.
        let isSeen: SQL =
            isOneOfMany
            ? mayBeSeen
            : """
            CASE WHEN clip.is_take THEN (clip.owner_id = \(actor.person.id) OR \(TakeStore.isShared(with: actor)))
                ELSE \(mayBeSeen) END
            """
        return "clip.state <> 'trashed' AND \(isInList) AND NOT \(isWithdrawn) AND \(isSeen)"
    }

    /// Owner, managers of the clip's team, admins; a take is its maker's.
    static func isResponsible(_ actor: Actor) -> SQL {
        if actor.isAdmin { return "TRUE" }
        return
            "(clip.owner_id = \(actor.person.id) OR (NOT clip.is_take AND clip.team_id IN (\(list: actor.managedTeams))))"
    }
}
