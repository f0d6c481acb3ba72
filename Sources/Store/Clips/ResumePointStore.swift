package import Database
package import Domain

/// Rows of `resume_point`: where people stopped.
package struct ResumePointStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func set(_ person: ID<Person>, _ clip: ID<Clip>, milliseconds: Int, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO resume_point (person_id, clip_id, position_ms, updated_at)
            VALUES (\(person), \(clip), \(milliseconds), \(now))
            ON CONFLICT (person_id, clip_id) DO UPDATE
            SET position_ms = excluded.position_ms, updated_at = excluded.updated_at
            """)
    }

    package func find(_ person: ID<Person>, _ clip: ID<Clip>) throws -> Int? {
        try connection.row(
            "SELECT position_ms FROM resume_point WHERE person_id = \(person) AND clip_id = \(clip)")?.int(
                "position_ms")
    }

    /// One place where someone stopped.
    package struct Point: Sendable, Hashable {
        package let clip: ID<Clip>
        package let milliseconds: Int
        package let at: Instant
    }

    /// Latest first.
    package func recent(_ person: ID<Person>, limit: Int) throws -> [Point] {
        try connection.rows(
            """
            SELECT clip_id, position_ms, updated_at FROM resume_point
            WHERE person_id = \(person)
            ORDER BY updated_at DESC, clip_id
            LIMIT \(limit)
            """
        ).map { try Self.point($0) }
    }

    /// Those of `clips` that this person has begun, with when.
    package func begun(_ person: ID<Person>, among clips: [ID<Clip>]) throws -> [ID<Clip>: Instant] {
        try connection.rows(
            """
            SELECT clip_id, position_ms, updated_at FROM resume_point
            WHERE person_id = \(person) AND clip_id IN (\(list: clips))
            """
        ).reduce(into: [:]) { begun, row in
            let point = try Self.point(row)
            begun[point.clip] = point.at
        }
    }

    /// Everything this person has begun.
    package func begun(_ person: ID<Person>) throws -> Set<ID<Clip>> {
        Set(
            try connection.rows("SELECT clip_id FROM resume_point WHERE person_id = \(person)")
                .map { try $0.id("clip_id", of: Clip.self) })
    }

    private static func point(_ row: Row) throws -> Point {
        Point(
            clip: try row.id("clip_id"), milliseconds: try row.int("position_ms"), at: try row.instant("updated_at"))
    }
}
