import Foundation
import GRDB

/// A transaction of SQLite, lent to a body.
struct SQLiteConnection: Connection {
    let database: GRDB.Database
    /// Nil while only reading.
    var written: WrittenTables?

    var dialect: Dialect { .sqlite }

    func rows(_ sql: SQL) throws -> [Row] {
        try translated(sql) { statement in
            let names = ColumnNames(statement.columnNames)
            let width = statement.columnCount
            var rows: [Row] = []
            let cursor = try GRDB.Row.fetchCursor(statement)
            while let row = try cursor.next() {
                let values = (0..<width).map { SQLValue((row[$0] as DatabaseValue).storage) }
                rows.append(Row(names: names, values: values))
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
        let text = sql.text
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

    /// By position. To SQLite `$1` is a name, and names are numbered by their first appearance: `SQL` writes each once, in
    /// order.
    private func arguments(of sql: SQL) -> StatementArguments {
        StatementArguments(sql.values.map(\.convertible))
    }
}

extension SQLValue {
    fileprivate init(_ storage: DatabaseValue.Storage) {
        self =
            switch storage {
            case .null: .null
            case .int64(let integer): .integer(integer)
            case .double(let real): .real(real)
            case .string(let text): .text(text)
            case .blob(let data): .bytes(Array(data))
            }
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
