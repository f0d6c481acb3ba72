import Domain
import Testing

/// What cannot have been played is refused whole, and said why.
struct PlayReportTests {
    private static func refused(_ intervals: [PlayedInterval], number: Int = 1) -> [String] {
        refusal { try PlayReport(player: ID("player_1"), number: number, intervals: intervals) }?.errors.map(\.field)
            ?? []
    }

    @Test func reversedAndEmptyIntervalsAreRefused() {
        #expect(Self.refused([PlayedInterval(start: 5000, end: 2000, at: 0, wall: 3000)]) == ["intervals_1"])
        #expect(Self.refused([PlayedInterval(start: 5000, end: 5000, at: 0, wall: 3000)]) == ["intervals_1"])
        #expect(Self.refused([PlayedInterval(start: -5, end: 5000, at: 0, wall: 6000)]) == ["intervals_1"])
    }

    @Test func twoPartsAtOnceAreRefusedButAReplayIsNot() {
        let first = PlayedInterval(start: 0, end: 5000, at: 0, wall: 5000)
        #expect(Self.refused([first, PlayedInterval(start: 8000, end: 9000, at: 3000, wall: 1000)]) == ["intervals_2"])
        #expect(Self.refused([first, PlayedInterval(start: 0, end: 5000, at: 5000, wall: 5000)]) == [])
    }

    @Test func moreThanCanBePlayedInTheTimeIsRefused() {
        #expect(Self.refused([PlayedInterval(start: 0, end: 60_000, at: 0, wall: 10_000)]) == ["intervals_1"])
        #expect(Self.refused([PlayedInterval(start: 0, end: 20_000, rate: 2000, at: 0, wall: 10_000)]) == [])
        #expect(Self.refused([PlayedInterval(start: 0, end: 10, rate: 0, at: 0, wall: 10)]) == ["intervals_1"])
    }

    @Test func tooManyIntervalsAreRefused() {
        let many = (0...PlayReport.mostIntervals).map { PlayedInterval(start: 0, end: 10, at: $0 * 10, wall: 10) }
        #expect(Self.refused(many) == ["intervals"])
        #expect(Self.refused([], number: -1) == ["number"])
    }

    @Test func whatGoesOnPastTheEndIsRefusedAndALittleIsCut() throws {
        let report = try PlayReport(
            player: ID("player_1"), number: 1, intervals: [PlayedInterval(start: 0, end: 60_400, at: 0, wall: 60_400)])
        #expect(try report.within(60_000).intervals.map(\.end) == [60_000])
        #expect(refusal { try report.within(50_000) }?.errors.map(\.field) == ["intervals_1"])
    }

    @Test func clocksThatOverflowAreRefused() {
        #expect(Self.refused([PlayedInterval(start: 0, end: 1000, at: Int.max, wall: 1000)]) == ["intervals_1"])
        #expect(Self.refused([PlayedInterval(start: 0, end: Int.max, at: 0, wall: 1000)]) == ["intervals_1"])
        #expect(Self.refused([PlayedInterval(start: 0, end: 10, at: 0, wall: Int.max)]) == ["intervals_1"])
    }

    @Test func intervalsAreReadAsTheyWereWritten() throws {
        let intervals = [
            PlayedInterval(start: 0, end: 5000, rate: 1250, isVisible: false, at: 0, wall: 5000),
            PlayedInterval(start: 9, end: 10, isMuted: true, isFocused: false, at: 5000, wall: 20),
        ]
        let report = try PlayReport(player: ID("player_1"), number: 1, intervals: intervals)
        #expect(PlayReport.intervals(text: report.intervalText) == intervals)
        #expect(PlayReport.intervals(text: "1,2") == nil)
    }
}
