import Domain
import Testing

@testable import Web

/// Where something is said, on a bar of a thousand parts.
struct FeedbackMarksTests {
    @Test func aFewPlacesAreDrawnOneByOne() {
        let text = FeedbackMarks.text([.whole, .point(30_000), .range(45_000, 60_000)], duration: 60_000)
        #expect(text == "500 3 4;750 250 2")
    }

    @Test func theVeryEndStaysOnTheBar() {
        #expect(FeedbackMarks.text([.point(60_000)], duration: 60_000) == "997 3 4")
        #expect(FeedbackMarks.text([.point(90_000)], duration: 60_000) == "997 3 4")
    }

    @Test func manyPlacesBecomeHowMuchIsSaidWhere() {
        let many = Array(repeating: FeedbackAnchor.point(0), count: 80) + [.point(30_000), .range(59_000, 60_000)]
        #expect(FeedbackMarks.text(many, duration: 60_000) == "0 10 4;500 10 1;980 10 1;990 10 1")
    }

    @Test func nothingIsDrawnForARecordingWithoutLength() {
        #expect(FeedbackMarks.text([.point(5)], duration: 0) == "")
    }
}
