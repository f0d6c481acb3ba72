import Database
import Domain
import Recall
import Store

/// Everything a person's day of recalls is worked out from, read once.
struct RecallDesk {
    let habit: RecallHabit
    let day: Day
    let inUse: VectorsInUse.InUse
    let entries: [RecallQueue.Entry]
    let queue: RecallQueue
    private let forgotten: Set<ID<Cue>>
    private let retried: Set<ID<Cue>>

    /// Before anybody measured it: reading a line, answering it, watching the moment and ticking.
    private static let usualSeconds = 36.0
    /// Who leaves the page open is not thinking all that time.
    private static let longestSeconds = 180.0

    init(_ person: ID<Person>, at now: Instant, _ connection: any Connection) throws {
        let habit = try RecallHabitStore(connection).habit(of: person)
        let day = habit.zone.day(of: now)
        let entries = try MemoryStore(connection).entries(of: person).map {
            RecallQueue.Entry(memory: $0.memory, objection: $0.objection)
        }
        // Most people open their first page more often than they remember anything: that costs them nothing.
        let isEmpty = entries.isEmpty
        let recalls = RecallStore(connection)
        let answers = try isEmpty ? [] : recalls.answers(of: person, on: day)
        let inUse = try VectorsInUse.of(person, connection)
        let showings = try isEmpty ? [] : ShowingStore(connection).list(of: person, on: day)
        var done = RecallQueue.Done()
        done.cues = Set(answers.map(\.cue))
        done.count = answers.count { $0.occasion != .retry }
        done.seconds = showings.reduce(0) { $0 + Self.seconds($1) }
        done.hasProbe = answers.contains { $0.occasion == .probe }
        done.lastObjection = answers.last.flatMap { last in
            entries.first { $0.memory.cue == last.cue }?.objection
        }
        self.habit = habit
        self.day = day
        self.inUse = inUse
        self.entries = entries
        forgotten = Set(answers.filter { $0.grade == .forgot && $0.occasion != .retry }.map(\.cue))
        retried = Set(answers.filter { $0.occasion == .retry }.map(\.cue))
        let latencies = try isEmpty ? [] : recalls.latencies(of: person, limit: 100)
        queue = RecallQueue(
            person: person, entries: entries, habit: habit, day: day, model: inUse.model, done: done,
            secondsPerCue: Self.secondsPerCue(latencies),
            answersInFourWeeks: try isEmpty ? 0 : recalls.count(of: person, since: day.advanced(byDays: -28)))
    }

    /// Still in the schedule.
    func holds(_ cue: ID<Cue>) -> Bool { entries.contains { $0.memory.cue == cue } }

    var retries: [RecallQueue.Item] { queue.retries(forgotten: forgotten, retried: retried) }

    func items(_ ask: RecallAsk) -> [RecallQueue.Item] {
        switch ask {
        case .due: queue.items
        case .cram(let objections, let minutes): queue.cram(objections, minutes: minutes)
        case .retry: retries
        case .cue(let cue): queue.items(of: cue)
        }
    }

    private static func seconds(_ showing: Showing) -> Double {
        guard let end = showing.settledAt ?? showing.answer?.at else { return 0 }
        return min(max(0, end.seconds(since: showing.shownAt)), longestSeconds)
    }

    /// The person's own median, with as much time again for the reveal.
    private static func secondsPerCue(_ latencies: [Int]) -> Double {
        guard latencies.count >= 10 else { return usualSeconds }
        let median = Double(latencies.sorted()[latencies.count / 2]) / 1000
        return min(max(median + 15, 15), 120)
    }
}
