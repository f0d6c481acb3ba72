/// Turns words into the terms they are found by, the same way for clips and for lookups. One per language.
struct Analyser: Sendable, Hashable {
    let isEnglish: Bool

    static let english = Analyser(isEnglish: true)
    /// Languages without a stemmer of their own: words are compared as they are.
    static let plain = Analyser(isEnglish: false)

    /// - Parameter language: BCP 47; nothing known means English.
    static func `for`(language: String?) -> Analyser {
        guard let language, !language.isEmpty else { return .english }
        return language.lowercased().hasPrefix("en") ? .english : .plain
    }

    func term(for word: String) -> String {
        isEnglish ? Stemmer.stem(Self.base(of: word)) : word
    }

    /// Whether the word says nothing about what is looked for.
    static func isStopWord(_ word: String) -> Bool {
        StopWords.english.contains(word) || word.hasSuffix("n't") || StopWords.english.contains(base(of: word))
    }

    /// `they're` is found by `they`, `boss's` by `boss`.
    static func base(of word: String) -> String {
        guard let apostrophe = word.utf8.firstIndex(of: UInt8(ascii: "'")), apostrophe > word.startIndex else {
            return word
        }
        return String(word[..<apostrophe])
    }
}

/// English words that stand in every sentence.
enum StopWords {
    static let english: Set<String> = Set(
        """
        a an and are as at be but by can could do does did for from had has have he her him his how i i'm if in into is it \
        its just me my no not of off on or our out she so some than that the their them then there they they're this to \
        too up us was we we're were what when where which who why will with would you your what's want wants say says \
        said get got keep don't it's about
        """.split(separator: " ").map(String.init))
}
