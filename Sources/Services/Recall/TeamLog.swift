import Database
import Domain
import Recall
import Store

/// Everybody's log as the model is fitted to it and judged by, people as numbers.
struct TeamLog: Sendable {
    /// One scored answer with what was predicted before it.
    struct Scored: Sendable {
        let frozen: Prediction
        /// The same answer as the authors' own vector would have predicted it.
        let standard: Prediction
        let occasion: RecallOccasion
        let answeredAt: Instant
    }

    private(set) var log = ReviewLog()
    private(set) var people: [ID<Person>] = []
    private(set) var scored: [Scored] = []
    private(set) var answers = 0

    /// - Parameter members: whose log; nil for everybody's.
    init(of members: Set<ID<Person>>? = nil, _ connection: any Connection) throws {
        var lines: [MemoryLog.Line] = []
        var key: (ID<Person>, ID<Cue>)?
        let standard = MemoryModel()
        var numbers: [ID<Person>: Int] = [:]
        func finish() {
            guard let key, !lines.isEmpty else { return }
            if numbers[key.0] == nil {
                numbers[key.0] = people.count
                people.append(key.0)
            }
            add(MemoryLog(lines), person: numbers[key.0] ?? 0, standard)
            lines = []
        }
        try RecallStore(connection).traces { trace in
            guard members?.contains(trace.person) ?? true else { return }
            if key.map({ $0 != (trace.person, trace.cue) }) ?? true {
                finish()
                key = (trace.person, trace.cue)
            }
            lines.append(MemoryLog.Line(trace))
        }
        finish()
        scored.sort { $0.answeredAt < $1.answeredAt }
    }

    private mutating func add(_ memory: MemoryLog, person: Int, _ standard: MemoryModel) {
        var history = ReviewLog.History(person: person)
        var epoch = 0
        var state: MemoryState?
        var (count, lapses, last) = (0, 0, 0)
        for answer in memory.answers {
            let day = Int(answer.line.day.daysSince1970)
            // After a material change another answer has to be learned: that is another history.
            if answer.line.epoch > epoch, !history.reviews.isEmpty {
                log.histories.append(history)
                history = ReviewLog.History(person: person)
                state = nil
                (count, lapses) = (0, 0)
            }
            epoch = answer.line.epoch
            let days = history.reviews.isEmpty ? 0 : max(0, day - last)
            last = history.reviews.isEmpty ? day : max(last, day)
            if days > 0, let known = state {
                count += 1
                let bin = Prediction.Bin(days: days, scored: count, lapses: lapses)
                let isPass = answer.grade.grade.isPass
                if let chance = answer.line.chance {
                    scored.append(
                        Scored(
                            frozen: Prediction(person: person, chance: chance, isPass: isPass, bin: bin),
                            standard: Prediction(
                                person: person, chance: standard.retrievability(known, afterDays: Double(days)),
                                isPass: isPass, bin: bin),
                            occasion: answer.line.occasion, answeredAt: answer.line.answeredAt))
                }
                if !isPass { lapses += 1 }
            }
            state =
                state.map { standard.next($0, answer.grade.grade, afterDays: days) }
                ?? standard.first(answer.grade.grade)
            history.reviews.append(Review(answer.grade.grade, days: days))
            history.dates.append(last)
            answers += 1
        }
        if !history.reviews.isEmpty { log.histories.append(history) }
    }

    /// The day from which on the last fifth of all scored answers was given; nil when there are too few to divide.
    var lastFifth: Int? {
        let days = log.histories.flatMap { history in
            zip(history.reviews, history.dates).dropFirst().filter { $0.0.days > 0 }.map(\.1)
        }.sorted()
        guard days.count >= 10 else { return nil }
        let cut = days[days.count * 4 / 5]
        return cut > (days.first ?? cut) ? cut : nil
    }
}
