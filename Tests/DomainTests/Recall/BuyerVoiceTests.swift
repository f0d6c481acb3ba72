import Domain
import Testing

/// Where the buyer is heard.
struct BuyerVoiceTests {
    private static func line(_ text: String, at start: Int, timed: Bool = true) -> TranscriptLine {
        let words = text.split(separator: " ").enumerated().map { number, word in
            TimedWord(
                text: String(word), startMilliseconds: start + number * 400, endMilliseconds: start + number * 400 + 300
            )
        }
        return TranscriptLine(
            startMilliseconds: start, endMilliseconds: start + words.count * 400, text: text, words: timed ? words : [])
    }

    private static let talk = [
        line("So tell me how you buy today", at: 0),
        line("Well honestly you're too expensive for us I think", at: 10_000),
        line("Compared to what would you say", at: 20_000),
    ]

    @Test func theLineIsFoundFromItsFirstWordToItsLast() {
        let found = BuyerVoice.find(["You\u{2019}re too expensive for us!"], in: Self.talk)
        #expect(found == 10_650..<12_850)
        #expect(found.map { BuyerVoice.text(of: $0, in: Self.talk) } == "you're too expensive for us")
    }

    @Test func whatSaysTooLittleOfItIsNotTaken() {
        #expect(BuyerVoice.find(["We have no budget for it this year"], in: Self.talk) == nil)
        #expect(BuyerVoice.find(["Too expensive"], in: Self.talk) == nil, "two words are said by everybody")
        #expect(BuyerVoice.find([], in: Self.talk) == nil)
    }

    @Test func withoutTimesOfWordsTheWholeLineIsIt() {
        let talk = [Self.line("you're too expensive for us", at: 5000, timed: false)]
        let found = BuyerVoice.find(["You're too expensive"], in: talk)
        #expect(found == 4850..<7150)
        #expect(found.map { BuyerVoice.text(of: $0, in: talk) } == "you're too expensive for us")
    }

    @Test(arguments: [(-1, 500), (500, 500), (0, 200), (0, 20_001), (59_000, 60_001), (9_000, 1_000)])
    func placesThatAreNoneAreRefused(start: Int, end: Int) {
        #expect(!refusedFields { try BuyerVoice.checked(start: start, end: end, length: 60_000) }.isEmpty)
    }
}
