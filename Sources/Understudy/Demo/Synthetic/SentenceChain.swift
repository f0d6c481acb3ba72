/// Makes sentences out of sentences: begins one, and now and then goes on with another that has the same word there. What comes
/// out sounds like the demo team, and its words are as frequent and as rare as theirs.
struct SentenceChain: Sendable {
    private struct Place {
        let sentence: Int
        let word: Int
    }

    private let sentences: [[String]]
    /// Where each word stands, small letters only.
    private let places: [String: [Place]]

    private static let longest = 36
    private static let turnPercent = 15

    init(_ texts: [String]) {
        sentences = texts.map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }.filter { !$0.isEmpty }
        var places: [String: [Place]] = [:]
        for (sentence, words) in sentences.enumerated() {
            for (word, text) in words.enumerated() {
                places[Self.key(text), default: []].append(Place(sentence: sentence, word: word))
            }
        }
        self.places = places
    }

    var count: Int { sentences.count }

    /// A sentence that begins like the one with this number.
    func sentence(beginningLike number: Int, _ numbers: inout SeededNumbers) -> String {
        guard sentences.indices.contains(number) else { return "" }
        var words: [String] = []
        var place = Place(sentence: number, word: 0)
        while words.count < Self.longest {
            let word = sentences[place.sentence][place.word]
            words.append(word)
            let ends = place.word == sentences[place.sentence].count - 1
            if ends { break }
            let others = places[Self.key(word)] ?? []
            if words.count > 2, others.count > 1, numbers.chance(Self.turnPercent) {
                place = others[numbers.below(others.count)]
                if place.word == sentences[place.sentence].count - 1 { break }
            }
            place = Place(sentence: place.sentence, word: place.word + 1)
        }
        return Self.closed(words.joined(separator: " "))
    }

    private static func key(_ word: String) -> String {
        word.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "'" }
    }

    private static func closed(_ text: String) -> String {
        guard let last = text.last, !".?!".contains(last) else { return text }
        return (last.isLetter || last.isNumber ? text : String(text.dropLast())) + "."
    }
}
