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

    /// Rows behind `last` in the order of the key, which is the same on both engines.
    /// - Parameter last: the key of the row before the first one; nil for the first rows of all.
    package func rows(after last: [SQLValue]?, limit: Int, _ connection: any Connection) throws -> [[SQLValue]] {
        let order = SQL.joined(try key.map { try ordered($0, connection.dialect) }, separator: ", ")
        let names = SQL.joined(try columns.map { try SQL.name($0.name) }, separator: ", ")
        let place: SQL = last.map { "(\(order)) > (\(values: $0))" } ?? "TRUE"
        return try connection.rows(
            """
            SELECT \(names) FROM \(try SQL.name(name))
            WHERE \(place)
            ORDER BY \(order)
            LIMIT \(limit)
            """
        ).map { row in try columns.map { try value($0, of: row) } }
    }

    /// The last one in the order of the key; nil when there is none.
    package func lastRow(_ connection: any Connection) throws -> [SQLValue]? {
        let order = SQL.joined(try key.map { "\(try ordered($0, connection.dialect)) DESC" }, separator: ", ")
        let names = SQL.joined(try columns.map { try SQL.name($0.name) }, separator: ", ")
        return try connection.row("SELECT \(names) FROM \(try SQL.name(name)) ORDER BY \(order) LIMIT 1").map { row in
            try columns.map { try value($0, of: row) }
        }
    }

    /// Adds rows, each after those before it in the order of the key. What points to a later row of this table is left open until
    /// all of them are there; what points to an earlier one is not: there are tables whose rows cannot be changed.
    package func insert(_ rows: [[SQLValue]], _ connection: any Connection) throws {
        let names = SQL.joined(try columns.map { try SQL.name($0.name) }, separator: ", ")
        for row in rows {
            let open = zip(columns, row).map { isLeftOpen($0, $1, row) ? SQLValue.null : $1 }
            try connection.run("INSERT INTO \(try SQL.name(name)) (\(names)) VALUES (\(values: open))")
        }
    }

    /// Closes what was left open.
    package func close(_ rows: [[SQLValue]], _ connection: any Connection) throws {
        for row in rows {
            for (column, value) in zip(columns, row) where isLeftOpen(column, value, row) {
                let here = try zip(key, keyValues(of: row)).map { name, part -> SQL in
                    "\(try SQL.name(name)) = \(values: [part])"
                }
                try connection.run(
                    """
                    UPDATE \(try SQL.name(name)) SET \(try SQL.name(column.name)) = \(values: [value])
                    WHERE \(SQL.joined(here, separator: " AND "))
                    """)
            }
        }
    }

    private func isLeftOpen(_ column: Column, _ value: SQLValue, _ row: [SQLValue]) -> Bool {
        guard ownReferences.contains(column.name), value != .null else { return false }
        guard case .text(let there) = value, case .text(let here)? = keyValues(of: row).first, key.count == 1 else {
            return true
        }
        return !there.utf8.lexicographicallyPrecedes(here.utf8)
    }

    package func count(_ connection: any Connection) throws -> Int {
        try connection.count("SELECT COUNT(*) FROM \(try SQL.name(name))")
    }

    package func keyValues(of row: [SQLValue]) -> [SQLValue] {
        key.compactMap { part in columns.firstIndex { $0.name == part }.map { row[$0] } }
    }

    private func ordered(_ column: String, _ dialect: Dialect) throws -> SQL {
        let isText = columns.contains { $0.name == column && $0.kind == .text }
        return isText ? "\(try SQL.name(column)) \(dialect.byBytes)" : try SQL.name(column)
    }
}
