import GRDB

extension DatabaseFailure {
    /// What SQLite said, in our words. The message names tables and columns, never values.
    init(_ error: DatabaseError, statement: String = "") {
        let message = error.message ?? "no message"
        self.init(
            kind: Kind(error, message: message), code: String(error.extendedResultCode.rawValue), message: message,
            statement: statement)
    }
}

extension DatabaseFailure.Kind {
    fileprivate init(_ error: DatabaseError, message: String) {
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            self = .uniqueViolation(on: namesOfUniqueConstraint(message))
        case .SQLITE_CONSTRAINT_FOREIGNKEY:
            self = .foreignKeyViolation
        case .SQLITE_CONSTRAINT_NOTNULL:
            self = .notNull(afterColon(message))
        case .SQLITE_CONSTRAINT_CHECK:
            self = .checkViolation(afterColon(message))
        default:
            self = Self.ofPrimary(error.resultCode, message: message)
        }
    }

    private static func ofPrimary(_ code: ResultCode, message: String) -> Self {
        switch code {
        // A trigger's RAISE, or a value of the wrong type in a STRICT table.
        case .SQLITE_CONSTRAINT: .checkViolation(message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_FULL: .full
        case .SQLITE_IOERR: .inputOutput
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt
        case .SQLITE_CANTOPEN: .cannotOpen
        case .SQLITE_READONLY: .readOnly
        default: .other
        }
    }
}

/// `UNIQUE constraint failed: clip.team_id, clip.slug`, or `UNIQUE constraint failed: index 'clip_slug'`.
private func namesOfUniqueConstraint(_ message: String) -> [String] {
    let names = afterColon(message)
    if names.hasPrefix("index '"), names.hasSuffix("'") {
        return [String(names.dropFirst(7).dropLast())]
    }
    return names.split(separator: ",").map { String($0.drop(while: { $0 == " " })) }
}

private func afterColon(_ message: String) -> String {
    guard let colon = message.firstIndex(of: ":") else { return message }
    return String(message[message.index(after: colon)...].drop(while: { $0 == " " }))
}
