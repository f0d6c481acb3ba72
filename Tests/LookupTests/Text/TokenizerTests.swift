import Testing

@testable import Lookup

struct TokenizerTests {
    @Test(arguments: [
        ("They say we're TOO expensive!", ["they", "say", "we're", "too", "expensive"]),
        ("they’re  fine", ["they're", "fine"]),
        ("'quoted' words'", ["quoted", "words"]),
        ("SOC 2, 20% off", ["soc", "2", "20", "off"]),
        ("Größe Ärger ÇA VA", ["größe", "ärger", "ça", "va"]),
        ("cafe\u{301} now", ["cafe\u{301}", "now"]),
        ("价格太贵", ["价", "格", "太", "贵"]),
        ("👍🏽 👩‍👩‍👧 \u{FE0F}", []),
        ("a\u{0}b\u{7}c\tend", ["a", "b", "c", "end"]),
        ("", []),
    ])
    func wordsAreCutAndLowered(text: String, words: [String]) {
        #expect(Tokenizer.words(in: text) == words)
    }

    @Test func rangesPointAtTheWordsAsTheyWereWritten() {
        let text = "Das ist GRÖSSE, they’re said"
        let bytes = Array(text.utf8)
        let pieces = Tokenizer.tokens(in: text).map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(pieces == ["Das", "ist", "GRÖSSE", "they’re", "said"])
    }

    @Test func endlessWordsAreCutOff() {
        let words = Tokenizer.words(in: String(repeating: "x", count: 10_000))
        #expect(words.count == 1)
        #expect(words[0].utf8.count == Tokenizer.longestWord)
    }
}
