/// One statement, or a piece of one. Text comes only from literals in our source; whatever is interpolated is bound:
///
///     "SELECT id FROM clip WHERE team_id = \(team) AND stage IN (\(list: stages)) AND \(filter)"
///
/// Another `SQL` is spliced in and its placeholders are renumbered.
package struct SQL: Hashable, Sendable, ExpressibleByStringInterpolation {
    fileprivate enum Part: Hashable, Sendable {
        case text(String)
        case value(SQLValue)
    }

    fileprivate var parts: [Part]

    /// False when the text depends on how long a long list is: such statements are not worth keeping prepared.
    package private(set) var hasFixedText = true

    package init(stringLiteral text: String) {
        parts = [.text(text)]
    }

    package init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
        hasFixedText = stringInterpolation.hasFixedText
    }

    private init(parts: [Part], hasFixedText: Bool) {
        self.parts = parts
        self.hasFixedText = hasFixedText
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(parts: left.parts + right.parts, hasFixedText: left.hasFixedText && right.hasFixedText)
    }

    package static func += (left: inout SQL, right: SQL) {
        left = left + right
    }

    /// A name of a table or column that was read from a schema our migrations made.
    /// - Throws: `DatabaseFailure` for anything but lower-case letters, digits and underscores.
    static func name(_ name: String) throws -> SQL {
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        }
        guard isPlain, !name.isEmpty else { throw DatabaseFailure.decoding("\(name) is no name of ours") }
        return SQL(parts: [.text(name)], hasFixedText: true)
    }

    /// `pieces` one after the other with `separator` between two of them: `.joined(conditions, separator: " AND ")`.
    package static func joined(_ pieces: [SQL], separator: SQL) -> SQL {
        var whole = SQL(parts: [], hasFixedText: separator.hasFixedText)
        for (index, piece) in pieces.enumerated() {
            if index > 0 { whole.parts += separator.parts }
            whole.parts += piece.parts
            whole.hasFixedText = whole.hasFixedText && piece.hasFixedText
        }
        return whole
    }

    /// True when there is no text and no value: an optional piece that was left out.
    package var isEmpty: Bool {
        parts.allSatisfy { $0 == .text("") }
    }

    /// The text with `$1`, `$2`, ... for the values, in order of appearance.
    package var text: String {
        text { "$\($0)" }
    }

    /// The text with `?` for each value.
    package var unnumberedText: String {
        text { _ in "?" }
    }

    private func text(_ placeholder: (Int) -> String) -> String {
        var text = ""
        var number = 0
        for part in parts {
            switch part {
            case .text(let piece):
                text += piece
            case .value:
                number += 1
                text += placeholder(number)
            }
        }
        return text
    }

    /// What is bound to `$1`, `$2`, ...
    package var values: [SQLValue] {
        parts.compactMap { part in
            if case .value(let value) = part { value } else { nil }
        }
    }
}

extension SQL {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []
        fileprivate var hasFixedText = true

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ text: String) {
            parts.append(.text(text))
        }

        /// Binds one value.
        package mutating func appendInterpolation(_ value: some Bindable) {
            parts.append(.value(value.sqlValue))
        }

        /// Binds one value, or NULL. (An overload of its own: where the parameter is no optional, the compiler warns.)
        package mutating func appendInterpolation<Value: Bindable>(_ value: Value?) {
            parts.append(.value(value.sqlValue))
        }

        /// Binds the raw value of an enum of strings.
        @_disfavoredOverload
        package mutating func appendInterpolation<Value: RawRepresentable<String>>(_ value: Value) {
            parts.append(.value(.text(value.rawValue)))
        }

        /// Binds the raw value of an enum of strings, or NULL.
        @_disfavoredOverload
        package mutating func appendInterpolation<Value: RawRepresentable<String>>(_ value: Value?) {
            parts.append(.value((value?.rawValue).sqlValue))
        }

        /// Splices another piece in.
        package mutating func appendInterpolation(_ sql: SQL) {
            parts += sql.parts
            hasFixedText = hasFixedText && sql.hasFixedText
        }

        /// Binds each value, separated by commas, for `IN`; an empty list is `NULL`, which no comparison finds
        /// (`IN ()` is an error on PostgreSQL). At most some ten thousand values: engines limit placeholders.
        ///
        /// The last value of a short list is repeated up to one of a few lengths, which changes nothing about what is found:
        /// so lists of many lengths share a few statements, and those stay prepared.
        package mutating func appendInterpolation<Values: Sequence>(list values: Values)
        where Values.Element: Bindable {
            append(list: values.map(\.sqlValue))
        }

        /// Binds the raw values of enums of strings, as `list:` does.
        @_disfavoredOverload
        package mutating func appendInterpolation<Values: Sequence>(list values: Values)
        where Values.Element: RawRepresentable<String> {
            append(list: values.map { .text($0.rawValue) })
        }

        /// Binds values as they are, separated by commas.
        mutating func appendInterpolation(values: [SQLValue]) {
            for (index, value) in values.enumerated() {
                if index > 0 { parts.append(.text(", ")) }
                parts.append(.value(value))
            }
        }

        /// A keyword, or a name known when the server was built: nothing that came from outside can get here.
        package mutating func appendInterpolation(literal text: StaticString) {
            parts.append(.text("\(text)"))
        }

        private static let lengths = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]

        private mutating func append(list values: [SQLValue]) {
            guard let last = values.last else { return parts.append(.text("NULL")) }
            let length = Self.lengths.first { $0 >= values.count }
            hasFixedText = hasFixedText && length != nil
            let padding = repeatElement(last, count: (length ?? values.count) - values.count)
            for (index, value) in (values + padding).enumerated() {
                if index > 0 { parts.append(.text(", ")) }
                parts.append(.value(value))
            }
        }
    }
}
