import Database
import Domain
import Store

extension CalendarService {
    private static let recallDays: Int64 = 28

    /// How many cues are asked on which day, as far as it is known today: inside the cap, on workdays, what does not fit on the
    /// next one.
    static func recalls(of person: ID<Person>, at now: Instant, _ connection: any Connection) throws -> [Entry] {
        let habit = try RecallHabitStore(connection).habit(of: person)
        let today = habit.zone.day(of: now)
        let due = try MemoryStore(connection).list(of: person).reduce(into: [Day: Int]()) {
            $0[max($1.dueOn, today), default: 0] += 1
        }
        let done = try RecallStore(connection).answers(of: person, on: today).count { $0.occasion != .retry }
        var waiting = 0
        return (0..<recallDays).compactMap { offset in
            let day = today.advanced(byDays: offset)
            waiting += due[day] ?? 0
            let room = habit.isWorkday(day) ? habit.cuesPerDay - (offset == 0 ? done : 0) : 0
            let cues = min(waiting, max(0, room))
            guard cues > 0 else { return nil }
            waiting -= cues
            return Entry(id: "recall-\(day)-\(person)", title: "", cues: cues, day: day, madeAt: now)
        }
    }
}
