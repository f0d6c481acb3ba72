package import Database
package import Domain

/// Rows of `cue` with the version of the words that is current, and the moments that answer it.
package struct CueStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ cue: Cue, by person: ID<Person>) throws {
        try connection.run(
            """
            INSERT INTO cue (id, team_id, visibility, objection_id, retention, state, version, epoch, changed_on, made_by,
                created_at, updated_at)
            VALUES (\(cue.id), \(cue.team), \(cue.visibility), \(cue.objection), \(cue.retention), \(cue.state),
                \(cue.version), \(cue.epoch), \(cue.changedOn), \(cue.madeBy), \(cue.createdAt), \(cue.updatedAt))
            """)
        try insertVersion(of: cue, by: person)
    }

    /// Writes the record and, where the words changed, their new version. False when someone was faster.
    package func update(_ cue: Cue, expecting version: Int, by person: ID<Person>) throws -> Bool {
        let changed = try connection.run(
            """
            UPDATE cue
            SET visibility = \(cue.visibility), objection_id = \(cue.objection), retention = \(cue.retention),
                state = \(cue.state), version = \(cue.version), epoch = \(cue.epoch), changed_on = \(cue.changedOn),
                updated_at = \(cue.updatedAt)
            WHERE id = \(cue.id) AND version = \(version)
            """)
        guard changed == 1 else { return false }
        if cue.version != version { try insertVersion(of: cue, by: person) }
        return true
    }

    private func insertVersion(of cue: Cue, by person: ID<Person>) throws {
        let last = max(try lastPoint(of: cue.id), cue.content.points.map(\.id).max() ?? 0)
        try connection.run(
            """
            INSERT INTO cue_version (cue_id, version, lines, points, last_point, saved_by, saved_at)
            VALUES (\(cue.id), \(cue.version), \(try JSONText.write(cue.content.lines)),
                \(try JSONText.write(cue.content.points)), \(last), \(person), \(cue.updatedAt))
            """)
    }

    /// The highest number a key point of this cue ever had: numbers are never used again.
    package func lastPoint(of cue: ID<Cue>) throws -> Int {
        try connection.row("SELECT COALESCE(MAX(last_point), 0) AS last FROM cue_version WHERE cue_id = \(cue)")?
            .int("last") ?? 0
    }

    package func find(_ id: ID<Cue>) throws -> Cue? {
        try connection.row("SELECT \(Self.columns) FROM \(Self.joined) WHERE cue.id = \(id)").map(Self.cue)
    }

    package func find(ids: [ID<Cue>]) throws -> [ID<Cue>: Cue] {
        try connection.rows("SELECT \(Self.columns) FROM \(Self.joined) WHERE cue.id IN (\(list: ids))")
            .map(Self.cue).reduce(into: [:]) { $0[$1.id] = $1 }
    }

    /// Nil for missing and invisible alike, by the same query (AZ-3).
    package func find(_ id: ID<Cue>, visibleTo actor: Actor) throws -> Cue? {
        try connection.row(
            "SELECT \(Self.columns) FROM \(Self.joined) WHERE cue.id = \(id) AND \(Self.isVisible(to: actor))"
        ).map(Self.cue)
    }

    /// What a cue said in an older version.
    package func content(of id: ID<Cue>, version: Int) throws -> CueContent? {
        try connection.row(
            "SELECT lines, points FROM cue_version WHERE cue_id = \(id) AND version = \(version)"
        ).map(Self.content)
    }

    /// Newest first.
    package func list(
        objection: ID<Term>? = nil, clip: ID<Clip>? = nil, state: CueState? = .active, visibleTo actor: Actor,
        limit: Int
    ) throws -> [Cue] {
        var parts: [SQL] = [Self.isVisible(to: actor)]
        if let state { parts.append("cue.state = \(state)") }
        if let objection { parts.append("cue.objection_id = \(objection)") }
        if let clip { parts.append("cue.id IN (SELECT cue_moment.cue_id FROM cue_moment WHERE clip_id = \(clip))") }
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM \(Self.joined)
            WHERE \(SQL.joined(parts, separator: " AND "))
            ORDER BY cue.created_at DESC, cue.id DESC
            LIMIT \(limit)
            """
        ).map(Self.cue)
    }

    /// What every cue that is asked is about.
    package func objections() throws -> [ID<Cue>: ID<Term>?] {
        try connection.rows("SELECT id, objection_id FROM cue WHERE state = 'active'")
            .reduce(into: [:]) { $0[try $1.id("id")] = .some(try $1.idOrNil("objection_id")) }
    }

    // MARK: Moments

    package func moments(of cues: [ID<Cue>]) throws -> [ID<Cue>: [CueMoment]] {
        try connection.rows(
            """
            SELECT id, cue_id, clip_id, start_ms, end_ms, voice_start_ms, voice_end_ms FROM cue_moment
            WHERE cue_id IN (\(list: cues))
            ORDER BY cue_id, id
            """
        ).reduce(into: [:]) { moments, row in
            let (start, end) = (try row.intOrNil("voice_start_ms"), try row.intOrNil("voice_end_ms"))
            moments[try row.id("cue_id"), default: []].append(
                CueMoment(
                    id: try row.id("id"), clip: try row.id("clip_id"), startMilliseconds: try row.int("start_ms"),
                    endMilliseconds: try row.intOrNil("end_ms"),
                    voice: start.flatMap { start in end.flatMap { start < $0 ? start..<$0 : nil } }))
        }
    }

    /// The same place twice is there once.
    package func add(_ moment: CueMoment, to cue: ID<Cue>) throws {
        try connection.run(
            """
            INSERT INTO cue_moment (id, cue_id, clip_id, start_ms, end_ms, voice_start_ms, voice_end_ms)
            VALUES (\(moment.id), \(cue), \(moment.clip), \(moment.startMilliseconds), \(moment.endMilliseconds),
                \(moment.voice?.lowerBound), \(moment.voice?.upperBound))
            ON CONFLICT (cue_id, clip_id, start_ms) DO UPDATE SET end_ms = excluded.end_ms
            """)
    }

    /// Where the buyer is heard; nil for nowhere. False when there is no such moment.
    package func setVoice(_ voice: Range<Int>?, of moment: ID<CueMoment>, in cue: ID<Cue>) throws -> Bool {
        try connection.run(
            """
            UPDATE cue_moment SET voice_start_ms = \(voice?.lowerBound), voice_end_ms = \(voice?.upperBound)
            WHERE id = \(moment) AND cue_id = \(cue)
            """) == 1
    }

    /// False when it was not there.
    package func remove(_ moment: ID<CueMoment>, from cue: ID<Cue>) throws -> Bool {
        try connection.run("DELETE FROM cue_moment WHERE id = \(moment) AND cue_id = \(cue)") == 1
    }

    /// `Permission` as SQL; a test holds both against each other.
    static func isVisible(to actor: Actor) -> SQL {
        if actor.isAdmin { return "TRUE" }
        return "(cue.visibility = 'library' OR cue.team_id IN (\(list: actor.teams)))"
    }

    private static let joined: SQL =
        "cue JOIN cue_version ON cue_version.cue_id = cue.id AND cue_version.version = cue.version"

    private static let columns: SQL = """
        cue.id, cue.team_id, cue.visibility, cue.objection_id, cue.retention, cue.state, cue.version, cue.epoch,
        cue.changed_on, cue.made_by, cue.created_at, cue.updated_at, cue_version.lines, cue_version.points
        """

    private static func content(_ row: Row) throws -> CueContent {
        CueContent(lines: try JSONText.read(try row.text("lines")), points: try JSONText.read(try row.text("points")))
    }

    private static func cue(_ row: Row) throws -> Cue {
        Cue(
            id: try row.id("id"), team: try row.id("team_id"), visibility: try row.value("visibility"),
            objection: try row.idOrNil("objection_id"), content: try content(row), retention: try row.real("retention"),
            state: try row.value("state"), version: try row.int("version"), epoch: try row.int("epoch"),
            changedOn: try row.day("changed_on"), madeBy: try row.id("made_by"),
            createdAt: try row.instant("created_at"), updatedAt: try row.instant("updated_at"))
    }
}
