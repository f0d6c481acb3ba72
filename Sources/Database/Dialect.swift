/// The engine's way of saying what is not common ground. Fragments begin without and end without a space.
package enum Dialect: String, Hashable, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// Ends the inner SELECT of a claim, so that two workers do not wait for each other. SQLite has one writer anyway.
    package var skipLocked: SQL {
        switch self {
        case .sqlite: ""
        case .postgres: "FOR UPDATE SKIP LOCKED"
        }
    }

    /// Ends a SELECT whose rows are changed later in the same transaction.
    package var forUpdate: SQL {
        switch self {
        case .sqlite: ""
        case .postgres: "FOR UPDATE"
        }
    }

    /// After a text expression in ORDER BY or a comparison: order by bytes, whatever the locale of the database.
    package var byBytes: SQL {
        switch self {
        case .sqlite: "COLLATE BINARY"
        case .postgres: "COLLATE \"C\""
        }
    }

    /// Column type of binary data.
    package var bytesType: SQL {
        switch self {
        case .sqlite: "BLOB"
        case .postgres: "BYTEA"
        }
    }

    /// The larger of two expressions.
    package func greatest(_ left: SQL, _ right: SQL) -> SQL {
        switch self {
        case .sqlite: "max(\(left), \(right))"
        case .postgres: "greatest(\(left), \(right))"
        }
    }

    /// The smaller of two expressions.
    package func least(_ left: SQL, _ right: SQL) -> SQL {
        switch self {
        case .sqlite: "min(\(left), \(right))"
        case .postgres: "least(\(left), \(right))"
        }
    }
}
