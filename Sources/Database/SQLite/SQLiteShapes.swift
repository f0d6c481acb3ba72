extension SQLiteDatabase {
    /// Every table there is, as the migrations made it.
    package func tableShapes() async throws -> [TableShape] {
        try await read { connection in
            let names = try connection.rows(
                """
                SELECT name FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migration'
                ORDER BY name
                """
            ).map { try $0.text("name") }
            return try names.map { try Self.shape($0, connection) }
        }
    }

    private static func shape(_ name: String, _ connection: any Connection) throws -> TableShape {
        let columns = try connection.rows(
            "SELECT name, lower(type) AS type, pk FROM pragma_table_info(\(name)) ORDER BY cid")
        let references = try connection.rows(
            "SELECT \"table\" AS parent, \"from\" AS child FROM pragma_foreign_key_list(\(name))"
        ).map { (parent: try $0.text("parent"), child: try $0.text("child")) }
        let key = try columns.filter { try $0.int("pk") > 0 }.sorted { try $0.int("pk") < $1.int("pk") }
        return TableShape(
            name: name,
            columns: try columns.map { .init(name: try $0.text("name"), kind: try kind(try $0.text("type"))) },
            key: try key.map { try $0.text("name") },
            parents: Set(references.map(\.parent)).subtracting([name]),
            ownReferences: references.filter { $0.parent == name }.map(\.child))
    }

    private static func kind(_ type: String) throws -> TableShape.Kind {
        switch type {
        case "text": .text
        case "integer", "bigint": .integer
        case "real", "double precision": .real
        case "boolean": .flag
        case "blob": .bytes
        default: throw DatabaseFailure.decoding("a column of the unknown type \(type)")
        }
    }
}
