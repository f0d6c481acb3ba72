import Foundation

/// A person's own calendar: the days by which memory counts. A day begins at 04:00 on the clock on their wall, so that an
/// answer after midnight still belongs to the evening.
package struct LearnerZone: Sendable, Hashable {
    package static let rollover: Int64 = 4 * 3_600_000

    /// As in the tz database: `Europe/Berlin`.
    package let name: String
    private let zone: TimeZone

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

    package static let utc = LearnerZone()

    /// The learner's day of an instant. Wall-clock time decides: where a night has 23 or 25 hours, the day still begins at 04:00.
    package func day(of instant: Instant) -> Day {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        let wall = instant.milliseconds + Int64(zone.secondsFromGMT(for: date)) * 1000
        return Instant(milliseconds: wall - Self.rollover).day
    }
}

extension Day {
    package static func - (later: Day, earlier: Day) -> Int {
        Int(later.daysSince1970 - earlier.daysSince1970)
    }

    package var weekday: Weekday {
        // 1970 began on a Thursday.
        let number = Int((daysSince1970 % 7 + 10) % 7)
        return Weekday.allCases[number]
    }
}

package enum Weekday: String, Sendable, Hashable, Codable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}
