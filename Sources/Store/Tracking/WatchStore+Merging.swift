import Database
package import Domain

/// Reports of players that are old: what was played of a clip in an hour stays, how it was played goes.
extension WatchStore {
    /// An hour in which somebody played a clip.
    package struct Hour: Sendable, Hashable {
        package let person: ID<Person>
        package let clip: ID<Clip>
        /// Since 1970.
        package let number: Int64
    }

    /// Those that end before `limit` and were not merged, the oldest first.
    package func hours(before limit: Instant, atMost most: Int) throws -> [Hour] {
        let end = limit.milliseconds / Self.hour * Self.hour
        return try connection.rows(
            """
            SELECT DISTINCT person_id, clip_id, reported_at / \(Self.hour) AS hour FROM watch
            WHERE player <> 'merged' AND reported_at < \(end)
            ORDER BY hour, person_id, clip_id
            LIMIT \(most)
            """
        ).map { Hour(person: try $0.id("person_id"), clip: try $0.id("clip_id"), number: try $0.integer("hour")) }
    }

    /// Puts all reports of an hour into one: the parts that count, each once, without speed, sound, windows and pauses.
    package func merge(_ hour: Hour) throws {
        let isOfIt: SQL = """
            person_id = \(hour.person) AND clip_id = \(hour.clip) AND reported_at >= \(hour.number * Self.hour)
                AND reported_at < \((hour.number + 1) * Self.hour)
            """
        let rows = try connection.rows("SELECT intervals, reported_at FROM watch WHERE \(isOfIt)")
        var spans = PlayedSpans()
        for row in rows {
            for interval in try Self.intervals(row) where interval.counts {
                spans.insert(interval.start..<interval.end)
            }
        }
        guard let last = try rows.map({ try $0.instant("reported_at") }).max() else { return }
        try connection.run("DELETE FROM watch WHERE \(isOfIt)")
        let merged = spans.spans.map {
            PlayedInterval(start: $0.lowerBound, end: $0.upperBound, at: 0, wall: $0.count).text
        }.joined(separator: " ")
        try connection.run(
            """
            INSERT INTO watch (person_id, clip_id, player, number, intervals, reported_at)
            VALUES (\(hour.person), \(hour.clip), 'merged', \(hour.number), \(merged), \(last))
            """)
    }

    private static let hour: Int64 = 3_600_000
}
