import Domain
import Testing

struct SetInputTests {
    @Test func everyFieldOfAHeadingIsCheckedAtOnce() {
        let long = String(repeating: "x", count: 1001)
        #expect(
            refusedFields { try SetHead(title: " ", summary: long, threshold: 83, goal: .used) } == [
                "title", "summary", "threshold", "goal",
            ])
        #expect(refusedFields { try SetHead(title: "x", threshold: 5) } == ["threshold"])
    }

    @Test func headingHasTheUsualRule() throws {
        let head = try SetHead(title: "  Price\n objections ")
        #expect(head.title == "Price objections")
        #expect(head.threshold == 80)
        #expect(head.goal == .watched)
    }

    @Test func onlyMomentsHaveABeginningAndAnEnd() {
        #expect(refusedFields { try NewSetItem(kind: .clip, subject: "clip_1", start: 0, end: 5) } == ["start_ms"])
        #expect(refusedFields { try NewSetItem(kind: .moment, subject: "clip_1") } == ["start_ms"])
        #expect(refusedFields { try NewSetItem(kind: .moment, subject: "clip_1", start: 9, end: 5) } == ["end_ms"])
        #expect(refusedFields { try NewSetItem(kind: .cue, subject: "../etc") } == ["subject"])
        #expect(refusedFields { try NewSetItem(kind: .brief, subject: "brief_1") } == [])
    }
}
