/// The log of recalls as the model is fitted to it: histories of one person and one cue each, in the order of time.
package struct ReviewLog: Sendable {
    /// One person's answers to one cue.
    package struct History: Sendable {
        package let person: Int
        package var reviews: [Review] = []
        /// The day of each answer, counted from any first day; the same length as `reviews`.
        package var dates: [Int] = []

        package init(person: Int) {
            self.person = person
        }
    }

    package var histories: [History] = []

    package init(histories: [History] = []) {
        self.histories = histories
    }

    /// Answers a model is judged by: a day or more after another one.
    package var scoredCount: Int {
        histories.reduce(0) { $0 + $1.reviews.dropFirst().filter { $0.days > 0 }.count }
    }

    package var personCount: Int { Set(histories.map(\.person)).count }

    /// Only what was answered before `day`.
    package func before(_ day: Int) -> ReviewLog {
        ReviewLog(
            histories: histories.compactMap { history in
                var early = history
                let count = history.dates.firstIndex { $0 >= day } ?? history.dates.count
                early.reviews.removeSubrange(count...)
                early.dates.removeSubrange(count...)
                return early.reviews.isEmpty ? nil : early
            })
    }

    package func of(person: Int) -> ReviewLog {
        ReviewLog(histories: histories.filter { $0.person == person })
    }
}
