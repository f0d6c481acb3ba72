import Domain
import Testing

/// When somebody does not want to be disturbed.
struct NewsChoiceTests {
    /// So many minutes after a midnight of UTC.
    private static func at(_ minute: Int) -> Instant {
        Instant(milliseconds: Int64(20_000 * 1440 + minute) * 60_000)
    }

    @Test func quietHoursGoOverMidnight() throws {
        let choice = try NewsChoice(quietFrom: 18 * 60, quietUntil: 8 * 60)
        for (minute, isQuiet) in [(17 * 60 + 59, false), (18 * 60, true), (0, true), (479, true), (480, false)] {
            #expect(choice.isQuiet(at: Self.at(minute), in: .utc) == isQuiet, "\(minute)")
        }
    }

    @Test func theClockIsThePersonsOwn() throws {
        let choice = try NewsChoice(quietFrom: 0, quietUntil: 60)
        let ahead = try #require(PersonZone("Etc/GMT-2"))
        #expect(choice.isQuiet(at: Self.at(1320), in: ahead))
        #expect(!choice.isQuiet(at: Self.at(0), in: ahead))
    }

    @Test func withoutHoursNothingIsQuiet() throws {
        #expect(!NewsChoice.usual.isQuiet(at: Self.at(0), in: .utc))
        #expect(!(try NewsChoice(quietFrom: 60, quietUntil: 60)).isQuiet(at: Self.at(60), in: .utc))
    }

    @Test func impossibleHoursAreRefused() {
        #expect(refusedFields { try NewsChoice(quietFrom: 1440, quietUntil: 5) } == ["quiet_from"])
        #expect(refusedFields { try NewsChoice(quietFrom: 5) } == ["quiet_until"])
    }
}
