import Domain
import Testing

@testable import Web

/// What a chart draws, what it says, and when it does not draw at all.
@Suite(.inEnglish)
struct ChartTests {
    private func totals(_ values: [(total: Int64, part: Int64)], before: Int64 = 0, people: Int? = 9) -> DayTotals {
        let today = Day(daysSince1970: 20_000)
        let days = values.enumerated().map { index, value in
            DayTotal(
                day: today.advanced(byDays: Int64(index - values.count + 1)), total: value.total, part: value.part)
        }
        return DayTotals(days, length: values.count, today: today, people: people, before: before)
    }

    @Test func largestDayIsAsHighAsTheBoxAndEachPartStandsInItsBar() {
        let bars = ChartGeometry.bars(totals([(10, 5), (0, 0), (40, 0)]).days)

        #expect(bars.map(\.barKind) == ["chart-total", "chart-part", "chart-total"])
        #expect(bars.map(\.barHeight) == [50, 25, 200])
        #expect(bars.map(\.barY) == [150, 175, 0])
        #expect(bars[0].barX == bars[1].barX)
    }

    @Test(arguments: [1, 7, 28, 366])
    func barsStayInTheBoxAndApart(count: Int) {
        let bars = ChartGeometry.bars(totals((0..<count).map { (Int64($0 % 9 + 1), 0) }).days)

        #expect(bars.count == count)
        for bar in bars {
            #expect(bar.barX >= 0 && bar.barX + bar.barWidth <= 1000)
            #expect(bar.barY >= 0 && bar.barY + bar.barHeight == 200)
        }
        for (left, right) in zip(bars, bars.dropFirst()) { #expect(left.barX + left.barWidth <= right.barX) }
    }

    @Test func oneAmongThousandsIsStillSeen() {
        #expect(ChartGeometry.bars(totals([(1, 0), (100_000, 0)]).days).first?.barHeight == 2)
    }

    @Test func nothingIsNoPicture() {
        #expect(ChartGeometry.bars(totals([(0, 0), (0, 0)]).days).isEmpty)
        #expect(ChartGeometry.area([0, 0]) == nil)
        #expect(ChartGeometry.area([5]) == nil)
    }

    @Test func sumRisesFromLeftToRightAndIsClosedBelow() {
        #expect(ChartGeometry.area([50, 50, 100]) == "M0 200L0 100L500 100L1000 0L1000 200Z")
    }

    @Test func hugeNumbersDoNotTrap() {
        #expect(ChartGeometry.bars([DayTotal(day: Day(daysSince1970: 1), total: .max, part: .max)]).count == 2)
    }

    @Test func fewerThanTwentyEventsAreNotCompared() {
        let few = DayChart.lookups(totals([(10, 1), (9, 0)]))
        #expect(few.chartPicture == nil)
        #expect(few.chartTooFew == "Days are compared from 20 on: fewer say nothing yet.")

        let enough = DayChart.lookups(totals([(10, 1), (10, 0)]))
        #expect(enough.chartTooFew == nil)
        #expect(enough.chartPicture?.chartBars.count == 3)
    }

    @Test func fewerThanEightPeopleAreNotShownAsACurve() {
        let few = DayChart.lookups(totals([(100, 1), (10, 0)], people: 7))
        #expect(few.chartPicture == nil)
        #expect(few.chartTooFew == "Days are compared from 8 people on: fewer would show single people.")
        #expect(DayChart.lookups(totals([(100, 1), (10, 0)], people: 8)).chartPicture != nil)
    }

    @Test func figureSaysItsPeriodAndFromHowMany() {
        let chart = DayChart.lookups(totals([(10, 1), (1200, 0)], people: 12))
        #expect(chart.chartPeriod == "2 days to 4 October 2024: n = 1,210 lookups by 12 people")
        #expect(
            chart.chartPicture?.chartSummary
                == "1,210 lookups, 1 of them misses. The most on one day were 1,200, on 4 October 2024.")
    }

    @Test func storageAddsUpWhatWasThereBefore() {
        let chart = DayChart.storage(totals([(1_000_000, 15), (2_000_000, 15)], before: 5_000_000))
        #expect(chart.chartPicture?.chartRows.map(\.chartRowTotal) == ["6 MB", "8 MB"])
        #expect(chart.chartPicture?.chartTop == "8 MB")
        #expect(chart.chartPeriod.hasSuffix("n = 30 new files"))
    }
}
