import Domain
import Rehearsal
import Testing

struct PlayedSpansTests {
    @Test func whatTouchesBecomesOneAndGapsStay() {
        #expect(PlayedSpans([0..<5, 5..<9, 20..<30]).spans == [0..<9, 20..<30])
        #expect(PlayedSpans([20..<30, 0..<9, 4..<25]).spans == [0..<30])
        #expect(PlayedSpans([3..<3]).isEmpty)
    }

    /// Against the simplest model there is: a set of milliseconds.
    @Test(arguments: 0..<200)
    func unionIsTheOneOfAllSingleMilliseconds(seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        var spans = PlayedSpans()
        var model: Set<Int> = []
        for _ in 0..<Int.random(in: 1...40, using: &dice) {
            let start = Int.random(in: 0..<180, using: &dice)
            let range = start..<start + Int.random(in: 0...20, using: &dice)
            let common = Set(spans.common(with: range).flatMap { $0 })
            #expect(common == model.intersection(range))
            spans.insert(range)
            model.formUnion(range)
        }
        #expect(Set(spans.spans.flatMap { $0 }) == model)
        #expect(spans.milliseconds == model.count)
        #expect(zip(spans.spans, spans.spans.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        #expect(PlayedSpans(text: spans.text) == spans)
    }

    @Test func nobodyCanMakeATotalGrowForEver() {
        let spans = PlayedSpans((0..<5000).map { $0 * 10..<$0 * 10 + 1 + $0 % 3 })
        #expect(spans.spans.count == PlayedSpans.mostSpans)
    }

    @Test(arguments: ["5-3", "0-5 4-9", "x", "1", "1-2-3", "-1-4"])
    func textThatNobodyWroteIsRefused(text: String) {
        #expect(PlayedSpans(text: text) == nil)
    }
}
