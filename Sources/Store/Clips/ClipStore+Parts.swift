import Database
import Domain

/// The lists that belong to a clip: read for many clips at once, written whole.
extension ClipStore {
    /// Clips from their rows, with everything that belongs to them, in four more queries however many there are.
    func whole(_ rows: [Row]) throws -> [Clip] {
        guard !rows.isEmpty else { return [] }
        let ids: [ID<Clip>] = try rows.map { try $0.id("id") }
        let speakers = try grouped(
            """
            SELECT clip_id, name, person_id FROM clip_speaker
            WHERE clip_id IN (\(list: ids))
            ORDER BY clip_id, position
            """
        ) { ClipSpeaker(name: try $0.text("name"), person: try $0.idOrNil("person_id")) }
        let rules = try grouped(
            """
            SELECT clip_id, situation, action, reason FROM clip_rule
            WHERE clip_id IN (\(list: ids))
            ORDER BY clip_id, position
            """
        ) { Rule(when: try $0.text("situation"), action: try $0.text("action"), because: try $0.text("reason")) }
        let conditions = try texts("clip_condition", of: ids)
        let tags = try texts("clip_tag", of: ids)
        let notices = try NoticeStore(connection).list(of: ids)
        let takes = try TakeStore(connection).access(
            of: try rows.filter { try $0.flag("is_take") }.map { try $0.id("id") })
        return try rows.map { row in
            var clip = try Self.clip(row)
            clip.details.speakers = speakers[clip.id] ?? []
            clip.details.rules = rules[clip.id] ?? []
            clip.details.conditions = conditions[clip.id] ?? []
            clip.details.tags = tags[clip.id] ?? []
            clip.notice = notices[clip.id]
            clip.take = takes[clip.id]
            return clip
        }
    }

    func writeParts(of clip: Clip) throws {
        for table: SQL in ["clip_speaker", "clip_rule", "clip_condition", "clip_tag"] {
            try connection.run("DELETE FROM \(table) WHERE clip_id = \(clip.id)")
        }
        for (position, speaker) in clip.details.speakers.enumerated() {
            try connection.run(
                """
                INSERT INTO clip_speaker (clip_id, position, name, person_id)
                VALUES (\(clip.id), \(position), \(speaker.name), \(speaker.person))
                """)
        }
        for (position, rule) in clip.details.rules.enumerated() {
            try connection.run(
                """
                INSERT INTO clip_rule (clip_id, position, situation, action, reason)
                VALUES (\(clip.id), \(position), \(rule.when), \(rule.action), \(rule.because))
                """)
        }
        try write(clip.details.conditions, to: "clip_condition", of: clip.id)
        try write(clip.details.tags, to: "clip_tag", of: clip.id)
        if let notice = clip.notice { try NoticeStore(connection).set(notice, clip: clip.id) }
    }

    private func write(_ texts: [String], to table: SQL, of id: ID<Clip>) throws {
        for (position, text) in texts.enumerated() {
            try connection.run("INSERT INTO \(table) (clip_id, position, text) VALUES (\(id), \(position), \(text))")
        }
    }

    private func texts(_ table: SQL, of ids: [ID<Clip>]) throws -> [ID<Clip>: [String]] {
        try grouped(
            "SELECT clip_id, text FROM \(table) WHERE clip_id IN (\(list: ids)) ORDER BY clip_id, position"
        ) { try $0.text("text") }
    }

    private func grouped<Value>(_ sql: SQL, _ value: (Row) throws -> Value) throws -> [ID<Clip>: [Value]] {
        try connection.rows(sql).reduce(into: [:]) { grouped, row in
            grouped[try row.id("clip_id"), default: []].append(try value(row))
        }
    }

    private static func clip(_ row: Row) throws -> Clip {
        Clip(
            id: try row.id("id"), team: try row.id("team_id"), owner: try row.id("owner_id"),
            state: try row.value("state", as: ClipState.self),
            visibility: try row.value("visibility", as: Visibility.self), details: try details(row),
            media: try media(row), version: try row.int("version"), createdAt: try row.instant("created_at"),
            updatedAt: try row.instant("updated_at"), publishedAt: try row.instantOrNil("published_at"),
            trashedAt: try row.instantOrNil("trashed_at"),
            stateBeforeTrash: try row.valueOrNil("state_before_trash", as: ClipState.self),
            rejection: try row.textOrNil("rejection"))
    }

    private static func details(_ row: Row) throws -> ClipDetails {
        ClipDetails(
            title: try row.text("title"), description: try row.text("description"), stage: try row.idOrNil("stage_id"),
            objection: try row.idOrNil("objection_id"), clipType: try row.idOrNil("clip_type_id"),
            persona: try row.idOrNil("persona_id"), industry: try row.idOrNil("industry_id"),
            language: try row.text("language"), origin: try row.valueOrNil("origin", as: ClipOrigin.self),
            purpose: try row.valueOrNil("purpose", as: ClipPurpose.self), recordedOn: try row.dayOrNil("recorded_on"),
            verifyBy: try row.dayOrNil("verify_by"))
    }

    private static func media(_ row: Row) throws -> ClipMedia {
        ClipMedia(
            originalBlob: try row.textOrNil("original_hash"), originalName: try row.text("original_name"),
            originalBytes: try row.integer("original_bytes"), durationMilliseconds: try row.intOrNil("duration_ms"),
            width: try row.intOrNil("width"), height: try row.intOrNil("height"), hasVideo: try row.flag("has_video"),
            transcript: try row.value("transcript_state", as: TranscriptState.self),
            transcriptNote: try row.textOrNil("transcript_note"))
    }
}
