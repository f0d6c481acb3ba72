/// One answer in the history of one person and one cue.
package struct Review: Sendable, Hashable {
    package let grade: Grade
    /// Whole days since the answer before, on the learner's calendar; 0 for the first and for the same day.
    package let days: Int

    package init(_ grade: Grade, days: Int) {
        self.grade = grade
        self.days = days
    }
}

extension MemoryModel {
    /// What is believed after a whole history: memory is nothing but the replay of the log.
    /// - Returns: Nil for an empty history: not started is not forgotten.
    package func replay(_ history: some Sequence<Review>) -> MemoryState? {
        var state: MemoryState?
        for review in history {
            state = state.map { next($0, review.grade, afterDays: review.days) } ?? first(review.grade)
        }
        return state
    }

    /// How much more is expected to be known in 30 days if it is asked now than if it is not: what a backlog is ordered by.
    ///
    /// `R·R30(S' after good) + (1 - R)·R30(S' after forgot) - R30(without a review)`. Asking the most forgotten first would be
    /// the intuitive order, and is the worse one.
    package func expectedGain(_ state: MemoryState, afterDays days: Int) -> Double {
        let chance = retrievability(state, afterDays: Double(days))
        let kept = retrievability(next(state, .good, afterDays: days), afterDays: 30)
        let lost = retrievability(next(state, .forgot, afterDays: days), afterDays: 30)
        return chance * kept + (1 - chance) * lost - retrievability(state, afterDays: Double(days + 30))
    }
}
