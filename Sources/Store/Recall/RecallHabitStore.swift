package import Database
package import Domain

/// Rows of `recall_habit`; whoever has none has the usual one.
package struct RecallHabitStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func find(_ person: ID<Person>) throws -> RecallHabit? {
        try find(among: [person])[person]
    }

    package func find(among people: [ID<Person>]) throws -> [ID<Person>: RecallHabit] {
        try connection.rows(
            """
            SELECT person_id, time_zone, cues_per_day, minutes_per_day, quiet_days, hold_from, hold_until, four_grades
            FROM recall_habit
            WHERE person_id IN (\(list: people))
            """
        ).reduce(into: [:]) { $0[try $1.id("person_id")] = try Self.habit($1) }
    }

    package func set(_ habit: RecallHabit, of person: ID<Person>, at now: Instant) throws {
        let quiet = Weekday.allCases.filter(habit.quietDays.contains).map(\.rawValue).joined(separator: " ")
        try connection.run(
            """
            INSERT INTO recall_habit (person_id, time_zone, cues_per_day, minutes_per_day, quiet_days, hold_from, hold_until,
                four_grades, updated_at)
            VALUES (\(person), \(habit.zone.name), \(habit.cuesPerDay), \(habit.minutesPerDay), \(quiet),
                \(habit.holdFrom), \(habit.holdUntil), \(habit.usesFourGrades), \(now))
            ON CONFLICT (person_id) DO UPDATE
            SET time_zone = excluded.time_zone, cues_per_day = excluded.cues_per_day,
                minutes_per_day = excluded.minutes_per_day, quiet_days = excluded.quiet_days,
                hold_from = excluded.hold_from, hold_until = excluded.hold_until, four_grades = excluded.four_grades,
                updated_at = excluded.updated_at
            """)
    }

    private static func habit(_ row: Row) throws -> RecallHabit {
        RecallHabit(
            // A zone this machine's tz database has lost is none that days could be counted by.
            zone: LearnerZone(try row.text("time_zone")) ?? .utc, cuesPerDay: try row.int("cues_per_day"),
            minutesPerDay: try row.int("minutes_per_day"),
            quietDays: Set(
                try row.text("quiet_days").split(separator: " ").compactMap { Weekday(rawValue: String($0)) }),
            holdFrom: try row.dayOrNil("hold_from"), holdUntil: try row.dayOrNil("hold_until"),
            usesFourGrades: try row.flag("four_grades"))
    }
}
