import Foundation

/// Words that are spelt right, whether or not a clip has them: a list in hunspell's form.
package struct DictionaryWords: Sendable {
    private let words: Set<String>
    private let byFirst: [Unicode.Scalar: [String]]

    package static let none = DictionaryWords(words: [])

    /// - Parameter text: a word a line; what follows a `/` are flags and is left out.
    package init(hunspell text: String) {
        var words: Set<String> = []
        for line in text.utf8.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            let word = line.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\t") }
            words.insert(String(decoding: word, as: UTF8.self).lowercased())
        }
        self.init(words: words)
    }

    /// - Throws: when the file cannot be read. A missing dictionary is the caller's decision: `.none` works, with more corrections.
    package init(file path: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        self.init(hunspell: String(decoding: data, as: UTF8.self))
    }

    private init(words: Set<String>) {
        self.words = words
        byFirst = Dictionary(grouping: words.filter { $0.unicodeScalars.first != nil }) { word in
            word.unicodeScalars.first ?? " "
        }
    }

    func contains(_ word: String) -> Bool { words.contains(word) }

    func words(beginningWith scalar: Unicode.Scalar) -> [String] { byFirst[scalar] ?? [] }
}
