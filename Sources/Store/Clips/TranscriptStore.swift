package import Database
package import Domain

/// Rows of `transcript` and `transcript_line`: every revision is kept.
package struct TranscriptStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func latest(of clip: ID<Clip>) throws -> Transcript? {
        let row = try connection.row(
            """
            SELECT \(Self.columns) FROM transcript
            WHERE clip_id = \(clip)
            ORDER BY revision DESC
            LIMIT 1
            """)
        return try row.map { try Self.transcript($0, lines: lines(of: clip, try $0.int("revision"))) }
    }

    /// The newest revision of one source.
    package func latest(of clip: ID<Clip>, source: TranscriptState) throws -> Transcript? {
        let row = try connection.row(
            """
            SELECT \(Self.columns) FROM transcript
            WHERE clip_id = \(clip) AND source = \(source)
            ORDER BY revision DESC
            LIMIT 1
            """)
        return try row.map { try Self.transcript($0, lines: lines(of: clip, try $0.int("revision"))) }
    }

    /// Clips a machine wrote a transcript of, whoever edited it since, and of which nobody uploaded another one later.
    package func spokenClips() throws -> [ID<Clip>] {
        try connection.rows(
            """
            SELECT DISTINCT heard.clip_id FROM transcript AS heard
            WHERE heard.source = \(TranscriptState.machine)
                AND NOT EXISTS (SELECT 1 FROM transcript AS later
                    WHERE later.clip_id = heard.clip_id AND later.revision > heard.revision
                        AND later.source = \(TranscriptState.uploaded))
            ORDER BY heard.clip_id
            """
        ).map { try $0.id("clip_id") }
    }

    /// The lines of the latest revision of many clips, in one query.
    package func latestLines(of clips: [ID<Clip>]) throws -> [ID<Clip>: [TimedLine]] {
        // Without an order: a start of the server reads millions of lines, and sorting them by clip would copy all their words.
        let rows = try connection.rows(
            """
            SELECT transcript_line.clip_id, transcript_line.position, transcript_line.start_ms, transcript_line.end_ms,
                transcript_line.text, transcript_line.words
            FROM (
                SELECT clip_id, MAX(revision) AS revision FROM transcript
                WHERE clip_id IN (\(list: clips))
                GROUP BY clip_id
            ) AS latest
            JOIN transcript_line
                ON transcript_line.clip_id = latest.clip_id AND transcript_line.revision = latest.revision
            """)
        var places: [ID<Clip>: [(position: Int, row: Int)]] = [:]
        for (number, row) in rows.enumerated() {
            places[try row.id("clip_id"), default: []].append((try row.int("position"), number))
        }
        return try places.mapValues { places in
            try places.sorted { $0.position < $1.position }.map { try Self.timedLine(rows[$0.row]) }
        }
    }

    private static func timedLine(_ row: Row) throws -> TimedLine {
        TimedLine(
            startMilliseconds: try row.int("start_ms"), endMilliseconds: try row.int("end_ms"),
            text: try row.text("text"), times: try TimedWordsText.readTimes(row.text("words")))
    }

    package func find(_ clip: ID<Clip>, revision: Int) throws -> Transcript? {
        let row = try connection.row(
            "SELECT \(Self.columns) FROM transcript WHERE clip_id = \(clip) AND revision = \(revision)")
        return try row.map { try Self.transcript($0, lines: lines(of: clip, revision)) }
    }

    /// Every revision, newest first, without lines.
    package func history(of clip: ID<Clip>) throws -> [Transcript] {
        try connection.rows("SELECT \(Self.columns) FROM transcript WHERE clip_id = \(clip) ORDER BY revision DESC")
            .map { try Self.transcript($0, lines: []) }
    }

    /// - Throws: `Problem.conflict` `edited_meanwhile` when the revision is there already.
    package func insert(_ transcript: Transcript, clip: ID<Clip>) throws {
        try mapped {
            try connection.run(
                """
                INSERT INTO transcript (clip_id, revision, source, language, saved_by, saved_at)
                VALUES (\(clip), \(transcript.revision), \(transcript.source), \(transcript.language),
                    \(transcript.savedBy), \(transcript.savedAt))
                """)
        }
        for (position, line) in transcript.lines.enumerated() {
            let words = try TimedWordsText.write(line.words)
            try connection.run(
                """
                INSERT INTO transcript_line (clip_id, revision, position, start_ms, end_ms, text, words)
                VALUES (\(clip), \(transcript.revision), \(position), \(line.startMilliseconds),
                    \(line.endMilliseconds), \(line.text), \(words))
                """)
        }
    }

    private func lines(of clip: ID<Clip>, _ revision: Int) throws -> [TranscriptLine] {
        try connection.rows(
            """
            SELECT start_ms, end_ms, text, words FROM transcript_line
            WHERE clip_id = \(clip) AND revision = \(revision)
            ORDER BY position
            """
        ).map(Self.line)
    }

    private static func line(_ row: Row) throws -> TranscriptLine {
        TranscriptLine(
            startMilliseconds: try row.int("start_ms"), endMilliseconds: try row.int("end_ms"),
            text: try row.text("text"), words: try TimedWordsText.read(row.text("words")))
    }

    private static let columns: SQL = "revision, source, language, saved_by, saved_at"

    private static func transcript(_ row: Row, lines: [TranscriptLine]) throws -> Transcript {
        Transcript(
            revision: try row.int("revision"), source: try row.value("source", as: TranscriptState.self),
            language: try row.text("language"), lines: lines, savedBy: try row.idOrNil("saved_by"),
            savedAt: try row.instant("saved_at"))
    }
}
