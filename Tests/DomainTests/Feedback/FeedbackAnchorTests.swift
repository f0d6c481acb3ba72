import Domain
import Testing

/// What of a recording a comment can be about.
struct FeedbackAnchorTests {
    @Test func nothingMeansTheWhole() throws {
        #expect(try FeedbackAnchor(startMilliseconds: nil, endMilliseconds: nil, duration: 60_000) == .whole)
        #expect(try FeedbackAnchor(startMilliseconds: nil, endMilliseconds: nil, duration: nil) == .whole)
    }

    @Test func aStartIsAPointAndBothAreARange() throws {
        #expect(try FeedbackAnchor(startMilliseconds: 42_000, endMilliseconds: nil, duration: 60_000) == .point(42_000))
        #expect(
            try FeedbackAnchor(startMilliseconds: 0, endMilliseconds: 60_000, duration: 60_000) == .range(0, 60_000))
    }

    /// Players tell the end of a recording a little late.
    @Test func anEndJustBehindTheLastSecondIsTheLastSecond() throws {
        #expect(
            try FeedbackAnchor(startMilliseconds: 5000, endMilliseconds: 60_400, duration: 60_000)
                == .range(5000, 60_000))
    }

    @Test(
        arguments: [
            (-1, nil), (60_001, nil), (Int.max, nil), (Int.min, nil), (5000, 5000), (5000, 4000), (5000, Int.max),
            (nil, 4000), (0, Int.min),
        ] as [(Int?, Int?)])
    func placesOutsideTheRecordingAreRefused(start: Int?, end: Int?) {
        #expect(throws: Problem.self) {
            try FeedbackAnchor(startMilliseconds: start, endMilliseconds: end, duration: 60_000)
        }
    }

    @Test func aRecordingOfUnknownLengthHasNoPlaces() {
        #expect(throws: Problem.self) {
            try FeedbackAnchor(startMilliseconds: 0, endMilliseconds: nil, duration: nil)
        }
    }
}
