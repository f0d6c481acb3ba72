import Foundation

/// Cuts a text into the pieces of words the model knows, as BERT does it: small letters without accents, punctuation by itself,
/// then the longest known beginning of what is left of each word.
struct WordPieces: Sendable {
    private let numbers: [String: Int]
    private let unknown: Int
    private let first: Int
    private let last: Int

    private static let longestWord = 100

    /// - Parameter vocabulary: one piece a line; its number is that of the line.
    /// - Throws: `ModelProblem` without the pieces every vocabulary has.
    init(vocabulary: String) throws {
        var numbers: [String: Int] = [:]
        for (number, line) in vocabulary.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            numbers[String(line)] = number
        }
        guard let unknown = numbers["[UNK]"], let first = numbers["[CLS]"], let last = numbers["[SEP]"] else {
            throw ModelProblem("The model's vocabulary is not usable.")
        }
        self.numbers = numbers
        self.unknown = unknown
        self.first = first
        self.last = last
    }

    /// - Parameter limit: most numbers, with those of beginning and end.
    func ids(of text: String, limit: Int) -> [Int] {
        var ids = [first]
        for word in Self.words(of: text) {
            append(word, to: &ids)
            if ids.count >= limit - 1 { break }
        }
        return ids.prefix(limit - 1) + [last]
    }

    private func append(_ word: [Unicode.Scalar], to ids: inout [Int]) {
        guard word.count <= Self.longestWord else { return ids.append(unknown) }
        let start = ids.count
        var position = 0
        while position < word.count {
            var end = word.count
            var found: Int?
            while end > position {
                var piece = String(String.UnicodeScalarView(word[position..<end]))
                if position > 0 { piece = "##" + piece }
                found = numbers[piece]
                if found != nil { break }
                end -= 1
            }
            guard let found else {
                ids.removeSubrange(start...)
                return ids.append(unknown)
            }
            ids.append(found)
            position = end
        }
    }

    static func words(of text: String) -> [[Unicode.Scalar]] {
        var words: [[Unicode.Scalar]] = []
        var word: [Unicode.Scalar] = []
        func finish() {
            if !word.isEmpty { words.append(word) }
            word = []
        }
        for scalar in plain(text).unicodeScalars {
            if isSpace(scalar) {
                finish()
            } else if isAlone(scalar) {
                finish()
                words.append([scalar])
            } else if !isIgnored(scalar) {
                word.append(scalar)
            }
        }
        finish()
        return words
    }

    /// Small letters without accents.
    private static func plain(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        // Lower case of single scalars, as the model was made with: a final sigma stays a sigma.
        let kept = text.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            $0.properties.generalCategory != .nonspacingMark
        }
        var lower = ""
        for scalar in kept { lower += scalar.properties.lowercaseMapping }
        return lower
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\r": true
        default: scalar.properties.generalCategory == .spaceSeparator
        }
    }

    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value == 0 || scalar.value == 0xFFFD { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: return true
        default: return false
        }
    }

    /// Punctuation, and signs that are words by themselves.
    private static func isAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 33...47, 58...64, 91...96, 123...126: return true
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B81F, 0x2B820...0x2CEAF, 0xF900...0xFAFF,
            0x2F800...0x2FA1F:
            return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }
}
