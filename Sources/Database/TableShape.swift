import Domain

/// A table as the migrations made it: for whoever copies all of it from one engine to another.
package struct TableShape: Sendable, Hashable {
    /// What a column holds.
    package enum Kind: Sendable, Hashable {
        case text, integer, real, flag, bytes
    }

    package struct Column: Sendable, Hashable {
        package let name: String
        package let kind: Kind
    }

    package let name: String
    package let columns: [Column]
    /// Columns of the primary key, in its order.
    package let key: [String]
    /// Tables whose rows have to be there first.
    package let parents: Set<String>
    /// Columns that point into this very table.
    package let ownReferences: [String]

    package init(
        name: String, columns: [Column], key: [String], parents: Set<String>, ownReferences: [String]
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.parents = parents
        self.ownReferences = ownReferences
    }

    /// Every table after those its rows point to.
    /// - Throws: `DatabaseFailure` when two tables point to each other.
    package static func inOrder(_ shapes: [TableShape]) throws -> [TableShape] {
        var rest = shapes.sorted { $0.name < $1.name }
        var done: [TableShape] = []
        while !rest.isEmpty {
            let known = Set(done.map(\.name))
            guard let next = rest.firstIndex(where: { $0.parents.isSubset(of: known) }) else {
                throw DatabaseFailure(kind: .other, message: "tables point to each other: \(rest.map(\.name))")
            }
            done.append(rest.remove(at: next))
        }
        return done
    }
}

extension TableShape {
    /// One value of a row as the column means it: SQLite has no flags of its own.
    package func value(_ column: Column, of row: Row) throws -> SQLValue {
        switch column.kind {
        case .text: try row.textOrNil(column.name).map(SQLValue.text) ?? .null
        case .integer: try row.integerOrNil(column.name).map(SQLValue.integer) ?? .null
        case .real: try row.realOrNil(column.name).map(SQLValue.real) ?? .null
        case .flag: try row.flagOrNil(column.name).map(SQLValue.flag) ?? .null
        case .bytes: try row.bytesOrNil(column.name).map(SQLValue.bytes) ?? .null
        }
    }

    /// A row on its way from one database to another.
    package struct Moved: Sendable, Hashable {
        package let values: [SQLValue]
        /// Columns that point to a row of the same table which does not come before this one.
        let open: Set<String>
    }

    /// Rows behind `last` in the order of the key: the engine's own, in which its index has them.
    /// - Parameter last: the key of the row before the first one; nil for the first rows of all.
    package func rows(after last: [SQLValue]?, limit: Int, _ connection: any Connection) throws -> [Moved] {
        try connection.rows(try query(after: last, limit: limit)).map { row in
            let values = try columns.map { try value($0, of: row) }
            let open = try ownReferences.enumerated().filter { number, column in
                guard let place = columns.firstIndex(where: { $0.name == column }), values[place] != .null else {
                    return false
                }
                return try row.flagOrNil("is_earlier_\(number)") != true
            }
            return Moved(values: values, open: Set(open.map(\.element)))
        }
    }

    package func query(after last: [SQLValue]?, limit: Int) throws -> SQL {
        let order = try keyNames
        // Which of two keys comes first only the engine knows.
        let earlier = try ownReferences.enumerated().map { number, column -> SQL in
            let answer: SQL = key.count == 1 ? "\(try SQL.name(column)) < \(order)" : "FALSE"
            return "\(answer) AS \(try SQL.name("is_earlier_\(number)"))"
        }
        let names = SQL.joined(try columns.map { try SQL.name($0.name) } + earlier, separator: ", ")
        let place: SQL = last.map { "(\(order)) > (\(values: $0))" } ?? "TRUE"
        return """
            SELECT \(names) FROM \(try SQL.name(name))
            WHERE \(place)
            ORDER BY \(order)
            LIMIT \(limit)
            """
    }

    /// The key of the row with so many rows before it, in the engine's own order; nil when there are not so many.
    package func keyValues(behind number: Int, _ connection: any Connection) throws -> [SQLValue]? {
        let order = try keyNames
        return try connection.row(
            "SELECT \(order) FROM \(try SQL.name(name)) ORDER BY \(order) LIMIT 1 OFFSET \(number)"
        ).map { row in
            try key.compactMap { part in try columns.first { $0.name == part }.map { try value($0, of: row) } }
        }
    }

    /// Adds rows, each after those before it. What points to a later row of this table is left open until all of them are there;
    /// what points to an earlier one is not: there are tables whose rows cannot be changed.
    package func insert(_ rows: [Moved], _ connection: any Connection) throws {
        let names = SQL.joined(try columns.map { try SQL.name($0.name) }, separator: ", ")
        for row in rows {
            let values = zip(columns, row.values).map { row.open.contains($0.name) ? SQLValue.null : $1 }
            try connection.run("INSERT INTO \(try SQL.name(name)) (\(names)) VALUES (\(values: values))")
        }
    }

    /// Closes what was left open.
    package func close(_ rows: [Moved], _ connection: any Connection) throws {
        for row in rows where !row.open.isEmpty {
            let here = try zip(key, keyValues(of: row)).map { name, part -> SQL in
                "\(try SQL.name(name)) = \(values: [part])"
            }
            for (column, value) in zip(columns, row.values) where row.open.contains(column.name) {
                try connection.run(
                    """
                    UPDATE \(try SQL.name(name)) SET \(try SQL.name(column.name)) = \(values: [value])
                    WHERE \(SQL.joined(here, separator: " AND "))
                    """)
            }
        }
    }

    package func count(_ connection: any Connection) throws -> Int {
        try connection.count("SELECT COUNT(*) FROM \(try SQL.name(name))")
    }

    package func keyValues(of row: Moved) -> [SQLValue] {
        key.compactMap { part in columns.firstIndex { $0.name == part }.map { row.values[$0] } }
    }

    private var keyNames: SQL {
        get throws { SQL.joined(try key.map { try SQL.name($0) }, separator: ", ") }
    }
}
