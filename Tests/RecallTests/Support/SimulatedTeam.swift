import Foundation

@testable import Recall

/// A team whose memory follows the model with parameters of its own, asked when the standard ones say so.
struct SimulatedTeam {
    let truth: MemoryParameters
    private var dice: SplitMix

    init(truth: MemoryParameters, seed: UInt64) {
        self.truth = truth
        dice = SplitMix(seed: seed)
    }

    /// A year of answers.
    mutating func year(people: Int, cues: Int) -> ReviewLog {
        var log = ReviewLog()
        for person in 0..<people {
            for _ in 0..<cues { log.histories.append(history(of: person)) }
        }
        return log
    }

    private mutating func history(of person: Int) -> ReviewLog.History {
        let real = MemoryModel(truth)
        let scheduler = MemoryModel()
        var history = ReviewLog.History(person: person)
        var day = Int(draw() * 60)
        let opening = Grade(rawValue: 1 + Int(draw() * 4)) ?? .good
        history.reviews.append(Review(opening, days: 0))
        history.dates.append(day)
        var (state, believed) = (real.first(opening), scheduler.first(opening))
        while true {
            let wait = max(1, Int(Double(scheduler.days(believed, retention: 0.9)) * (0.7 + draw())))
            guard day + wait < 365 else { return history }
            day += wait
            let isRecalled = draw() < real.retrievability(state, afterDays: Double(wait))
            let grade: Grade = !isRecalled ? .forgot : draw() < 0.15 ? .hard : draw() < 0.1 ? .easy : .good
            history.reviews.append(Review(grade, days: wait))
            history.dates.append(day)
            state = real.next(state, grade, afterDays: wait)
            believed = scheduler.next(believed, grade, afterDays: wait)
        }
    }

    private mutating func draw() -> Double { Double(dice.next() >> 11) * 0x1p-53 }
}
