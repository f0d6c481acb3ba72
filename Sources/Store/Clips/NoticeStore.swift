package import Database
package import Domain

/// Rows of `notice`, at most one for each clip.
package struct NoticeStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func find(_ clip: ID<Clip>) throws -> Notice? {
        try list(of: [clip])[clip]
    }

    package func list(of clips: [ID<Clip>]) throws -> [ID<Clip>: Notice] {
        try connection.rows(
            """
            SELECT clip_id, who_is_heard, how_told, allows, allows_external, valid_until, recorded_by, recorded_at,
                withdrawn_at
            FROM notice
            WHERE clip_id IN (\(list: clips))
            """
        ).reduce(into: [:]) { notices, row in notices[try row.id("clip_id")] = try Self.notice(row) }
    }

    /// Published clips whose notice ended before `day`.
    package func ended(before day: Day, most: Int) throws -> [ID<Clip>] {
        try connection.rows(
            """
            SELECT clip.id FROM notice
            JOIN clip ON clip.id = notice.clip_id
            WHERE notice.valid_until < \(day) AND clip.state = \(ClipState.published)
            ORDER BY clip.id
            LIMIT \(most)
            """
        ).map { try $0.id("id") }
    }

    package func set(_ notice: Notice, clip: ID<Clip>) throws {
        try connection.run(
            """
            INSERT INTO notice (clip_id, who_is_heard, how_told, allows, allows_external, valid_until, recorded_by,
                recorded_at, withdrawn_at)
            VALUES (\(clip), \(notice.whoIsHeard), \(notice.howTold), \(notice.allows), \(notice.allowsExternal),
                \(notice.validUntil), \(notice.recordedBy), \(notice.recordedAt), \(notice.withdrawnAt))
            ON CONFLICT (clip_id) DO UPDATE
            SET who_is_heard = excluded.who_is_heard, how_told = excluded.how_told, allows = excluded.allows,
                allows_external = excluded.allows_external, valid_until = excluded.valid_until,
                recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at,
                withdrawn_at = excluded.withdrawn_at
            """)
    }

    private static func notice(_ row: Row) throws -> Notice {
        Notice(
            whoIsHeard: try row.text("who_is_heard"), howTold: try row.text("how_told"),
            allows: try row.value("allows", as: Visibility.self), allowsExternal: try row.flag("allows_external"),
            validUntil: try row.dayOrNil("valid_until"), recordedBy: try row.id("recorded_by"),
            recordedAt: try row.instant("recorded_at"), withdrawnAt: try row.instantOrNil("withdrawn_at"))
    }
}
