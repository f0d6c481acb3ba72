import Domain
import Testing

/// Days as the learner lives them.
struct LearnerZoneTests {
    private static let berlin = LearnerZone("Europe/Berlin")

    /// Milliseconds of a UTC time.
    private static func utc(_ day: String, _ hour: Int64, _ minute: Int64 = 0) throws -> Instant {
        let day = try #require(Day(parsing: day))
        return Instant(milliseconds: (day.daysSince1970 * 1440 + hour * 60 + minute) * 60_000)
    }

    private static func day(_ text: String) throws -> Day { try #require(Day(parsing: text)) }

    @Test func aDayBeginsAtFourOnTheWall() throws {
        let zone = try #require(Self.berlin)
        // Berlin is one hour ahead in winter.
        #expect(zone.day(of: try Self.utc("2026-01-15", 2, 59)) == (try Self.day("2026-01-14")))
        #expect(zone.day(of: try Self.utc("2026-01-15", 3)) == (try Self.day("2026-01-15")))
    }

    @Test func fourStaysFourWhenTheClocksGoForward() throws {
        let zone = try #require(Self.berlin)
        // On 29 March 2026 two o'clock becomes three: 04:00 is 02:00 UTC then.
        #expect(zone.day(of: try Self.utc("2026-03-29", 1, 59)) == (try Self.day("2026-03-28")))
        #expect(zone.day(of: try Self.utc("2026-03-29", 2)) == (try Self.day("2026-03-29")))
        #expect(zone.day(of: try Self.utc("2026-03-28", 3)) == (try Self.day("2026-03-28")))
    }

    @Test func fourStaysFourWhenTheClocksGoBack() throws {
        let zone = try #require(Self.berlin)
        // On 25 October 2026 three o'clock becomes two: 04:00 is 03:00 UTC then, and the night has 25 hours.
        #expect(zone.day(of: try Self.utc("2026-10-25", 2, 59)) == (try Self.day("2026-10-24")))
        #expect(zone.day(of: try Self.utc("2026-10-25", 3)) == (try Self.day("2026-10-25")))
        #expect(zone.day(of: try Self.utc("2026-10-24", 2)) == (try Self.day("2026-10-24")))
    }

    @Test func everyDayOfAYearComesOnceAndInOrder() throws {
        for name in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"] {
            let zone = try #require(LearnerZone(name))
            var last = zone.day(of: try Self.utc("2026-01-01", 0))
            for hour in 1..<(366 * 24) {
                let now = zone.day(of: try Self.utc("2026-01-01", 0).advanced(bySeconds: Int64(hour) * 3600))
                #expect(now == last || now == last.advanced(byDays: 1), "\(name)")
                last = now
            }
        }
    }

    @Test func travellingWestLivesADayTwiceAndEastSkipsNone() throws {
        let tokyo = try #require(LearnerZone("Asia/Tokyo"))
        let honolulu = try #require(LearnerZone("Pacific/Honolulu"))
        let leaving = try Self.utc("2026-05-10", 0)
        #expect(tokyo.day(of: leaving) == (try Self.day("2026-05-10")))
        #expect(honolulu.day(of: leaving.advanced(bySeconds: 7 * 3600)) == (try Self.day("2026-05-09")))
    }

    @Test(arguments: ["", "Mars/Olympus", "Europe/Berlin; DROP TABLE", String(repeating: "a", count: 65)])
    func namesNobodyKnowsAreNoZones(name: String) {
        #expect(LearnerZone(name) == nil)
    }

    @Test func weekdaysFollowTheCalendar() throws {
        #expect(try Self.day("1970-01-01").weekday == .thursday)
        #expect(try Self.day("2026-11-26").weekday == .thursday)
        #expect(try Self.day("2026-11-29").weekday == .sunday)
        #expect(try Self.day("2024-02-29").weekday == .thursday)
    }
}
