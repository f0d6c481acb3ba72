/// How much happened on one day (in UTC).
package struct DayTotal: Sendable, Hashable {
    package let day: Day
    package let total: Int64
    /// How much of it is of the kind one looks out for: lookups that were misses, jobs that failed.
    package let part: Int64

    package init(day: Day, total: Int64, part: Int64 = 0) {
        self.day = day
        self.total = total
        self.part = part
    }
}

/// What happened in a period, day by day.
package struct DayTotals: Sendable, Hashable {
    /// Every day of the period, oldest first, also those on which nothing happened.
    package let days: [DayTotal]
    /// How many people it comes from; nil where it comes from nobody.
    package let people: Int?
    /// What was there before the period began; for what adds up.
    package let before: Int64

    /// - Parameters:
    ///   - found: only the days on which something happened, in any order; those outside of the period do not count.
    ///   - length: how many days the period has, today being the last.
    package init(_ found: [DayTotal], length: Int, today: Day, people: Int? = nil, before: Int64 = 0) {
        let known = Dictionary(found.map { ($0.day, $0) }, uniquingKeysWith: { first, _ in first })
        days = (0..<max(1, length)).reversed().map { ago in
            let day = today.advanced(byDays: -Int64(ago))
            return known[day] ?? DayTotal(day: day, total: 0)
        }
        self.people = people
        self.before = before
    }

    package var total: Int64 { days.map(\.total).reduce(0, +) }
    package var part: Int64 { days.map(\.part).reduce(0, +) }
}
