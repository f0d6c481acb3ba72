import Domain

/// What people type, made up out of the same words the clips have: pieces of sentences, one in three with a slip of the finger,
/// one in three not finished.
struct QueryMaker: Sendable {
    struct Query: Sendable, Hashable {
        let text: String
        /// The last word is still being typed.
        let isTyping: Bool

        var path: String {
            "/api/v1/lookup?q=\(LoadRequest.escaped(text))" + (isTyping ? "&typing=1" : "")
        }

        var suggestionPath: String { "/api/v1/lookup/suggest?q=\(LoadRequest.escaped(text))" }
    }

    let corpus: SyntheticCorpus

    /// Far behind every number a clip has, so that queries are not the clips' own sentences.
    private static let beginning = 50_000_000

    func queries(_ count: Int) -> [Query] {
        (0..<count).map(query)
    }

    private func query(_ number: Int) -> Query {
        var numbers = SeededNumbers(seed: UInt64(truncatingIfNeeded: number) &+ 99)
        let lines = corpus.clip(Self.beginning + number).lines
        let said = numbers.one(of: lines)?.text.split(separator: " ").map(String.init) ?? ["price"]
        let length = min(said.count, 2 + numbers.below(5))
        let start = numbers.below(said.count - length + 1)
        var words = said[start..<start + length].map { $0.lowercased().filter { $0.isLetter || $0 == "'" } }
            .filter { !$0.isEmpty }
        if words.isEmpty { words = ["price"] }
        if numbers.chance(33) {
            let place = numbers.below(words.count)
            words[place] = slipped(words[place], &numbers)
        }
        let isTyping = numbers.chance(33)
        if isTyping, let last = words.last { words[words.count - 1] = String(last.prefix(2 + numbers.below(3))) }
        return Query(text: words.joined(separator: " "), isTyping: isTyping)
    }

    /// A letter missing, doubled or in the place of its neighbour. Short words are typed right.
    private func slipped(_ word: String, _ numbers: inout SeededNumbers) -> String {
        var letters = Array(word)
        guard letters.count > 4 else { return word }
        let place = 1 + numbers.below(letters.count - 2)
        switch numbers.below(3) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(letters[place], at: place)
        default: letters.swapAt(place, place + 1)
        }
        return String(letters)
    }
}
