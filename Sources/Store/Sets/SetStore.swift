package import Database
package import Domain

/// Rows of `review_set` with those of `set_item` that belong to them.
package struct SetStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ set: ReviewSet) throws {
        let content = set.content
        try connection.run(
            """
            INSERT INTO review_set (id, team_id, owner_id, title, summary, threshold, goal, retention, is_template,
                is_retired, version, created_at, updated_at)
            VALUES (\(set.id), \(set.team), \(set.owner), \(content.title), \(content.summary), \(content.threshold),
                \(content.goal), \(content.retention), \(set.isTemplate), \(set.isRetired), \(set.version), \(set.createdAt), \(set.updatedAt))
            """)
        try writeItems(of: set)
    }

    /// Everything, items included. False when its version is another one than `expecting`: someone was faster.
    package func update(_ set: ReviewSet, expecting version: Int) throws -> Bool {
        let content = set.content
        let changed = try connection.run(
            """
            UPDATE review_set
            SET title = \(content.title), summary = \(content.summary), threshold = \(content.threshold),
                goal = \(content.goal), retention = \(content.retention), is_template = \(set.isTemplate), is_retired = \(set.isRetired),
                version = \(set.version), updated_at = \(set.updatedAt)
            WHERE id = \(set.id) AND version = \(version)
            """)
        guard changed == 1 else { return false }
        try writeItems(of: set)
        return true
    }

    package func find(_ id: ID<ReviewSet>) throws -> ReviewSet? {
        try whole(connection.rows("SELECT \(Self.columns) FROM review_set WHERE id = \(id)")).first
    }

    package func find(ids: [ID<ReviewSet>]) throws -> [ReviewSet] {
        try whole(connection.rows("SELECT \(Self.columns) FROM review_set WHERE id IN (\(list: ids)) ORDER BY id"))
    }

    /// Those of the person's teams, latest change first; everybody's for an admin.
    package func list(templates: Bool, owner: ID<Person>?, visibleTo actor: Actor, limit: Int) throws -> [ReviewSet] {
        var parts: [SQL] = ["is_retired = FALSE", "is_template = \(templates)"]
        if !actor.isAdmin { parts.append("team_id IN (\(list: actor.teams))") }
        if let owner { parts.append("owner_id = \(owner)") }
        return try whole(
            connection.rows(
                """
                SELECT \(Self.columns) FROM review_set
                WHERE \(SQL.joined(parts, separator: " AND "))
                ORDER BY updated_at DESC, id DESC
                LIMIT \(limit)
                """))
    }

    // MARK: Versions

    /// One version of what is in a set.
    package struct Version: Sendable {
        package let number: Int
        package let content: SetContent
        package let person: ID<Person>?
        package let at: Instant
    }

    package func addVersion(of set: ReviewSet, by person: ID<Person>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO set_version (set_id, version, content, person_id, created_at)
            VALUES (\(set.id), \(set.version), \(try JSONText.write(set.content)), \(person), \(now))
            """)
    }

    /// Latest first.
    package func versions(of id: ID<ReviewSet>, limit: Int) throws -> [Version] {
        try connection.rows(
            """
            SELECT version, content, person_id, created_at FROM set_version
            WHERE set_id = \(id)
            ORDER BY version DESC
            LIMIT \(limit)
            """
        ).map(Self.version)
    }

    package func version(_ number: Int, of id: ID<ReviewSet>) throws -> Version? {
        try connection.row(
            """
            SELECT version, content, person_id, created_at FROM set_version
            WHERE set_id = \(id) AND version = \(number)
            """
        ).map(Self.version)
    }

    private static func version(_ row: Row) throws -> Version {
        Version(
            number: try row.int("version"), content: try JSONText.read(try row.text("content")),
            person: try row.idOrNil("person_id"), at: try row.instant("created_at"))
    }

    // MARK: Parts

    private func writeItems(of set: ReviewSet) throws {
        try connection.run("DELETE FROM set_item WHERE set_id = \(set.id)")
        for (position, item) in set.content.items.enumerated() {
            try connection.run(
                """
                INSERT INTO set_item (id, set_id, position, kind, subject_id, moment_id, start_ms, end_ms, note)
                VALUES (\(item.id), \(set.id), \(position), \(item.kind), \(item.subject), \(item.moment),
                    \(item.start), \(item.end), \(item.note))
                """)
        }
    }

    private func whole(_ rows: [Row]) throws -> [ReviewSet] {
        let ids: [ID<ReviewSet>] = try rows.map { try $0.id("id") }
        guard !ids.isEmpty else { return [] }
        var items: [ID<ReviewSet>: [SetItem]] = [:]
        let found = try connection.rows(
            """
            SELECT id, set_id, kind, subject_id, moment_id, start_ms, end_ms, note FROM set_item
            WHERE set_id IN (\(list: ids))
            ORDER BY set_id, position
            """)
        for row in found {
            items[try row.id("set_id"), default: []].append(
                SetItem(
                    id: try row.id("id"), kind: try row.value("kind"), subject: try row.text("subject_id"),
                    moment: try row.idOrNil("moment_id"), start: try row.intOrNil("start_ms"),
                    end: try row.intOrNil("end_ms"), note: try row.text("note")))
        }
        return try rows.map { row in
            let id: ID<ReviewSet> = try row.id("id")
            return ReviewSet(
                id: id, team: try row.id("team_id"), owner: try row.id("owner_id"),
                content: SetContent(
                    title: try row.text("title"), summary: try row.text("summary"),
                    threshold: try row.int("threshold"), goal: try row.value("goal"),
                    retention: try row.realOrNil("retention"), items: items[id] ?? []),
                isTemplate: try row.flag("is_template"), isRetired: try row.flag("is_retired"),
                version: try row.int("version"), createdAt: try row.instant("created_at"),
                updatedAt: try row.instant("updated_at"))
        }
    }

    private static let columns: SQL = """
        id, team_id, owner_id, title, summary, threshold, goal, retention, is_template, is_retired, version, created_at,
        updated_at
        """
}
