import Domain
import Foundation
import Rehearsal
import Testing

struct DayTests {
    @Test func everyDayOfFourCenturiesIsTheOneAfterTheDayBefore() {
        // Independent of the algorithm under test: a calendar that only knows how long months are.
        var (year, month, day) = (1970, 1, 1)
        for days in 0..<Int64(146_097 * 2) {
            let written = Day(daysSince1970: days)
            if written != Day(year: Int64(year), month: Int64(month), day: Int64(day)) {
                Issue.record("\(year)-\(month)-\(day) is not day \(days)")
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test func drawnDaysAreThoseOfFoundationsCalendarAndReadBack() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        var dice = Dice(seed: 2)
        for _ in 0..<1000 {
            let days = Int64.random(in: 0...2_932_896, using: &dice)
            let day = Day(daysSince1970: days)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            let (year, month, dayOfMonth) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            #expect(day == Day(year: Int64(year), month: Int64(month), day: Int64(dayOfMonth)))
            #expect(Day(parsing: day.description) == day)
        }
    }

    @Test(arguments: ["1970-01-01", "2000-02-29", "2026-11-25", "9999-12-31"])
    func realDaysAreRead(text: String) {
        #expect(Day(parsing: text)?.description == text)
    }

    @Test(
        arguments: [
            "", "2026", "2026-11", "2026-11-25T00:00:00Z", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
            "2026-04-31", "2026-1-01", "26-11-25", "1969-12-31", "10000-01-01", "+026-01-01", "2026-+1-01",
            "-026-01-01",
            "2026/11/25", " 2026-11-25", "２０２６-11-25", "2026-11-2５",
        ])
    func everythingElseIsNoDay(text: String) {
        #expect(Day(parsing: text) == nil)
    }

    @Test func daysTravelAsText() throws {
        let day = Day(year: 2026, month: 11, day: 25)
        let data = try JSONEncoder().encode([day])
        #expect(String(decoding: data, as: UTF8.self) == "[\"2026-11-25\"]")
        #expect(try JSONDecoder().decode([Day].self, from: data) == [day])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Day].self, from: Data("[\"tomorrow\"]".utf8))
        }
    }

    @Test func advancingCrossesYears() {
        #expect(Day(year: 2027, month: 12, day: 31).advanced(byDays: 1).description == "2028-01-01")
        #expect(Day(year: 2028, month: 3, day: 1).advanced(byDays: -1).description == "2028-02-29")
    }
}
