import Domain
import Foundation
import Rehearsal
import Testing

struct InstantTests {
    /// Foundation's own opinion, to hold ours against.
    private static func expected(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: (Double(milliseconds) / 1000).rounded(.down)).formatted(.iso8601)
    }

    @Test(
        arguments: [
            0, 999, 1000, -1, -1000, -86_400_000, 951_782_399_999, 951_782_400_000, 1_709_251_199_000,
            4_107_542_400_000, 253_402_300_799_999,
        ] as [Int64])
    func edgesOfTimeAreWrittenAsFoundationWritesThem(milliseconds: Int64) {
        #expect(Instant(milliseconds: milliseconds).rfc3339 == Self.expected(milliseconds))
    }

    /// Foundation counts the years before 1582 by another calendar than RFC 3339 does.
    @Test func firstYearIsWrittenByTheCalendarOfToday() {
        #expect(Instant(milliseconds: -62_135_596_800_000).rfc3339 == "0001-01-01T00:00:00Z")
    }

    @Test func drawnInstantsAreWrittenAsFoundationWritesThem() {
        var dice = Dice(seed: 1)
        for _ in 0..<2000 {
            let milliseconds = Int64.random(in: -2_208_988_800_000...253_402_300_799_999, using: &dice)
            #expect(Instant(milliseconds: milliseconds).rfc3339 == Self.expected(milliseconds))
        }
    }

    @Test func encodedInstantIsItsText() throws {
        let data = try JSONEncoder().encode([Instant(milliseconds: 1_795_626_720_000)])
        #expect(String(decoding: data, as: UTF8.self) == "[\"2026-11-25T17:12:00Z\"]")
    }

    @Test func laterIsGreaterAndDifferencesAreInSeconds() {
        let start = Instant(milliseconds: -500)
        let end = start.advanced(bySeconds: 2).advanced(byMilliseconds: -250)
        #expect(start < end)
        #expect(end.seconds(since: start) == 1.75)
        #expect(start.seconds(since: end) == -1.75)
    }

    @Test(arguments: [(0, 0), (86_399_999, 0), (86_400_000, 1), (-1, -1), (-86_400_000, -1), (-86_400_001, -2)])
    func dayBeginsAtMidnightUTC(milliseconds: Int64, day: Int64) {
        #expect(Instant(milliseconds: milliseconds).day == Day(daysSince1970: day))
    }
}
