package import Database
package import Domain

/// Rows of `watch`, the reports of players as they came until they are old, and of `watch_total`, what they come to.
package struct WatchStore {
    let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// - Returns: false when this player's report of this number is there already; nothing is changed then.
    package func insert(
        _ report: PlayReport, of clip: ID<Clip>, by person: ID<Person>, at now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            INSERT INTO watch (person_id, clip_id, player, number, intervals, reported_at)
            VALUES (\(person), \(clip), \(report.player), \(report.number), \(report.intervalText), \(now))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    package func setTotal(_ total: WatchTotal, of clip: ID<Clip>, by person: ID<Person>) throws {
        try connection.run(
            """
            INSERT INTO watch_total (person_id, clip_id, opened_at, reported_at, once, twice, played_ms, marks)
            VALUES (\(person), \(clip), \(total.openedAt), \(total.reportedAt), \(total.once.text),
                \(total.twice.text), \(total.playedMilliseconds), \(total.markText))
            ON CONFLICT (person_id, clip_id) DO UPDATE
            SET reported_at = excluded.reported_at, once = excluded.once, twice = excluded.twice,
                played_ms = excluded.played_ms, marks = excluded.marks
            """)
    }

    package func total(of clip: ID<Clip>, by person: ID<Person>) throws -> WatchTotal? {
        try connection.row(
            "SELECT \(Self.columns) FROM watch_total WHERE person_id = \(person) AND clip_id = \(clip)"
        ).map(Self.total)
    }

    /// Everybody's, but for those of `except`.
    package func totals(of clip: ID<Clip>, except: ID<Person>) throws -> [WatchTotal] {
        try connection.rows(
            "SELECT \(Self.columns) FROM watch_total WHERE clip_id = \(clip) AND person_id <> \(except)"
        ).map(Self.total)
    }

    /// By person and clip, as far as there is anything.
    package func totals(
        of clips: [ID<Clip>], by people: [ID<Person>]
    ) throws -> [ID<Person>: [ID<Clip>: WatchTotal]] {
        try connection.rows(
            """
            SELECT person_id, clip_id, \(Self.columns) FROM watch_total
            WHERE person_id IN (\(list: people)) AND clip_id IN (\(list: clips))
            """
        ).reduce(into: [:]) { found, row in
            found[try row.id("person_id"), default: [:]][try row.id("clip_id")] = try Self.total(row)
        }
    }

    /// Everything of one person, latest first.
    package func totals(by person: ID<Person>, limit: Int) throws -> [(clip: ID<Clip>, total: WatchTotal)] {
        try connection.rows(
            """
            SELECT clip_id, \(Self.columns) FROM watch_total
            WHERE person_id = \(person)
            ORDER BY reported_at DESC, clip_id
            LIMIT \(limit)
            """
        ).map { (try $0.id("clip_id"), try Self.total($0)) }
    }

    /// What was reported from `start` on, as one total: for whoever is to watch something once more.
    package func total(
        of clip: ID<Clip>, by person: ID<Person>, since start: Instant, length: Int
    ) throws -> WatchTotal? {
        let reports = try reports(of: clip, by: person, since: start)
        guard let first = reports.first else { return nil }
        var total = WatchTotal(openedAt: first.at)
        for report in reports { total.add(report.intervals, length: length, at: report.at) }
        return total
    }

    /// When so much of a stretch had been watched, gone through report by report; nil while it has not.
    /// - Parameter threshold: percent.
    package func reachedAt(
        _ threshold: Int, of range: Range<Int>, in clip: ID<Clip>, by person: ID<Person>, since start: Instant?
    ) throws -> Instant? {
        let reports = try reports(of: clip, by: person, since: start ?? Instant(milliseconds: 0))
        guard let first = reports.first else { return nil }
        var total = WatchTotal(openedAt: first.at)
        for report in reports {
            total.add(report.intervals, length: range.upperBound, at: report.at)
            if total.percent(of: range) >= threshold { return report.at }
        }
        return nil
    }

    private func reports(
        of clip: ID<Clip>, by person: ID<Person>, since start: Instant
    ) throws -> [(intervals: [PlayedInterval], at: Instant)] {
        try connection.rows(
            """
            SELECT intervals, reported_at FROM watch
            WHERE person_id = \(person) AND clip_id = \(clip) AND reported_at >= \(start)
            ORDER BY reported_at, player, number
            """
        ).map { (try Self.intervals($0), try $0.instant("reported_at")) }
    }

    static func intervals(_ row: Row) throws -> [PlayedInterval] {
        guard let intervals = PlayReport.intervals(text: try row.text("intervals")) else {
            throw DatabaseFailure(kind: .decoding, message: "column intervals holds no intervals")
        }
        return intervals
    }

    private static let columns: SQL = "opened_at, reported_at, once, twice, played_ms, marks"

    private static func total(_ row: Row) throws -> WatchTotal {
        guard let once = PlayedSpans(text: try row.text("once")), let twice = PlayedSpans(text: try row.text("twice")),
            let marks = WatchTotal.marks(text: try row.text("marks"))
        else { throw DatabaseFailure(kind: .decoding, message: "a row of watch_total holds no spans") }
        return WatchTotal(
            openedAt: try row.instant("opened_at"), reportedAt: try row.instant("reported_at"), once: once,
            twice: twice,
            playedMilliseconds: try row.int("played_ms"), marks: marks)
    }
}
