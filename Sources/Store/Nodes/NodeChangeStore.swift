package import Database
package import Domain

/// Rows of `node_change`: what the nodes on one database tell each other, in the order of the commits.
package struct NodeChangeStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package struct Change: Sendable, Hashable {
        package let number: Int64
        package let node: String
        package let kind: String
        package let subject: String
    }

    package func append(_ kind: String, _ subject: String, by node: String, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO node_change (node, kind, subject, created_at)
            VALUES (\(node), \(kind), \(subject), \(now))
            """)
    }

    /// What came after `number`, oldest first.
    package func list(after number: Int64, limit: Int) throws -> [Change] {
        try connection.rows(
            """
            SELECT number, node, kind, subject FROM node_change
            WHERE number > \(number)
            ORDER BY number
            LIMIT \(limit)
            """
        ).map { row in
            Change(
                number: try row.integer("number"), node: try row.text("node"), kind: try row.text("kind"),
                subject: try row.text("subject"))
        }
    }

    /// The number of the latest one; 0 when there is none.
    package func latest() throws -> Int64 {
        try connection.row("SELECT number FROM node_change ORDER BY number DESC LIMIT 1")?.integer("number") ?? 0
    }

    /// Those of some kinds only; the latest one stays.
    package func delete(_ kinds: [String], olderThan limit: Instant) throws {
        let latest = try latest()
        try connection.run(
            """
            DELETE FROM node_change
            WHERE created_at < \(limit) AND number < \(latest) AND kind IN (\(list: kinds))
            """)
    }

    /// The latest one stays whatever its age, so that nobody loses their place.
    package func deleteOlder(than limit: Instant) throws {
        let latest = try latest()
        try connection.run("DELETE FROM node_change WHERE created_at < \(limit) AND number < \(latest)")
    }
}
