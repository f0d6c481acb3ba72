/// The terms of a lookup, asked for word by word of a text. Stemming never changes how a word begins, so most words are told
/// apart by their first byte and are not stemmed at all.
struct WantedTerms: Sendable {
    private let numbers: [String: Int]
    private var isFirst = [Bool](repeating: false, count: 256)

    /// The first words win where two have a term in common.
    init(_ words: [LookupQuery.Word]) {
        var numbers: [String: Int] = [:]
        for (number, word) in words.enumerated() {
            for term in word.terms where numbers[term] == nil { numbers[term] = number }
        }
        self.numbers = numbers
        for term in numbers.keys {
            if let first = term.utf8.first { isFirst[Int(first)] = true }
        }
    }

    /// Which word of the lookup this is, if any.
    func number(of word: String, _ analyser: Analyser) -> Int? {
        guard let first = word.utf8.first, isFirst[Int(first)] else { return nil }
        return numbers[analyser.term(for: word)]
    }
}
