package import Database
package import Domain

/// Rows of `brief` and `brief_version`.
package struct BriefStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ brief: Brief) throws {
        try connection.run(
            """
            INSERT INTO brief (id, team_id, owner_id, state, title, content, request_id, version, created_at, updated_at)
            VALUES (\(brief.id), \(brief.team), \(brief.owner), \(brief.state), \(brief.content.title),
                \(try JSONText.write(brief.content)), \(brief.request), \(brief.version), \(brief.createdAt),
                \(brief.updatedAt))
            """)
    }

    /// False when its version is another one than `expecting`: someone was faster.
    package func update(_ brief: Brief, expecting version: Int) throws -> Bool {
        try connection.run(
            """
            UPDATE brief
            SET state = \(brief.state), title = \(brief.content.title),
                content = \(try JSONText.write(brief.content)), version = \(brief.version),
                updated_at = \(brief.updatedAt)
            WHERE id = \(brief.id) AND version = \(version)
            """) == 1
    }

    package func find(_ id: ID<Brief>) throws -> Brief? {
        try connection.row("SELECT \(Self.columns) FROM brief WHERE id = \(id)").map(Self.brief)
    }

    package func find(ids: [ID<Brief>]) throws -> [ID<Brief>: Brief] {
        let found = try connection.rows("SELECT \(Self.columns) FROM brief WHERE id IN (\(list: ids))").map(Self.brief)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// In one state, latest change first; of these teams, or of all when nil.
    package func list(_ state: Brief.State, of teams: Set<ID<Team>>?, limit: Int) throws -> [Brief] {
        let isTheirs: SQL = teams.map { "team_id IN (\(list: $0))" } ?? "TRUE"
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM brief
            WHERE state = \(state) AND \(isTheirs)
            ORDER BY updated_at DESC, id DESC
            LIMIT \(limit)
            """
        ).map(Self.brief)
    }

    // MARK: Versions

    /// What a brief said once.
    package struct Version: Sendable {
        package let number: Int
        package let content: BriefContent
        package let person: ID<Person>?
        package let at: Instant
    }

    package func addVersion(of brief: Brief, by person: ID<Person>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO brief_version (brief_id, version, content, person_id, created_at)
            VALUES (\(brief.id), \(brief.version), \(try JSONText.write(brief.content)), \(person), \(now))
            """)
    }

    /// Latest first.
    package func versions(of id: ID<Brief>, limit: Int) throws -> [Version] {
        try connection.rows(
            """
            SELECT version, content, person_id, created_at FROM brief_version
            WHERE brief_id = \(id)
            ORDER BY version DESC
            LIMIT \(limit)
            """
        ).map(Self.version)
    }

    package func version(_ number: Int, of id: ID<Brief>) throws -> Version? {
        try connection.row(
            """
            SELECT version, content, person_id, created_at FROM brief_version
            WHERE brief_id = \(id) AND version = \(number)
            """
        ).map(Self.version)
    }

    private static func version(_ row: Row) throws -> Version {
        Version(
            number: try row.int("version"), content: try JSONText.read(try row.text("content")),
            person: try row.idOrNil("person_id"), at: try row.instant("created_at"))
    }

    private static let columns: SQL = """
        id, team_id, owner_id, state, content, request_id, version, created_at, updated_at
        """

    private static func brief(_ row: Row) throws -> Brief {
        Brief(
            id: try row.id("id"), team: try row.id("team_id"), owner: try row.id("owner_id"),
            state: try row.value("state"), content: try JSONText.read(try row.text("content")),
            request: try row.idOrNil("request_id"), version: try row.int("version"),
            createdAt: try row.instant("created_at"), updatedAt: try row.instant("updated_at"))
    }
}
