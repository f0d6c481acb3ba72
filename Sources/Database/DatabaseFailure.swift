package import Domain

/// What the engine, or the shape of an answer, refused. Holds what an operator needs; never bound values.
package struct DatabaseFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// Columns as `table.column` (SQLite), or the one name of the index or constraint.
        case uniqueViolation(on: [String])
        case foreignKeyViolation
        /// Name of the CHECK constraint, or the message a trigger raised.
        case checkViolation(String)
        /// Column as `table.column`.
        case notNull(String)
        case busy
        case full
        case inputOutput
        case corrupt
        case cannotOpen
        /// The server no longer writes (a disk error came before), or a read transaction tried to write.
        case readOnly
        /// The server went away while it committed, and nobody could be asked whether it did.
        case outcomeUnknown
        case decoding
        case other
    }

    package let kind: Kind
    /// The engine's own number: SQLite's extended result code or a SQLSTATE; empty when the failure is not the engine's.
    package let code: String
    package let message: String
    /// The statement without its values; empty when it was not a single statement that failed.
    package let statement: String

    package init(kind: Kind, code: String = "", message: String, statement: String = "") {
        self.kind = kind
        self.code = code
        self.message = message
        self.statement = statement
    }

    package var description: String {
        let place = statement.isEmpty ? "" : " in: \(statement)"
        return "database: \(kind) \(code) \(message)\(place)"
    }

    static func decoding(_ message: String) -> DatabaseFailure {
        DatabaseFailure(kind: .decoding, message: message)
    }
}

extension DatabaseFailure.Kind {
    /// The disk or the file is at fault, not the statement: nothing later in the same transaction can be trusted.
    package var endsTransaction: Bool {
        switch self {
        case .busy, .full, .inputOutput, .corrupt, .cannotOpen, .readOnly, .outcomeUnknown: true
        default: false
        }
    }

    /// After this nothing may be written any more until the server was restarted (DS-3): a failed fsync must not be
    /// retried, because the kernel may have dropped the pages and would report success.
    package var endsWriting: Bool {
        self == .inputOutput || self == .corrupt
    }
}

extension DatabaseFailure {
    /// What the caller can act on; nil when the failure is ours. Constraint violations have their meaning in the stores.
    package var problem: Problem? {
        switch kind {
        case .busy:
            .unavailable("busy", "The server is busy", retryAfterSeconds: 1)
        case .full:
            Problem(
                status: 507, code: "storage_full", title: "The server's disk is full",
                detail: "Nothing was saved. Please tell whoever runs the server.")
        case .inputOutput, .corrupt, .cannotOpen:
            Problem(
                status: 503, code: "storage_failed", title: "The server's disk does not work",
                detail: "Nothing was saved. Please tell whoever runs the server.", retryAfterSeconds: 60)
        case .readOnly:
            Problem(
                status: 503, code: "read_only", title: "Nothing can be saved at the moment",
                detail: "You can go on reading and watching. Please tell whoever runs the server.",
                retryAfterSeconds: 60)
        case .outcomeUnknown:
            .unavailable("outcome_unknown", "It is not certain whether this was saved", retryAfterSeconds: 5)
        case .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNull, .decoding, .other:
            nil
        }
    }
}
