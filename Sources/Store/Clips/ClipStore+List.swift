import Database
package import Domain

/// Lists of clips: filtered, counted, a page at a time.
extension ClipStore {
    /// How many clips a list has on all its pages.
    package func count(_ filter: ClipFilter, visibleTo actor: Actor) throws -> Int {
        try connection.count("SELECT COUNT(*) FROM clip WHERE \(Self.matches(filter, actor))")
    }

    /// Newest first. The cursor is the last clip of the page before.
    /// - Parameter total: what `count` said; nil counts here.
    /// - Throws: `Problem` 400 `bad_cursor` for a cursor we did not write.
    package func list(
        _ filter: ClipFilter, visibleTo actor: Actor, total: Int? = nil, cursor: String?, limit: Int
    ) throws -> Page<Clip> {
        let matches = Self.matches(filter, actor)
        let total = try total ?? count(filter, visibleTo: actor)
        let isLater: SQL =
            if let cursor = try cursor.map(Cursor.init(parsing:)) {
                "(clip.created_at, clip.id) < (\(cursor.createdAt), \(cursor.id))"
            } else {
                "TRUE"
            }
        let rows = try connection.rows(
            """
            SELECT \(Self.columns) FROM clip
            WHERE \(matches) AND \(isLater)
            ORDER BY clip.created_at DESC, clip.id DESC
            LIMIT \(limit + 1)
            """)
        let clips = try whole(Array(rows.prefix(limit)))
        let next = rows.count > limit ? clips.last.map { Cursor(createdAt: $0.createdAt, id: $0.id).text } : nil
        return Page(items: clips, total: total, nextCursor: next)
    }

    /// Clips this person answers for that have neither an objection nor a clip type, newest first.
    package func untagged(for actor: Actor, limit: Int) throws -> [Clip] {
        try whole(
            connection.rows(
                """
                SELECT \(Self.columns) FROM clip
                WHERE clip.objection_id IS NULL AND clip.clip_type_id IS NULL AND NOT clip.is_answer
                    AND clip.state IN ('draft', 'processing', 'published') AND \(Self.isResponsible(actor))
                ORDER BY clip.created_at DESC, clip.id DESC
                LIMIT \(limit)
                """))
    }

    package func counts(visibleTo actor: Actor) throws -> ClipCounts {
        let states = try connection.rows(
            "SELECT clip.state, COUNT(*) AS number FROM clip WHERE \(Self.isVisible(to: actor, isOneOfMany: true)) GROUP BY clip.state"
        )
        let cells = try connection.rows(
            """
            SELECT clip.stage_id, clip.objection_id, COUNT(*) AS number FROM clip
            WHERE clip.state = \(ClipState.published) AND \(Self.isVisible(to: actor, isOneOfMany: true))
            GROUP BY clip.stage_id, clip.objection_id
            """)
        return ClipCounts(
            states: try Dictionary(
                states.map { (try $0.value("state", as: ClipState.self), try $0.int("number")) },
                uniquingKeysWith: { first, _ in first }),
            cells: try cells.map {
                ClipCounts.Cell(
                    stage: try $0.idOrNil("stage_id"), objection: try $0.idOrNil("objection_id"),
                    count: try $0.int("number"))
            })
    }

    private static func matches(_ filter: ClipFilter, _ actor: Actor) -> SQL {
        var parts: [SQL] = [isVisible(to: actor, isOneOfMany: true)]
        switch filter.shelf {
        case .all: break
        case .mine: parts.append("clip.owner_id = \(actor.person.id)")
        case .team: parts.append("clip.team_id IN (\(list: actor.teams))")
        case .library: parts.append("clip.visibility = 'library'")
        }
        if let state = filter.state { parts.append("clip.state = \(state)") }
        if let stage = filter.stage { parts.append("clip.stage_id = \(stage)") }
        if let objection = filter.objection { parts.append("clip.objection_id = \(objection)") }
        if let persona = filter.persona { parts.append("clip.persona_id = \(persona)") }
        if let industry = filter.industry { parts.append("clip.industry_id = \(industry)") }
        if let clipType = filter.clipType { parts.append("clip.clip_type_id = \(clipType)") }
        if let text = filter.text?.trimmedText.lowercased(), !text.isEmpty {
            let pattern = "%\(escapedForLike(String(text.prefix(200))))%"
            parts.append("clip.search_text LIKE \(pattern) ESCAPE '\\'")
        }
        return SQL.joined(parts, separator: " AND ")
    }

    /// What a list's words are looked for in: title and speakers in small letters, made here because databases differ in
    /// what they call small letters beyond ASCII.
    static func searchText(of details: ClipDetails) -> String {
        ([details.title] + details.speakers.map(\.name)).joined(separator: "\n").lowercased()
    }

    private static func escapedForLike(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
    }
}

/// Where a page ended: `<milliseconds>.<clip id>`.
private struct Cursor {
    let createdAt: Instant
    let id: ID<Clip>

    init(createdAt: Instant, id: ID<Clip>) {
        self.createdAt = createdAt
        self.id = id
    }

    init(parsing text: String) throws {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let milliseconds = Int64(parts[0]), let id = ID<Clip>(parsing: parts[1]) else {
            throw Problem.badRequest("bad_cursor", "This page of the list is not known")
        }
        self.init(createdAt: Instant(milliseconds: milliseconds), id: id)
    }

    var text: String { "\(createdAt.milliseconds).\(id.text)" }
}
