import Domain
import Testing

@testable import Store

struct TimedWordsTextTests {
    private func words(_ texts: String...) -> [TimedWord] {
        texts.enumerated().map { TimedWord(text: $1, startMilliseconds: $0 * 500, endMilliseconds: $0 * 500 + 400) }
    }

    @Test(arguments: [
        [], ["price"], ["it's", "too", "expensive,"], ["größer", "日本", "🎭"], ["a\"quote", "back\\slash", "\n"],
    ])
    func whatIsWrittenIsReadAgain(texts: [String]) throws {
        let words = texts.enumerated().map {
            TimedWord(text: $1, startMilliseconds: $0 * 500, endMilliseconds: $0 * 500 + 400)
        }
        let text = try TimedWordsText.write(words)
        #expect(try TimedWordsText.read(text) == words)
        #expect(try TimedWordsText.readTimes(text) == times(of: words))
    }

    private func times(of words: [TimedWord]) -> [WordTime] {
        words.map { WordTime(startMilliseconds: $0.startMilliseconds, endMilliseconds: $0.endMilliseconds) }
    }

    @Test func itIsTheTextTheGeneralWayWrites() throws {
        #expect(try TimedWordsText.write(words("one", "two")) == JSONText.write(words("one", "two")))
    }

    @Test func howSureTheMachineWasIsKept() throws {
        let sure = [
            TimedWord(text: "one", startMilliseconds: 0, endMilliseconds: 400, confidence: 93),
            TimedWord(text: "two", startMilliseconds: 500, endMilliseconds: 900),
        ]
        #expect(try TimedWordsText.read(TimedWordsText.write(sure)) == sure)
        #expect(try TimedWordsText.write(sure) == JSONText.write(sure))
    }

    @Test func anotherOrderOfTheSameFieldsIsUnderstood() throws {
        let text = #"[ {"w": "one", "s": 0, "e": 400} ]"#
        #expect(try TimedWordsText.read(text) == words("one"))
        #expect(try TimedWordsText.readTimes(text) == times(of: words("one")))
    }

    @Test(arguments: ["", "[", #"[{"e":1,"s":0,"w":"one"}"#, #"[{"e":1,"s":0,"w":"one"}]]"#, "null"])
    func whatIsNoListOfWordsIsRefused(text: String) {
        #expect(throws: (any Error).self) { try TimedWordsText.read(text) }
        #expect(throws: (any Error).self) { try TimedWordsText.readTimes(text) }
    }
}
