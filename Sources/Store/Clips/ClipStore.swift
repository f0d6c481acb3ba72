package import Database
package import Domain

/// Rows of `clip` with the speakers, rules, conditions, tags and notice that belong to them.
package struct ClipStore {
    let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ clip: Clip) throws {
        let details = clip.details
        let media = clip.media
        try connection.run(
            """
            INSERT INTO clip (id, team_id, owner_id, state, state_before_trash, visibility, title, description,
                search_text, stage_id, objection_id, clip_type_id, persona_id, industry_id, language, origin,
                purpose, recorded_on, verify_by, original_hash, original_name, original_bytes, duration_ms, width, height,
                has_video, transcript_state, transcript_note, rejection, version, created_at, updated_at, published_at,
                trashed_at)
            VALUES (\(clip.id), \(clip.team), \(clip.owner), \(clip.state), \(clip.stateBeforeTrash), \(clip.visibility),
                \(details.title), \(details.description), \(Self.searchText(of: details)), \(details.stage),
                \(details.objection), \(details.clipType), \(details.persona), \(details.industry), \(details.language),
                \(details.origin), \(details.purpose), \(details.recordedOn), \(details.verifyBy),
                \(media.originalBlob), \(media.originalName), \(media.originalBytes), \(media.durationMilliseconds),
                \(media.width), \(media.height), \(media.hasVideo), \(media.transcript), \(media.transcriptNote),
                \(clip.rejection), \(clip.version), \(clip.createdAt), \(clip.updatedAt), \(clip.publishedAt),
                \(clip.trashedAt))
            """)
        try writeParts(of: clip)
    }

    package func find(_ id: ID<Clip>) throws -> Clip? {
        try whole(connection.rows("SELECT \(Self.columns) FROM clip WHERE clip.id = \(id)")).first
    }

    /// In the order of the ids, without those that are missing.
    package func find(ids: [ID<Clip>]) throws -> [Clip] {
        let found = try whole(connection.rows("SELECT \(Self.columns) FROM clip WHERE clip.id IN (\(list: ids))"))
        let byID = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { byID[$0] }
    }

    /// In the order of the ids, without those that are missing or invisible.
    package func find(ids: [ID<Clip>], visibleTo actor: Actor) throws -> [Clip] {
        let found = try whole(
            connection.rows(
                "SELECT \(Self.columns) FROM clip WHERE clip.id IN (\(list: ids)) AND \(Self.isVisible(to: actor))"))
        let byID = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { byID[$0] }
    }

    /// Nil for missing and invisible alike, by the same query (AZ-3).
    package func find(_ id: ID<Clip>, visibleTo actor: Actor) throws -> Clip? {
        try whole(
            connection.rows(
                "SELECT \(Self.columns) FROM clip WHERE clip.id = \(id) AND \(Self.isVisible(to: actor))")
        ).first
    }

    /// A clip in the trash, for those who may take it out again.
    package func findTrashed(_ id: ID<Clip>, for actor: Actor) throws -> Clip? {
        try whole(
            connection.rows(
                """
                SELECT \(Self.columns) FROM clip
                WHERE clip.id = \(id) AND clip.state = \(ClipState.trashed) AND \(Self.isResponsible(actor))
                """)
        ).first
    }

    /// Clips in the trash that this person may take out again, latest first.
    package func trash(of actor: Actor) throws -> [Clip] {
        try whole(
            connection.rows(
                """
                SELECT \(Self.columns) FROM clip
                WHERE clip.state = \(ClipState.trashed) AND \(Self.isResponsible(actor))
                ORDER BY clip.trashed_at DESC, clip.id DESC
                LIMIT 500
                """))
    }

    /// How long it is, in milliseconds; 0 while nobody knows. Nil for missing and invisible alike.
    package func length(of id: ID<Clip>, visibleTo actor: Actor) throws -> Int? {
        try connection.row(
            "SELECT clip.duration_ms FROM clip WHERE clip.id = \(id) AND \(Self.isVisible(to: actor))"
        ).map { try $0.intOrNil("duration_ms") ?? 0 }
    }

    /// Writes the record, not the media columns; its version becomes `expecting` + 1. False when someone was faster.
    package func update(_ clip: Clip, expecting version: Int) throws -> Bool {
        let details = clip.details
        let changed = try connection.run(
            """
            UPDATE clip
            SET team_id = \(clip.team), owner_id = \(clip.owner), state = \(clip.state),
                state_before_trash = \(clip.stateBeforeTrash), visibility = \(clip.visibility),
                title = \(details.title), description = \(details.description),
                search_text = \(Self.searchText(of: details)), stage_id = \(details.stage),
                objection_id = \(details.objection), clip_type_id = \(details.clipType),
                persona_id = \(details.persona), industry_id = \(details.industry), language = \(details.language),
                origin = \(details.origin), purpose = \(details.purpose), recorded_on = \(details.recordedOn),
                verify_by = \(details.verifyBy), rejection = \(clip.rejection), version = \(version + 1),
                updated_at = \(clip.updatedAt), published_at = \(clip.publishedAt), trashed_at = \(clip.trashedAt)
            WHERE id = \(clip.id) AND version = \(version)
            """)
        guard changed == 1 else { return false }
        try writeParts(of: clip)
        return true
    }

    /// Only what the media jobs know; people's edits meanwhile are not touched.
    package func setMedia(_ media: ClipMedia, of id: ID<Clip>, at now: Instant) throws {
        try connection.run(
            """
            UPDATE clip
            SET original_hash = \(media.originalBlob), original_name = \(media.originalName),
                original_bytes = \(media.originalBytes), duration_ms = \(media.durationMilliseconds),
                width = \(media.width), height = \(media.height), has_video = \(media.hasVideo),
                transcript_state = \(media.transcript), transcript_note = \(media.transcriptNote), updated_at = \(now)
            WHERE id = \(id)
            """)
    }

    /// Where the media jobs put a clip: draft when it can be played, rejected with a reason. One in the trash stays there
    /// and comes back to this state.
    package func setState(_ state: ClipState, rejection: String?, of id: ID<Clip>, at now: Instant) throws {
        try connection.run(
            """
            UPDATE clip
            SET state_before_trash = CASE WHEN state = 'trashed' THEN \(state) ELSE state_before_trash END,
                state = CASE WHEN state = 'trashed' THEN state ELSE \(state) END,
                rejection = \(rejection), version = version + 1, updated_at = \(now)
            WHERE id = \(id)
            """)
    }

    /// The same file of the same owner that is not in the trash: it is one clip. What was said in a comment or is a take is
    /// another thing.
    package func exists(original hash: String, owner: ID<Person>) throws -> ID<Clip>? {
        try connection.row(
            """
            SELECT id FROM clip
            WHERE original_hash = \(hash) AND owner_id = \(owner) AND state NOT IN ('trashed', 'rejected') AND NOT is_answer
            ORDER BY created_at
            LIMIT 1
            """
        )?.id("id")
    }

    /// How many clips a person owns and how many bytes their originals are.
    package func usage(of person: ID<Person>) throws -> (clips: Int, bytes: Int64) {
        let row = try connection.row(
            """
            SELECT COUNT(*) AS clips, CAST(COALESCE(SUM(original_bytes), 0) AS bigint) AS bytes FROM clip
            WHERE owner_id = \(person)
            """)
        return (try row?.int("clips") ?? 0, try row?.integer("bytes") ?? 0)
    }

    /// Every published clip, oldest first.
    package func published() throws -> [ID<Clip>] {
        try connection.rows("SELECT id FROM clip WHERE state = \(ClipState.published) ORDER BY created_at, id")
            .map { try $0.id("id") }
    }

    /// The row and all its parts are gone afterwards; files are the sweeper's.
    package func delete(_ id: ID<Clip>) throws {
        try connection.run("DELETE FROM clip WHERE id = \(id)")
    }

    static let columns: SQL = """
        clip.id, clip.team_id, clip.owner_id, clip.state, clip.state_before_trash, clip.visibility, clip.title,
        clip.description, clip.stage_id, clip.objection_id, clip.clip_type_id, clip.persona_id, clip.industry_id,
        clip.language, clip.origin, clip.purpose, clip.recorded_on, clip.verify_by, clip.original_hash,
        clip.original_name, clip.original_bytes, clip.duration_ms, clip.width, clip.height, clip.has_video,
        clip.transcript_state, clip.transcript_note, clip.rejection, clip.version, clip.created_at, clip.updated_at,
        clip.published_at, clip.trashed_at, clip.is_take
        """
}
