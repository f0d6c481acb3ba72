package import Domain

/// Reads JSON and nothing but JSON (RFC 8259), within limits (IN-1): UTF-8 without a byte order mark, at most 32 levels,
/// at most 10,000 keys, no key twice, no U+0000, no half of a surrogate pair.
package struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private var count = 0

    private static let mostLevels = 32
    private static let mostKeys = 10_000

    /// - Throws: `Problem` 400 `bad_json` or `duplicate_key`, 422 `bad_text`.
    package static func parse(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw malformed("The text is not UTF-8.") }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw malformed("It begins with a byte order mark.") }
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(level: 1)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw malformed("Something follows the end.") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value(level: Int) throws(Problem) -> JSONValue {
        guard level <= Self.mostLevels else { throw Self.malformed("It is nested deeper than 32 levels.") }
        skipSpace()
        switch peek() {
        case UInt8(ascii: "{"): return try object(level)
        case UInt8(ascii: "["): return try list(level)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(_ level: Int) throws(Problem) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        var keys: Set<String> = []
        skipSpace()
        if take("}") { return .object([]) }
        while true {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw Self.malformed("A key was expected.") }
            let key = try text()
            count += 1
            guard count <= Self.mostKeys else { throw Self.malformed("It holds more than 10,000 keys.") }
            // Compared by scalars: two spellings of an accented letter are two keys for most programs, one for Swift.
            guard keys.insert(Self.spelling(of: key)).inserted else {
                throw Problem.badRequest("duplicate_key", "The same key appears twice in one object")
            }
            skipSpace()
            guard take(":") else { throw Self.malformed("A colon was expected.") }
            members.append(JSONValue.Member(key, try value(level: level + 1)))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw Self.malformed("A comma was expected.") }
        }
    }

    private mutating func list(_ level: Int) throws(Problem) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        skipSpace()
        if take("]") { return .list([]) }
        while true {
            values.append(try value(level: level + 1))
            skipSpace()
            if take("]") { return .list(values) }
            guard take(",") else { throw Self.malformed("A comma was expected.") }
        }
    }

    private mutating func text() throws(Problem) -> String {
        position += 1
        var units: [UInt8] = []
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units += Array(String(Character(try escaped())).utf8)
            case 0..<0x20: throw Self.malformed("A text holds a control character.")
            default: units.append(byte)
            }
        }
        throw Self.malformed("A text does not end.")
    }

    private mutating func escaped() throws(Problem) -> Unicode.Scalar {
        guard let byte = peek() else { throw Self.malformed("A text does not end.") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicode()
        default: throw Self.malformed("An escape is not known.")
        }
    }

    private mutating func unicode() throws(Problem) -> Unicode.Scalar {
        let first = try fourDigits()
        guard first != 0 else { throw Self.badText }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else { throw Self.badText }
        let second = try fourDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw Self.badText }
        return scalar
    }

    private mutating func fourDigits() throws(Problem) -> UInt32 {
        guard bytes.count - position >= 4,
            let digits = String(validating: bytes[position..<position + 4], as: UTF8.self),
            digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }), let value = UInt32(digits, radix: 16)
        else { throw Self.malformed("An escape is not complete.") }
        position += 4
        return value
    }

    private mutating func number() throws(Problem) -> String {
        let start = position
        _ = take("-")
        guard let first = peek(), Self.isDigit(first) else { throw Self.malformed("A value was expected.") }
        position += 1
        if first != UInt8(ascii: "0") { skipDigits() }
        if take(".") { try requireDigits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try requireDigits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func requireDigits() throws(Problem) {
        guard let byte = peek(), Self.isDigit(byte) else { throw Self.malformed("A digit was expected.") }
        skipDigits()
    }

    private mutating func skipDigits() {
        while let byte = peek(), Self.isDigit(byte) { position += 1 }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Problem) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw Self.malformed("A value was expected.") }
        position += word.utf8.count
        return value
    }

    private mutating func skipSpace() {
        while let byte = peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func spelling(of key: String) -> String {
        key.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
    }

    private static func malformed(_ detail: String) -> Problem {
        Problem(status: 400, code: "bad_json", title: "This is not the JSON that is read here", detail: detail)
    }

    private static let badText = Problem(
        status: 422, code: "bad_text", title: "A text holds a character that is not accepted",
        detail: "Neither U+0000 nor half of a surrogate pair can be kept.")
}
