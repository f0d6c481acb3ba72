import Foundation
import Recall

/// What the memory model costs one thread, and what a team's grid costs in the server.
struct MemoryBench: Sendable {
    struct Figures: Sendable, Encodable {
        /// State updates a second on one core.
        let updatesPerSecond: Double
        /// A million answers of a hundred thousand memories, one after the other.
        let replayMillionSeconds: Double
        /// Answers a model is fitted to and judged by, and where they come from.
        let scored: Int
        let log: String
        let fitPooledSeconds: Double
        let fitPeopleSeconds: Double
        let people: Int
        /// How well the fits predict what they were not fitted to; nil for a made-up log, whose truth is known.
        let judged: MemoryJudge.Report?
        let grid: Grid?
    }

    /// A team's grid, asked for over a connection.
    struct Grid: Sendable, Encodable {
        let people: Int
        let cues: Int
        /// For the first time since the server started: everything is read from the database.
        let firstMilliseconds: Double
        /// Again, nothing changed.
        let milliseconds: Timings
        /// After somebody answered: only they are read again.
        let changedMilliseconds: Timings
        /// What waits today, of somebody with all these cues.
        let todayMilliseconds: Timings
        /// One cue put before somebody and answered: two requests, both on disk.
        let answerMilliseconds: Timings
    }

    /// A CSV of reviews to fit to instead of a made-up log.
    let reviews: String?
    let trainBefore: Int?
    /// How many people there are in the made-up log; everything else grows with them.
    let people: Int

    func run(_ grid: Grid?) async throws -> Figures {
        let log = try reviews.map { try ReviewFile(path: $0).log } ?? MadeUpLog.log(of: people)
        let early = trainBefore.map(log.before) ?? log
        let (people, judge) = (people, trainBefore.map { MemoryJudge(log: log, day: $0) })
        let source = reviews.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "made up"
        return try await onOwnThread {
            let judged = try judge?.report()
            let seconds = judged?.fitSeconds ?? Self.fitSeconds(early)
            return Figures(
                updatesPerSecond: Self.updatesPerSecond(people * 20_000),
                replayMillionSeconds: Self.replayMillion(people * 500),
                scored: early.scoredCount, log: source, fitPooledSeconds: seconds.pooled,
                fitPeopleSeconds: seconds.perPerson, people: Set(early.histories.map(\.person)).count, judged: judged,
                grid: grid)
        }
    }

    private static func fitSeconds(_ log: ReviewLog) -> MemoryJudge.Report.Seconds {
        let (pooled, fitSeconds) = timed { Fit.pooled(log) }
        let groups = Dictionary(grouping: log.histories, by: \.person).sorted { $0.key < $1.key }
        let (_, peopleSeconds) = timed {
            groups.map { Fit.person(ReviewLog(histories: $0.value), pooled: pooled) }.count
        }
        return MemoryJudge.Report.Seconds(pooled: fitSeconds, perPerson: peopleSeconds)
    }

    private static func updatesPerSecond(_ updates: Int) -> Double {
        let model = MemoryModel()
        let grades: [Grade] = [.good, .good, .hard, .good, .forgot, .good, .easy, .good]
        var (state, sum) = (model.first(.good), 0.0)
        let (_, seconds) = timed {
            for number in 0..<updates {
                state = model.next(state, grades[number & 7], afterDays: 1 + (number & 31))
                // What is never looked at is never computed.
                sum += state.difficulty
            }
        }
        return sum > 0 ? Double(updates) / seconds : 0
    }

    /// - Parameter memories: how many are replayed, ten answers each.
    private static func replayMillion(_ memories: Int) -> Double {
        let model = MemoryModel()
        let histories = (0..<memories).map { memory in
            (0..<10).map { turn in
                LoggedAnswer(
                    grade: (memory + turn) % 7 == 0 ? .forgot : .good, day: 20_000 + turn * (turn + memory % 3),
                    epoch: 0,
                    slack: 0.5)
            }
        }
        let (due, seconds) = timed {
            histories.reduce(0) { sum, history in
                sum + (model.replay(history, change: CueChange(epoch: 0, day: 0), retention: 0.9)?.due ?? 0)
            }
        }
        return due > 0 ? seconds * 1_000_000 / Double(memories * 10) : 0
    }

    /// Seconds of processor time: what others do on this machine meanwhile costs nothing here.
    private static func timed<Value>(_ body: () -> Value) -> (Value, Double) {
        let start = ProcessorTime.ofThread
        let value = body()
        return (value, ProcessorTime.ofThread - start)
    }
}

/// A log nobody answered, the same in every run: 55 cues of each person, asked nine times.
enum MadeUpLog {
    static func log(of people: Int) -> ReviewLog {
        var numbers = SeededNumbers(seed: 11)
        var log = ReviewLog()
        let truth = MemoryModel(
            MemoryParameters(clipping: [
                0.17, 0.57, 1.82, 8.7, 6.0, 0.69, 2.4, 0.0075, 1.57, 0.22, 0.94, 1.23, 0.18, 0.28, 1.19, 0.44, 1.39,
                0.79, 0.043, 0.16, 0.27,
            ]))
        for person in 0..<people {
            for cue in 0..<55 { log.histories.append(history(of: person, beginning: cue % 200, truth, &numbers)) }
        }
        return log
    }

    /// Asked about when a planner that knows nothing of these people would.
    private static func history(
        of person: Int, beginning: Int, _ truth: MemoryModel, _ numbers: inout SeededNumbers
    ) -> ReviewLog.History {
        let planner = MemoryModel()
        var history = ReviewLog.History(person: person)
        var day = beginning
        var (real, believed): (MemoryState?, MemoryState?) = (nil, nil)
        for turn in 0..<9 {
            let gap = believed.map { planner.days($0, retention: 0.9) } ?? 0
            let chance = real.map { truth.retrievability($0, afterDays: Double(gap)) } ?? 0.6
            let grade: Grade = Double(numbers.below(1000)) / 1000 < chance ? .good : .forgot
            day += gap
            history.reviews.append(Review(grade, days: turn == 0 ? 0 : gap))
            history.dates.append(day)
            real = real.map { truth.next($0, grade, afterDays: gap) } ?? truth.first(grade)
            believed = believed.map { planner.next($0, grade, afterDays: gap) } ?? planner.first(grade)
        }
        return history
    }
}
