package import Database
package import Domain

/// Who has answered something like it before, and how often that was of use.
package struct NearbyPeopleStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// A published clip near a question, and what was done with it since some day.
    package struct NearClip: Sendable, Hashable {
        package let person: ID<Person>
        package let hasObjection: Bool
        package let hasStage: Bool
        package let played: Int
        package let kept: Int
        package let helped: Int

        package init(
            person: ID<Person>, hasObjection: Bool, hasStage: Bool, played: Int, kept: Int, helped: Int
        ) {
            self.person = person
            self.hasObjection = hasObjection
            self.hasStage = hasStage
            self.played = played
            self.kept = kept
            self.helped = helped
        }
    }

    /// Clips that `actor` may see, by who speaks in them, or by their owner where no speaker has an account.
    package func clips(
        objection: ID<Term>?, stage: ID<Term>?, visibleTo actor: Actor, usedSince start: Instant
    ) throws -> [NearClip] {
        try connection.rows(
            """
            SELECT COALESCE(clip_speaker.person_id, clip.owner_id) AS person_id, clip.id, clip.objection_id, clip.stage_id,
                COUNT(*) FILTER (WHERE lookup_use.kind = 'played') AS played,
                COUNT(*) FILTER (WHERE lookup_use.kind = 'kept') AS kept,
                COUNT(*) FILTER (WHERE lookup_use.kind = 'helped') AS helped
            FROM clip
            LEFT JOIN clip_speaker ON clip_speaker.clip_id = clip.id AND clip_speaker.person_id IS NOT NULL
            JOIN person ON person.id = COALESCE(clip_speaker.person_id, clip.owner_id)
            LEFT JOIN lookup_use ON lookup_use.clip_id = clip.id AND lookup_use.used_at > \(start)
            WHERE clip.state = 'published' AND person.deactivated_at IS NULL
                AND (clip.objection_id = \(objection) OR clip.stage_id = \(stage))
                AND \(ClipStore.isVisible(to: actor, isOneOfMany: true))
            GROUP BY COALESCE(clip_speaker.person_id, clip.owner_id), clip.id, clip.objection_id, clip.stage_id
            """
        ).map { row in
            let ownObjection: ID<Term>? = try row.idOrNil("objection_id")
            let ownStage: ID<Term>? = try row.idOrNil("stage_id")
            return NearClip(
                person: try row.id("person_id"), hasObjection: objection != nil && ownObjection == objection,
                hasStage: stage != nil && ownStage == stage,
                played: try row.int("played"), kept: try row.int("kept"), helped: try row.int("helped"))
        }
    }
}
