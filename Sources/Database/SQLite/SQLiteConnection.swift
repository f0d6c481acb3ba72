import Foundation
import GRDB
import GRDBSQLite

/// A transaction of SQLite, lent to a body.
struct SQLiteConnection: Connection {
    let database: GRDB.Database
    /// Nil while only reading.
    var written: WrittenTables?

    var dialect: Dialect { .sqlite }

    func rows(_ sql: SQL) throws -> [Row] {
        try translated(sql) { statement in
            let names = ColumnNames(statement.columnNames)
            let columns = 0..<Int32(statement.columnCount)
            var rows: [Row] = []
            let cursor = try GRDB.Row.fetchCursor(statement)
            // The values are read where SQLite has them: a start reads millions, and each detour through a value of another
            // library is felt.
            while try cursor.next() != nil {
                rows.append(Row(names: names, values: columns.map { SQLValue(statement.sqliteStatement, $0) }))
            }
            return rows
        }
    }

    func run(_ sql: SQL) throws -> Int {
        try translated(sql) { statement in
            // SQLite keeps the count of the last statement that changed rows, so a CREATE would answer with an old one.
            let before = database.totalChangesCount
            try statement.execute()
            return database.totalChangesCount == before ? 0 : database.changesCount
        }
    }

    private func translated<Value>(_ sql: SQL, _ body: (Statement) throws -> Value) throws -> Value {
        // Without numbers: to SQLite `$1` is a name, which it looks for among all the others whenever a value is bound.
        let text = sql.unnumberedText
        written?.note(text)
        do {
            let statement =
                try sql.hasFixedText
                ? database.cachedStatement(sql: text) : database.makeStatement(sql: text)
            try statement.setArguments(arguments(of: sql))
            return try body(statement)
        } catch let error as DatabaseError {
            throw DatabaseFailure(error, statement: text)
        }
    }

    /// By position: `SQL` writes each value once, in order.
    private func arguments(of sql: SQL) -> StatementArguments {
        StatementArguments(sql.values.map(\.convertible))
    }
}

extension SQLValue {
    /// A column of the row a statement stands at.
    fileprivate init(_ statement: OpaquePointer, _ column: Int32) {
        self =
            switch sqlite3_column_type(statement, column) {
            case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
            case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
            case SQLITE_TEXT:
                .text(
                    String(
                        decoding: Self.bytes(sqlite3_column_text(statement, column), of: statement, column),
                        as: UTF8.self))
            case SQLITE_BLOB:
                .bytes(Array(Self.bytes(sqlite3_column_blob(statement, column), of: statement, column)))
            default: .null
            }
    }

    /// What `start`, just asked of that column, points at; SQLite counts the bytes only after it was asked.
    private static func bytes(
        _ start: UnsafeRawPointer?, of statement: OpaquePointer, _ column: Int32
    ) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }

    fileprivate var convertible: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .real(let real): real.databaseValue
        case .text(let text): text.databaseValue
        case .flag(let flag): flag.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}
