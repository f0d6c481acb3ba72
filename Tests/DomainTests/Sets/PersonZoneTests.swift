import Domain
import Testing

/// Days on the calendar of a person, over changes of the clock and on both sides of the world.
struct PersonZoneTests {
    private static func zone(_ name: String) throws -> PersonZone { try #require(PersonZone(name)) }

    @Test(arguments: [
        ("Pacific/Auckland", "2026-11-27"), ("America/Los_Angeles", "2026-11-25"), ("UTC", "2026-11-26"),
    ])
    func dayIsTheOneOnTheWall(name: String, day: String) throws {
        // 2026-11-26T03:00:00Z is the evening before in California; in Auckland the noon bell of the 26th has not rung at 11.
        let noon = Instant(milliseconds: try #require(Day(parsing: "2026-11-26")).daysSince1970 * 86_400_000)
        let instant =
            name == "Pacific/Auckland" ? noon.advanced(bySeconds: 12 * 3600) : noon.advanced(bySeconds: 3 * 3600)
        #expect(try Self.zone(name).day(of: instant).description == day)
    }

    @Test(arguments: ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"])
    func dayBeginsAtItsOwnMidnightAlsoWhenTheClockChanges(text: String) throws {
        let zone = try Self.zone("Europe/Berlin")
        let day = try #require(Day(parsing: text))
        let start = zone.start(of: day)
        #expect(zone.day(of: start) == day)
        #expect(zone.minute(of: start) == 0)
        #expect(zone.day(of: start.advanced(byMilliseconds: -1)) == day.advanced(byDays: -1))
    }

    @Test func zonesNobodyKnowsAreNone() {
        #expect(PersonZone("Mars/Olympus") == nil)
        #expect(PersonZone("") == nil)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2027-12-31", 2, "2028-02-29"), ("2026-11-26", 12, "2027-11-26"),
        ("2026-12-05", 1, "2027-01-05"), ("2026-11-05", 1, "2026-12-05"),
    ])
    func monthsKeepTheDayOrTakeTheLast(from: String, months: Int, to: String) throws {
        #expect(try #require(Day(parsing: from)).advanced(byMonths: months).description == to)
    }
}
