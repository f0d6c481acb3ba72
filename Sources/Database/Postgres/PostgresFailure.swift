import CPostgres

extension DatabaseFailure {
    /// What the server answered, in our words. The message names tables and constraints, never values: details, which hold
    /// values, are left out.
    init(_ result: OpaquePointer?, statement: String = "") {
        let code = Self.field(result, .state) ?? ""
        let message = Self.field(result, .message) ?? "the server gave no reason"
        self.init(
            kind: Kind(
                code: code, message: message, constraint: Self.field(result, .constraint) ?? message,
                column: [Self.field(result, .table), Self.field(result, .column)]
                    .compactMap { $0 }.joined(separator: ".")),
            code: code, message: message, statement: statement)
    }

    /// The connection is gone, or never came about.
    static func disconnected(_ message: String) -> DatabaseFailure {
        DatabaseFailure(kind: .busy, code: "08006", message: message)
    }

    /// The connection was lost between sending COMMIT and hearing of it.
    static let outcomeUnknown = DatabaseFailure(
        kind: .outcomeUnknown, code: "08007", message: "the server went away while it committed")

    /// Nothing was done, and the same again may well succeed: serialisation, deadlock, a server that is changing its part.
    var isWorthRepeating: Bool {
        ["40001", "40P01", "25006", "57P01", "57P02", "57P03"].contains(code) || code.hasPrefix("08") && code != "08007"
    }

    /// `PG_DIAG_...` of libpq, which are characters.
    private enum Field: UInt8 {
        case state = 0x43
        case message = 0x4d
        case constraint = 0x6e
        case table = 0x74
        case column = 0x63
    }

    private static func field(_ result: OpaquePointer?, _ field: Field) -> String? {
        PQresultErrorField(result, Int32(field.rawValue)).map { String(cString: $0) }
    }
}

extension DatabaseFailure.Kind {
    /// SQLSTATE classes: PostgreSQL documentation, appendix A.
    fileprivate init(code: String, message: String, constraint: String, column: String) {
        self =
            switch code {
            case "23505": .uniqueViolation(on: [constraint])
            case "23503": .foreignKeyViolation
            case "23502": .notNull(column)
            case "23514": .checkViolation(constraint)
            // What a trigger raised.
            case "P0001": .checkViolation(message)
            case "53100": .full
            case "25006": .readOnly
            case "58030": .inputOutput
            case "XX001", "XX002": .corrupt
            case "40001", "40P01", "55P03", "53300", "57P01", "57P02", "57P03", "57014": .busy
            default: code.hasPrefix("08") ? .busy : .other
            }
    }
}
