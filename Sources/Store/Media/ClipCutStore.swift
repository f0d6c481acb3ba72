package import Database
package import Domain

/// Rows of `clip_cut`: what is still to be cut off a clip's recording, and where its poster is taken from.
package struct ClipCutStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func find(_ clip: ID<Clip>) throws -> RecordingCut? {
        try connection.row("SELECT \(RecordingCut.columns) FROM clip_cut WHERE clip_id = \(clip)")
            .flatMap(RecordingCut.init(row:))
    }

    /// Nil takes away what was there.
    package func set(_ cut: RecordingCut?, of clip: ID<Clip>) throws {
        try connection.run("DELETE FROM clip_cut WHERE clip_id = \(clip)")
        guard let cut else { return }
        try connection.run(
            """
            INSERT INTO clip_cut (clip_id, keep_from_ms, keep_until_ms, poster_ms)
            VALUES (\(clip), \(cut.keep?.lowerBound), \(cut.keep?.upperBound), \(cut.poster))
            """)
    }
}

extension RecordingCut {
    static let columns: SQL = "keep_from_ms, keep_until_ms, poster_ms"

    init?(row: Row) throws {
        let (from, until) = (try row.intOrNil("keep_from_ms"), try row.intOrNil("keep_until_ms"))
        self.init(keep: from.flatMap { from in until.map { from..<$0 } }, poster: try row.intOrNil("poster_ms"))
    }
}
