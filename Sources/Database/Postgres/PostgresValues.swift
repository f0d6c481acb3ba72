import CPostgres

/// Values on their way to and from the server, all as text: one path for every type.
enum PostgresValues {
    /// Type of a parameter; 0 lets the server choose, which it can for NULL.
    static func type(of value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .integer: 20
        case .real: 701
        case .text: 25
        case .flag: 16
        case .bytes: 17
        }
    }

    /// Nil is NULL.
    static func text(of value: SQLValue) -> String? {
        switch value {
        case .null: nil
        case .integer(let integer): String(integer)
        case .real(let real): real.isNaN ? "NaN" : real.isInfinite ? (real < 0 ? "-Infinity" : "Infinity") : "\(real)"
        // The server cannot keep it, and SQLite cuts there.
        case .text(let text): text.contains("\0") ? text.replacing("\0", with: "") : text
        case .flag(let flag): flag ? "t" : "f"
        case .bytes(let bytes): hexadecimal(bytes)
        }
    }

    /// - Throws: `DatabaseFailure` of kind `decoding`.
    static func value(_ text: UnsafeBufferPointer<UInt8>, type: Oid) throws -> SQLValue {
        let word = String(decoding: text, as: UTF8.self)
        switch type {
        case 16: return .flag(word == "t")
        case 17: return .bytes(try bytes(text))
        case 20, 21, 23: return try number(word, Int64.init).map(SQLValue.integer) ?? .null
        case 700, 701: return try number(word, Double.init).map(SQLValue.real) ?? .null
        // What sums of whole numbers come as.
        case 1700:
            if let integer = Int64(word) { return .integer(integer) }
            return try number(word, Double.init).map(SQLValue.real) ?? .null
        default: return .text(word)
        }
    }

    private static func number<Number>(_ word: String, _ read: (String) -> Number?) throws -> Number? {
        guard let number = read(word) else { throw DatabaseFailure.decoding("\(word) is no number") }
        return number
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text = Array("\\x".utf8)
        text.reserveCapacity(2 + 2 * bytes.count)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func bytes(_ text: UnsafeBufferPointer<UInt8>) throws -> [UInt8] {
        guard text.starts(with: Array("\\x".utf8)), text.count.isMultiple(of: 2) else {
            throw DatabaseFailure.decoding("bytes in an unknown form")
        }
        return try stride(from: 2, to: text.count, by: 2).map { place in
            try nibble(text[place]) << 4 | nibble(text[place + 1])
        }
    }

    private static func nibble(_ digit: UInt8) throws -> UInt8 {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: throw DatabaseFailure.decoding("bytes in an unknown form")
        }
    }
}
