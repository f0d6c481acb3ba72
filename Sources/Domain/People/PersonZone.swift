import Foundation

/// The calendar and the clock on somebody's wall: due dates, quiet hours and the day's mail go by it, wherever the server stands.
package struct PersonZone: Sendable, Hashable {
    /// As in the tz database: `Europe/Berlin`.
    package let name: String
    private let zone: TimeZone

    package static let utc = PersonZone()

    /// Nil for a name nobody knows.
    package init?(_ name: String) {
        guard (1...64).contains(name.utf8.count), let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.zone = zone
    }

    private init() {
        name = "UTC"
        zone = .gmt
    }

    package func day(of instant: Instant) -> Day {
        Instant(milliseconds: instant.milliseconds + offset(at: instant)).day
    }

    /// Minutes after midnight, 0 to 1439.
    package func minute(of instant: Instant) -> Int {
        let wall = instant.milliseconds + offset(at: instant)
        return Int((wall - Instant(milliseconds: wall).day.daysSince1970 * 86_400_000) / 60_000)
    }

    /// When a day begins there. Where midnight is skipped once a year, it is the first moment there is.
    package func start(of day: Day) -> Instant {
        let midnight = day.daysSince1970 * 86_400_000
        // The offset of the day's own beginning: asked twice, because the first guess may lie on the other side of a change.
        let guess = Instant(milliseconds: midnight - offset(at: Instant(milliseconds: midnight)))
        return Instant(milliseconds: midnight - offset(at: guess))
    }

    private func offset(at instant: Instant) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))) * 1000
    }
}

extension Day {
    /// The same day of a later month; the last one of a month that is shorter.
    package func advanced(byMonths months: Int) -> Day {
        let parts = description.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 3 else { return self }
        let month = parts[0] * 12 + parts[1] - 1 + Int64(months)
        let (year, index) = (month / 12, month % 12 + 1)
        let next = index == 12 ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: index + 1, day: 1)
        let last = next.daysSince1970 - Day(year: year, month: index, day: 1).daysSince1970
        return Day(year: year, month: index, day: min(parts[2], last))
    }
}
