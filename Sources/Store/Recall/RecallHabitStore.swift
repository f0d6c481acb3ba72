package import Database
package import Domain

/// Rows of `recall_habit`; whoever has none has the usual one. Everybody's days are counted by their one clock, in `person_zone`.
package struct RecallHabitStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func habit(of person: ID<Person>) throws -> RecallHabit {
        try habits(of: [person])[person] ?? .usual
    }

    /// Of those who are there.
    package func habits(of people: [ID<Person>]) throws -> [ID<Person>: RecallHabit] {
        try connection.rows(
            """
            SELECT person.id, person_zone.time_zone, recall_habit.cues_per_day, recall_habit.minutes_per_day,
                recall_habit.quiet_days, recall_habit.hold_from, recall_habit.hold_until, recall_habit.four_grades,
                recall_habit.enters_watched
            FROM person
            LEFT JOIN person_zone ON person_zone.person_id = person.id
            LEFT JOIN recall_habit ON recall_habit.person_id = person.id
            WHERE person.id IN (\(list: people))
            """
        ).reduce(into: [:]) { $0[try $1.id("id")] = try Self.habit($1) }
    }

    package func set(_ habit: RecallHabit, of person: ID<Person>, at now: Instant) throws {
        let quiet = Weekday.allCases.filter(habit.quietDays.contains).map(\.rawValue).joined(separator: " ")
        try connection.run(
            """
            INSERT INTO recall_habit (person_id, cues_per_day, minutes_per_day, quiet_days, hold_from, hold_until,
                four_grades, enters_watched, updated_at)
            VALUES (\(person), \(habit.cuesPerDay), \(habit.minutesPerDay), \(quiet), \(habit.holdFrom),
                \(habit.holdUntil), \(habit.usesFourGrades), \(habit.entersWatched), \(now))
            ON CONFLICT (person_id) DO UPDATE
            SET cues_per_day = excluded.cues_per_day, minutes_per_day = excluded.minutes_per_day,
                quiet_days = excluded.quiet_days, hold_from = excluded.hold_from, hold_until = excluded.hold_until,
                four_grades = excluded.four_grades, enters_watched = excluded.enters_watched,
                updated_at = excluded.updated_at
            """)
        try ZoneStore(connection).set(PersonZone(habit.zone.name) ?? .utc, of: person)
    }

    private static func habit(_ row: Row) throws -> RecallHabit {
        var habit = RecallHabit.usual
        // A zone this machine's tz database has lost is none that days could be counted by.
        habit.zone = try row.textOrNil("time_zone").flatMap { LearnerZone($0) } ?? .utc
        guard let cues = try row.intOrNil("cues_per_day") else { return habit }
        habit.cuesPerDay = cues
        habit.minutesPerDay = try row.int("minutes_per_day")
        habit.quietDays = Set(
            try row.text("quiet_days").split(separator: " ").compactMap { Weekday(rawValue: String($0)) })
        habit.holdFrom = try row.dayOrNil("hold_from")
        habit.holdUntil = try row.dayOrNil("hold_until")
        habit.usesFourGrades = try row.flag("four_grades")
        habit.entersWatched = try row.flag("enters_watched")
        return habit
    }
}
