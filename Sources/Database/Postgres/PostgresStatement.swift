import CPostgres

/// A statement as libpq takes it.
struct PostgresStatement {
    let text: String
    let types: [Oid]
    /// Its values; nil is NULL.
    let words: [String?]
    /// Whether the server keeps it prepared.
    let isKept: Bool

    init(_ sql: SQL, isKept: Bool) {
        text = sql.text
        let values = sql.values
        types = values.map(PostgresValues.type)
        words = values.map(PostgresValues.text)
        self.isKept = isKept
    }

    /// What it is kept under: the same text with other types is another statement.
    var key: String { types.reduce(into: text) { $0 += " \($1)" } }
}

/// Lends an array of C strings, nil for nil.
func withCStrings<Value>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
) -> Value {
    var bytes: [CChar] = []
    let offsets = texts.map { text -> Int? in
        guard let text else { return nil }
        defer { bytes += text.utf8CString }
        return bytes.count
    }
    return bytes.withUnsafeBufferPointer { bytes in
        let base = bytes.baseAddress
        var pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { pointers in
            // Never empty: the closing nil is in it.
            pointers.baseAddress.map(body) ?? withUnsafePointer(to: nil, body)
        }
    }
}
