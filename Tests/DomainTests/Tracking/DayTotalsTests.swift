import Domain
import Testing

struct DayTotalsTests {
    private let today = Day(daysSince1970: 20_000)

    @Test func everyDayOfThePeriodIsThereOldestFirst() {
        let found = [DayTotal(day: today, total: 3, part: 1), DayTotal(day: today.advanced(byDays: -2), total: 5)]
        let totals = DayTotals(found, length: 4, today: today)

        #expect(totals.days.map(\.total) == [0, 5, 0, 3])
        #expect(totals.days.last?.day == today)
        #expect(totals.total == 8)
        #expect(totals.part == 1)
    }

    @Test func whatIsOutsideOfThePeriodDoesNotCount() {
        let found = [-4, 1].map { DayTotal(day: today.advanced(byDays: $0), total: 7) }
        #expect(DayTotals(found, length: 4, today: today).total == 0)
    }
}
