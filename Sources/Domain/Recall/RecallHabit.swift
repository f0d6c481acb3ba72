/// When and how much somebody wants to be asked.
package struct RecallHabit: Sendable, Hashable {
    package var zone: LearnerZone
    package var cuesPerDay: Int
    package var minutesPerDay: Int
    /// Nothing is asked on these.
    package var quietDays: Set<Weekday>
    /// Nothing is asked from the one to the other, both included.
    package var holdFrom: Day?
    package var holdUntil: Day?
    /// Four grades instead of two: `hard` and `easy` as well.
    package var usesFourGrades: Bool
    /// What they watched to its end is asked without their choosing it.
    package var entersWatched: Bool

    package static let usual = RecallHabit(
        zone: .utc, cuesPerDay: 5, minutesPerDay: 5, quietDays: [.saturday, .sunday], usesFourGrades: false)

    package init(
        zone: LearnerZone, cuesPerDay: Int, minutesPerDay: Int, quietDays: Set<Weekday>, holdFrom: Day? = nil,
        holdUntil: Day? = nil, usesFourGrades: Bool, entersWatched: Bool = false
    ) {
        self.zone = zone
        self.cuesPerDay = cuesPerDay
        self.minutesPerDay = minutesPerDay
        self.quietDays = quietDays
        self.holdFrom = holdFrom
        self.holdUntil = holdUntil
        self.usesFourGrades = usesFourGrades
        self.entersWatched = entersWatched
    }

    package func isHeld(on day: Day) -> Bool {
        guard let holdUntil else { return false }
        return day <= holdUntil && holdFrom.map { $0 <= day } ?? true
    }

    package func isQuiet(on day: Day) -> Bool { quietDays.contains(day.weekday) }

    /// A day on which something may be asked.
    package func isWorkday(_ day: Day) -> Bool { !isQuiet(on: day) && !isHeld(on: day) }

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package func check() throws {
        var problems = FieldProblems()
        if !(1...30).contains(cuesPerDay) { problems.add("cues_per_day", "Please give 1 to 30 cues a day.") }
        if !(1...60).contains(minutesPerDay) { problems.add("minutes_per_day", "Please give 1 to 60 minutes a day.") }
        if quietDays.count == Weekday.allCases.count {
            problems.add("quiet_days", "At least one day of the week has to be left.")
        }
        if let holdFrom, holdUntil == nil { problems.add("hold_until", "Until when, beginning \(holdFrom)?") }
        if let holdFrom, let holdUntil, holdUntil < holdFrom {
            problems.add("hold_until", "The end comes after the beginning.")
        }
        try problems.check()
    }
}
