import Domain
import Testing

struct HeatMapTests {
    private static func total(_ intervals: Range<Int>...) -> WatchTotal {
        var total = WatchTotal(openedAt: Instant(milliseconds: 0))
        for range in intervals {
            total.add(
                [PlayedInterval(start: range.lowerBound, end: range.upperBound, at: 0, wall: range.count)],
                length: 3500, at: Instant(milliseconds: 0))
        }
        return total
    }

    @Test func fewerThanFivePeopleShowNothing() {
        let four = Array(repeating: Self.total(0..<3500), count: 4)
        #expect(HeatMap(four, length: 3500).seconds.isEmpty)
        // Somebody who opened it and played nothing is nobody who watched.
        #expect(HeatMap(four + [Self.total()], length: 3500).seconds.isEmpty)
        #expect(HeatMap(four + [Self.total(0..<10)], length: 3500).seconds.count == 4)
    }

    @Test func secondCountsFromHalfOfItOnAndTwiceIsAgain() {
        let people =
            Array(repeating: Self.total(0..<1000), count: 4)
            + [Self.total(0..<1499, 0..<1000, 3000..<3250)]
        let heat = HeatMap(people, length: 3500)
        #expect(heat.people == 5)
        #expect(heat.seconds.map(\.watched) == [5, 0, 0, 1])
        #expect(heat.seconds.map(\.again) == [1, 0, 0, 0])
    }
}
