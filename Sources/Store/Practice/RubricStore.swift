package import Database
package import Domain

/// Rows of `rubric`, `rubric_version` and `scorecard`.
package struct RubricStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ rubric: Rubric) throws {
        try connection.run(
            """
            INSERT INTO rubric (id, team_id, owner_id, title, content, is_retired, version, created_at, updated_at)
            VALUES (\(rubric.id), \(rubric.team), \(rubric.owner), \(rubric.content.title),
                \(try JSONText.write(rubric.content)), \(rubric.isRetired), \(rubric.version), \(rubric.createdAt),
                \(rubric.updatedAt))
            """)
    }

    /// False when its version is another one than `expecting`: someone was faster.
    package func update(_ rubric: Rubric, expecting version: Int) throws -> Bool {
        try connection.run(
            """
            UPDATE rubric
            SET title = \(rubric.content.title), content = \(try JSONText.write(rubric.content)),
                is_retired = \(rubric.isRetired), version = \(rubric.version), updated_at = \(rubric.updatedAt)
            WHERE id = \(rubric.id) AND version = \(version)
            """) == 1
    }

    package func find(_ id: ID<Rubric>) throws -> Rubric? {
        try connection.row("SELECT \(Self.columns) FROM rubric WHERE id = \(id)").map(Self.rubric)
    }

    /// Of these teams, or of all when nil; by title.
    package func list(of teams: Set<ID<Team>>?, isRetired: Bool, limit: Int) throws -> [Rubric] {
        let isTheirs: SQL = teams.map { "team_id IN (\(list: $0))" } ?? "TRUE"
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM rubric
            WHERE is_retired = \(isRetired) AND \(isTheirs)
            ORDER BY title, id
            LIMIT \(limit)
            """
        ).map(Self.rubric)
    }

    package func addVersion(of rubric: Rubric, by person: ID<Person>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO rubric_version (rubric_id, version, content, person_id, created_at)
            VALUES (\(rubric.id), \(rubric.version), \(try JSONText.write(rubric.content)), \(person), \(now))
            """)
    }

    /// What it said in one version.
    package func content(of id: ID<Rubric>, version: Int) throws -> RubricContent? {
        try connection.row(
            "SELECT content FROM rubric_version WHERE rubric_id = \(id) AND version = \(version)"
        ).map { try JSONText.read(try $0.text("content")) }
    }

    // MARK: Scorecards

    /// Takes the place of what the same person filled in before.
    package func set(_ card: Scorecard) throws {
        try connection.run(
            """
            INSERT INTO scorecard (id, take_id, person_id, rubric_id, rubric_version, answers, note, created_at,
                updated_at)
            VALUES (\(card.id), \(card.take), \(card.person), \(card.rubric), \(card.rubricVersion),
                \(try JSONText.write(card.answers)), \(card.note), \(card.createdAt), \(card.updatedAt))
            ON CONFLICT (take_id, person_id) DO UPDATE SET rubric_id = excluded.rubric_id,
                rubric_version = excluded.rubric_version, answers = excluded.answers, note = excluded.note,
                updated_at = excluded.updated_at
            """)
    }

    /// In the order they were first filled in.
    package func scorecards(of take: ID<Take>) throws -> [Scorecard] {
        try connection.rows(
            """
            SELECT id, take_id, person_id, rubric_id, rubric_version, answers, note, created_at, updated_at
            FROM scorecard
            WHERE take_id = \(take)
            ORDER BY created_at, id
            """
        ).map { row in
            Scorecard(
                id: try row.id("id"), take: try row.id("take_id"), person: try row.id("person_id"),
                rubric: try row.id("rubric_id"), rubricVersion: try row.int("rubric_version"),
                answers: try JSONText.read(try row.text("answers")), note: try row.text("note"),
                createdAt: try row.instant("created_at"), updatedAt: try row.instant("updated_at"))
        }
    }

    private static let columns: SQL = """
        id, team_id, owner_id, content, is_retired, version, created_at, updated_at
        """

    private static func rubric(_ row: Row) throws -> Rubric {
        Rubric(
            id: try row.id("id"), team: try row.id("team_id"), owner: try row.id("owner_id"),
            content: try JSONText.read(try row.text("content")), isRetired: try row.flag("is_retired"),
            version: try row.int("version"), createdAt: try row.instant("created_at"),
            updatedAt: try row.instant("updated_at"))
    }
}
