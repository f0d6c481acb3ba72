import Domain
import Testing

@testable import Lookup

struct WindowsTests {
    private func words(_ count: Int, _ text: String = "word") -> String {
        Array(repeating: text, count: count).joined(separator: " ")
    }

    @Test func aSentenceEndAfterThirtyWordsBreaks() {
        let windows = Windows.make(
            of: clip("clip_1", lines: [words(34) + " end.", words(40)]), rule: .spoken)
        #expect(windows.map { $0.text.split(separator: " ").count } == [35, 40])
        #expect(windows[1].startMilliseconds == 10_000)
    }

    @Test func withoutAnyBreakAWindowHasSixtyWords() {
        let windows = Windows.make(of: clip("clip_1", lines: [words(130)]), rule: .spoken)
        #expect(windows.map { $0.text.split(separator: " ").count } == [60, 70])
    }

    @Test func aPauseBreaksAndTimesComeFromTheWords() {
        var spoken: [WordTime] = []
        for number in 0..<70 {
            let start = number * 300 + (number >= 32 ? 900 : 0)
            spoken.append(WordTime(startMilliseconds: start, endMilliseconds: start + 280))
        }
        var one = clip("clip_1")
        one.lines = [
            TimedLine(startMilliseconds: 0, endMilliseconds: 22_000, text: words(70), times: spoken)
        ]
        let windows = Windows.make(of: one, rule: .spoken)
        #expect(windows.map(\.startMilliseconds) == [0, 32 * 300 + 900])
        #expect(windows[0].endMilliseconds == 31 * 300 + 280)
    }

    @Test func timesOfOtherWordsThanTheTextHasAreSharedOutEvenly() {
        var one = clip("clip_1", lines: [words(30) + ".", words(30)])
        one.lines[0].times = [WordTime(startMilliseconds: 9000, endMilliseconds: 9100)]
        let windows = Windows.make(of: one, rule: .spoken)
        #expect(windows.map(\.startMilliseconds) == [0, 10_000])
    }

    @Test(arguments: ["end.", "end?", "end!", "end…", "end.\u{2019}", "end", "\u{2026}", "1\u{20AC}\u{80A6}"])
    func onlyTheEndOfASentenceBreaks(word: String) {
        let windows = Windows.make(of: clip("clip_1", lines: ["\(words(39)) \(word) \(words(31))"]), rule: .spoken)
        #expect((windows.count == 2) == (word.last.map { ".?!…".contains($0) } ?? false))
    }

    @Test func aMomentBeginsAWindow() {
        let moment = Moment(id: ID("moment_1"), startMilliseconds: 5000, endMilliseconds: 9000, title: "Here")
        let windows = Windows.make(of: clip("clip_1", lines: [words(20)], moments: [moment]), rule: .spoken)
        #expect(windows.map(\.startMilliseconds) == [0, 5000])
        #expect(windows.map(\.moment) == [nil, 0])
    }

    @Test func aClipWithoutTranscriptHasAWindowForEveryMomentOrOne() {
        let moment = Moment(id: ID("moment_1"), startMilliseconds: 100, endMilliseconds: 9000, title: "Here")
        #expect(Windows.make(of: clip("clip_1", moments: [moment]), rule: .spoken).map(\.moment) == [0])
        #expect(Windows.make(of: clip("clip_1"), rule: .spoken).count == 1)
    }

    @Test func everyWordIsInExactlyOneWindowWhateverTheTimes() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<200 {
            var one = clip("clip_1")
            var number = 0
            one.lines = (0..<Int(random.next() % 12)).map { _ in
                let text = (0..<Int(random.next() % 50)).map { _ -> String in
                    number += 1
                    return "w\(number)" + random.pick(["", "", ".", "?"])
                }.joined(separator: random.pick([" ", "  ", "\n"]))
                let start = Int(Int32(truncatingIfNeeded: random.next()))
                return TimedLine(
                    startMilliseconds: start, endMilliseconds: start + Int(random.next() % 9000), text: text)
            }
            let all = Windows.make(of: one, rule: .spoken).map(\.text).joined(separator: " ")
            let expected = one.lines.map(\.text).joined(separator: " ")
            #expect(all.split(whereSeparator: \.isWhitespace) == expected.split(whereSeparator: \.isWhitespace))
        }
    }

    @Test func extremeTimesDoNotTrap() {
        var one = clip("clip_1")
        one.lines = [
            TimedLine(startMilliseconds: .min, endMilliseconds: .max, text: words(40)),
            TimedLine(startMilliseconds: .max, endMilliseconds: .min, text: words(40)),
        ]
        one.moments = [Moment(id: ID("moment_1"), startMilliseconds: .min, endMilliseconds: .max, title: "All")]
        #expect(!index([one], rule: .spoken).find("word").hits.isEmpty)
    }
}
