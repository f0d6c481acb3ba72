package import Domain

/// One row of an answer, free of its engine. Columns are asked for by name; a missing column, an unexpected NULL or a value
/// of another type throws `DatabaseFailure` of kind `decoding` that names the column.
package struct Row: Sendable {
    private let names: ColumnNames
    private let values: [SQLValue]

    package init(names: ColumnNames, values: [SQLValue]) {
        self.names = names
        self.values = values
    }

    package func text(_ column: String) throws -> String {
        try require(column, textOrNil(column))
    }

    package func textOrNil(_ column: String) throws -> String? {
        try value(column, "text") { if case .text(let text) = $0 { text } else { nil } }
    }

    package func integer(_ column: String) throws -> Int64 {
        try require(column, integerOrNil(column))
    }

    package func integerOrNil(_ column: String) throws -> Int64? {
        try value(column, "an integer") { if case .integer(let integer) = $0 { integer } else { nil } }
    }

    package func int(_ column: String) throws -> Int {
        try require(column, intOrNil(column))
    }

    package func intOrNil(_ column: String) throws -> Int? {
        try integerOrNil(column).map(Int.init)
    }

    package func real(_ column: String) throws -> Double {
        try require(column, realOrNil(column))
    }

    package func realOrNil(_ column: String) throws -> Double? {
        try value(column, "a number") { value in
            switch value {
            case .real(let real): real
            case .integer(let integer): Double(integer)
            default: nil
            }
        }
    }

    package func flag(_ column: String) throws -> Bool {
        try require(column, flagOrNil(column))
    }

    package func flagOrNil(_ column: String) throws -> Bool? {
        try value(column, "a flag") { value in
            switch value {
            case .flag(let flag): flag
            // SQLite has no type of its own for flags.
            case .integer(0): false
            case .integer(1): true
            default: nil
            }
        }
    }

    package func bytes(_ column: String) throws -> [UInt8] {
        try require(column, bytesOrNil(column))
    }

    package func bytesOrNil(_ column: String) throws -> [UInt8]? {
        try value(column, "bytes") { if case .bytes(let bytes) = $0 { bytes } else { nil } }
    }

    package func id<Noun: Identified>(_ column: String, of noun: Noun.Type = Noun.self) throws -> ID<Noun> {
        try ID(text(column))
    }

    package func idOrNil<Noun: Identified>(_ column: String, of noun: Noun.Type = Noun.self) throws -> ID<Noun>? {
        try textOrNil(column).map { ID($0) }
    }

    package func instant(_ column: String) throws -> Instant {
        try Instant(milliseconds: integer(column))
    }

    package func instantOrNil(_ column: String) throws -> Instant? {
        try integerOrNil(column).map(Instant.init(milliseconds:))
    }

    package func day(_ column: String) throws -> Day {
        try Day(daysSince1970: integer(column))
    }

    package func dayOrNil(_ column: String) throws -> Day? {
        try integerOrNil(column).map(Day.init(daysSince1970:))
    }

    /// An enum of strings; a word it does not know is a decoding failure.
    package func value<Value: RawRepresentable<String>>(
        _ column: String,
        as type: Value.Type = Value.self
    ) throws -> Value {
        try require(column, valueOrNil(column, as: type))
    }

    package func valueOrNil<Value: RawRepresentable<String>>(
        _ column: String,
        as type: Value.Type = Value.self
    ) throws -> Value? {
        try textOrNil(column).map { text in
            guard let value = Value(rawValue: text) else {
                throw DatabaseFailure.decoding("column \(column) holds no \(Value.self)")
            }
            return value
        }
    }

    /// The first column as an integer: what `COUNT(*)` answers.
    func firstInt() throws -> Int {
        guard case .integer(let integer) = values.first else {
            throw DatabaseFailure.decoding("the first column holds no integer")
        }
        return Int(integer)
    }

    private func value<Value>(_ column: String, _ kind: String, _ read: (SQLValue) -> Value?) throws -> Value? {
        guard let index = names.index(of: column), index < values.count else {
            throw DatabaseFailure.decoding("there is no column \(column)")
        }
        let value = values[index]
        if value == .null { return nil }
        guard let read = read(value) else { throw DatabaseFailure.decoding("column \(column) does not hold \(kind)") }
        return read
    }

    private func require<Value>(_ column: String, _ value: Value?) throws -> Value {
        guard let value else { throw DatabaseFailure.decoding("column \(column) is NULL") }
        return value
    }
}

/// The column names of an answer, shared by its rows.
package final class ColumnNames: Sendable {
    private let names: [String]
    private let indexes: [String: Int]

    /// Up to here looking at one name after the other is faster than hashing: a start of the server asks tens of millions of times.
    private static let few = 8

    package init(_ names: [String]) {
        self.names = names
        indexes = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func index(of name: String) -> Int? {
        names.count <= Self.few ? names.firstIndex(of: name) : indexes[name]
    }
}
