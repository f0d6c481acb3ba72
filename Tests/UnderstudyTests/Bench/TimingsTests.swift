import Testing

@testable import Understudy

struct TimingsTests {
    @Test(arguments: [(50, 5.0), (95, 10), (99, 10), (10, 1), (11, 2), (100, 10)])
    func aPercentileIsTheSmallestValueThatSoManyDoNotExceed(percent: Int, expected: Double) {
        let sorted: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        #expect(Timings.percentile(percent, of: sorted) == expected)
    }

    @Test func oneValueIsEveryPercentile() {
        let timings = Timings(seconds: [0.004])
        #expect(timings.count == 1)
        #expect([timings.p50, timings.p95, timings.p99] == [4, 4, 4])
    }

    @Test func nothingMeasuredIsNothing() {
        #expect(Timings.percentile(50, of: []) == 0)
    }

    @Test func theOrderOfMeasuringDoesNotMatter() {
        #expect(Timings(seconds: [3, 1, 2]) == Timings(seconds: [1, 2, 3]))
    }
}
