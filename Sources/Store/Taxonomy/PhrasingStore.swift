package import Database
package import Domain

/// Rows of `phrasing`.
package struct PhrasingStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func list() throws -> [Phrasing] {
        try connection.rows("SELECT \(Self.columns) FROM phrasing ORDER BY objection_id, position, id")
            .map(Self.phrasing)
    }

    package func find(_ id: ID<Phrasing>) throws -> Phrasing? {
        try connection.row("SELECT \(Self.columns) FROM phrasing WHERE id = \(id)").map(Self.phrasing)
    }

    /// - Throws: `Problem.conflict` `phrasing_taken`.
    package func insert(_ phrasing: Phrasing) throws {
        try mapped {
            try connection.run(
                """
                INSERT INTO phrasing (id, objection_id, text, position, retired_at)
                VALUES (\(phrasing.id), \(phrasing.objection), \(phrasing.text), \(phrasing.position),
                    \(phrasing.retiredAt))
                """)
        }
    }

    /// - Throws: `Problem.conflict` `phrasing_taken`.
    package func update(_ phrasing: Phrasing) throws {
        try mapped {
            try connection.run(
                """
                UPDATE phrasing
                SET objection_id = \(phrasing.objection), text = \(phrasing.text), position = \(phrasing.position),
                    retired_at = \(phrasing.retiredAt)
                WHERE id = \(phrasing.id)
                """)
        }
    }

    private static let columns: SQL = "id, objection_id, text, position, retired_at"

    private static func phrasing(_ row: Row) throws -> Phrasing {
        Phrasing(
            id: try row.id("id"), objection: try row.id("objection_id"), text: try row.text("text"),
            position: try row.int("position"), retiredAt: try row.instantOrNil("retired_at"))
    }
}
