package import Database
package import Domain

/// Rows of `moment`.
package struct MomentStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// A clip's moments in the order of time.
    package func list(of clip: ID<Clip>) throws -> [Moment] {
        try list(of: [clip])[clip] ?? []
    }

    package func list(of clips: [ID<Clip>]) throws -> [ID<Clip>: [Moment]] {
        try connection.rows(
            """
            SELECT id, clip_id, start_ms, end_ms, title FROM moment
            WHERE clip_id IN (\(list: clips))
            ORDER BY clip_id, start_ms, id
            """
        ).reduce(into: [:]) { moments, row in
            moments[try row.id("clip_id"), default: []].append(
                Moment(
                    id: try row.id("id"), startMilliseconds: try row.int("start_ms"),
                    endMilliseconds: try row.int("end_ms"), title: try row.text("title")))
        }
    }

    /// Exactly these from now on; who stays keeps its id.
    package func replaceAll(of clip: ID<Clip>, with moments: [Moment]) throws {
        try connection.run("DELETE FROM moment WHERE clip_id = \(clip)")
        for moment in moments {
            try connection.run(
                """
                INSERT INTO moment (id, clip_id, start_ms, end_ms, title)
                VALUES (\(moment.id), \(clip), \(moment.startMilliseconds), \(moment.endMilliseconds), \(moment.title))
                """)
        }
    }
}
