import Testing

@testable import Lookup

struct VocabularyTests {
    @Test func everyWordHasOneNumberAndIsFoundByIt() {
        var vocabulary = Vocabulary()
        let first = vocabulary.numbers(of: ["The price, the PRICE!", "too high"])
        #expect(first == [0, 1, 0, 1, 2, 3])
        #expect(vocabulary.words == ["the", "price", "too", "high"])
        #expect(vocabulary.numbers(of: ["high price", "é 契約"]) == [3, 1, 4, 5, 6])
        #expect(vocabulary.words.suffix(3) == ["é", "契", "約"])
    }

    /// More words than there are places at first.
    @Test func manyWordsKeepTheirNumbers() {
        var vocabulary = Vocabulary()
        let words = (0..<5000).map { "word\($0)" }
        #expect(vocabulary.numbers(of: words) == Array(0..<5000))
        #expect(vocabulary.numbers(of: words.reversed()) == (0..<5000).reversed())
        #expect(vocabulary.words == words)
    }

    @Test(arguments: [
        "It's the buyer's price — isn't it? £5,000 a year.", "", "…", "Zoë’s naïve e\u{301}clair", "价格太高了 OK",
    ])
    func theWordsAreTheTokenizers(text: String) {
        var vocabulary = Vocabulary()
        let numbers = vocabulary.numbers(of: [text])
        #expect(numbers.map { vocabulary.words[$0] } == Tokenizer.words(in: text))
    }
}
