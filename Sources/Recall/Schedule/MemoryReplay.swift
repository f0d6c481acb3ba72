/// One answer of the log of one memory, as a replay reads it.
package struct LoggedAnswer: Sendable, Hashable {
    package let grade: Grade
    /// On the learner's own calendar, days since 1970.
    package let day: Int
    /// How many material changes of the cue were known when it was answered.
    package let epoch: Int
    /// Where within the days around its interval the next question was put, 0 ..< 1.
    package let slack: Double

    package init(grade: Grade, day: Int, epoch: Int, slack: Double) {
        self.grade = grade
        self.day = day
        self.epoch = epoch
        self.slack = slack
    }
}

/// The latest change of a cue after which what was known may not be enough.
package struct CueChange: Sendable, Hashable {
    package let epoch: Int
    package let day: Int

    package init(epoch: Int, day: Int) {
        self.epoch = epoch
        self.day = day
    }
}

/// What a log says about one memory.
package struct ReplayedMemory: Sendable, Hashable {
    package let state: MemoryState
    package let lastDay: Int
    package let answers: Int
    package let lapses: Int
    /// The day it is to be asked again.
    package let due: Int
}

extension MemoryModel {
    /// Another answer has to be learned after a material change: what is known of the old one counts for at most so many days.
    package static let stabilityAfterChange = 7.0

    /// Memory is nothing but this: the log and the parameters decide all of it, the day it is due included.
    /// - Parameters:
    ///   - log: answers in the order they were given.
    ///   - retention: the chance that is wanted when it is asked next.
    /// - Returns: Nil for an empty log: not started is not forgotten.
    package func replay(_ log: some Collection<LoggedAnswer>, change: CueChange, retention: Double) -> ReplayedMemory? {
        var state: MemoryState?
        var (lastDay, lapses, epoch, slack) = (0, 0, 0, 0.0)
        for answer in log {
            if var known = state {
                if answer.epoch > epoch { known.stability = min(known.stability, Self.stabilityAfterChange) }
                // Whoever travels west may live the same day twice.
                let days = max(0, answer.day - lastDay)
                if days > 0, !answer.grade.isPass { lapses += 1 }
                state = next(known, answer.grade, afterDays: days)
                lastDay = max(lastDay, answer.day)
            } else {
                state = first(answer.grade)
                lastDay = answer.day
            }
            epoch = answer.epoch
            slack = answer.slack
        }
        guard var state else { return nil }
        let isOutdated = change.epoch > epoch
        if isOutdated { state.stability = min(state.stability, Self.stabilityAfterChange) }
        let range = Fuzz.range(around: days(state, retention: retention))
        var due = lastDay + Fuzz.pick(range, draw: slack)
        if isOutdated { due = min(due, max(lastDay, change.day) + 1) }
        return ReplayedMemory(state: state, lastDay: lastDay, answers: log.count, lapses: lapses, due: due)
    }
}

extension Fuzz {
    /// The draw that makes `pick` choose `day` again.
    package static func draw(choosing day: Int, in range: ClosedRange<Int>) -> Double {
        guard range.contains(day) else { return 0 }
        return (Double(day - range.lowerBound) + 0.5) / Double(range.count)
    }
}
