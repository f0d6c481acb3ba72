/// One word of a text as it is compared (lower case, straight apostrophes) and where it stands.
struct Token: Sendable, Hashable {
    let word: String
    /// UTF-8 offsets in the text it was found in.
    let range: Range<Int>
}

/// Cuts text into words: runs of letters, digits and marks, with apostrophes inside; ideographs and kana one by one.
/// Emoji, punctuation and control characters separate.
enum Tokenizer {
    /// Longer runs are cut off: nobody says such a word, and it must not cost anything.
    static let longestWord = 64

    static func tokens(in text: String) -> [Token] {
        var tokens: [Token] = []
        forEachToken(in: text) { tokens.append(Token(word: $0, range: $1)) }
        return tokens
    }

    static func words(in text: String) -> [String] {
        var words: [String] = []
        forEachToken(in: text) { word, _ in words.append(word) }
        return words
    }

    static func forEachToken(in text: String, _ body: (String, Range<Int>) -> Void) {
        var text = text
        text.withUTF8 { forEachToken(in: $0, body) }
    }

    /// The bytes must be the UTF-8 of a string.
    static func forEachToken(in bytes: UnsafeBufferPointer<UInt8>, _ body: (String, Range<Int>) -> Void) {
        forEachWord(in: bytes) { word, range in body(String(decoding: word, as: UTF8.self), range) }
    }

    /// The same with the UTF-8 of each word: whoever knows most words already need not make a string of each.
    static func forEachWord(in bytes: UnsafeBufferPointer<UInt8>, _ body: ([UInt8], Range<Int>) -> Void) {
        var word: [UInt8] = []
        word.reserveCapacity(longestWord + 8)
        var start = 0
        var position = 0
        func finish(at end: Int) {
            guard !word.isEmpty else { return }
            body(word, start..<end)
            word.removeAll(keepingCapacity: true)
        }
        while position < bytes.count {
            let (kind, length) = character(at: position, in: bytes)
            switch kind {
            case .letter(let lower):
                if word.isEmpty { start = position }
                if word.count < longestWord { word.append(lower) }
            case .other(let scalar):
                if word.isEmpty { start = position }
                if word.count < longestWord { word.append(contentsOf: scalar.properties.lowercaseMapping.utf8) }
            case .mark(let scalar):
                if !word.isEmpty, word.count < longestWord { word.append(contentsOf: String(scalar).utf8) }
            case .alone(let scalar):
                finish(at: position)
                body(Array(String(scalar).utf8), position..<position + length)
            case .apostrophe:
                if !word.isEmpty, isLetter(at: position + length, in: bytes) {
                    word.append(UInt8(ascii: "'"))
                } else {
                    finish(at: position)
                }
            case .separator:
                finish(at: position)
            }
            position += length
        }
        finish(at: bytes.count)
    }

    private enum Kind {
        case letter(UInt8), other(Unicode.Scalar), mark(Unicode.Scalar), alone(Unicode.Scalar), apostrophe, separator
    }

    private static func character(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (Kind, length: Int) {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): return (.letter(byte), 1)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return (.letter(byte | 0x20), 1)
        case UInt8(ascii: "'"): return (.apostrophe, 1)
        case 0..<0x80: return (.separator, 1)
        default:
            let (scalar, length) = scalar(at: position, in: bytes)
            return (kind(of: scalar), length)
        }
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        // The typographic apostrophe is what phones type.
        if scalar.value == 0x2019 || scalar.value == 0x02BC { return .apostrophe }
        let properties = scalar.properties
        if properties.isIdeographic || (0x3041...0x30FF).contains(scalar.value) { return .alone(scalar) }
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark: return .mark(scalar)
        case .decimalNumber: return .other(scalar)
        default: return properties.isAlphabetic ? .other(scalar) : .separator
        }
    }

    private static func isLetter(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard position < bytes.count else { return false }
        switch character(at: position, in: bytes).0 {
        case .letter(let byte): return byte >= UInt8(ascii: "a")
        case .other: return true
        default: return false
        }
    }

    private static func scalar(
        at position: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (Unicode.Scalar, length: Int) {
        let first = bytes[position]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC0, position + length <= bytes.count else { return ("\u{FFFD}", 1) }
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
