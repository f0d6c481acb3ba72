/// A chance that was told before the answer was known, and the answer.
package struct Prediction: Sendable, Hashable {
    package let person: Int
    package let chance: Double
    package let isPass: Bool
    /// What RMSE(bins) groups by: days since the last answer, which scored answer this is, lapses before it.
    package let bin: Bin

    package struct Bin: Sendable, Hashable {
        let days: Int
        let reviews: Int
        let lapses: Int
    }

    package init(person: Int, chance: Double, isPass: Bool, bin: Bin) {
        self.person = person
        self.chance = chance
        self.isPass = isPass
        self.bin = bin
    }
}

extension ReviewLog {
    /// What a model says before each scored answer from `day` on, told the full history up to it.
    /// - Parameter parameters: by person.
    package func predictions(from day: Int, parameters: (Int) -> MemoryParameters) -> [Prediction] {
        var models: [Int: MemoryModel] = [:]
        var found: [Prediction] = []
        for history in histories {
            let model = models[history.person] ?? MemoryModel(parameters(history.person))
            models[history.person] = model
            history.predict(from: day, model, into: &found)
        }
        return found
    }
}

extension ReviewLog.History {
    fileprivate func predict(from day: Int, _ model: MemoryModel, into found: inout [Prediction]) {
        guard let opening = reviews.first else { return }
        var state = model.first(opening.grade)
        var scored = 0
        var lapses = 0
        for (number, review) in reviews.enumerated().dropFirst() {
            if review.days > 0 {
                scored += 1
                if dates[number] >= day {
                    found.append(
                        Prediction(
                            person: person,
                            chance: model.retrievability(state, afterDays: Double(review.days)),
                            isPass: review.grade.isPass,
                            bin: Prediction.Bin(days: review.days, scored: scored, lapses: lapses)))
                }
                if !review.grade.isPass { lapses += 1 }
            }
            state = model.next(state, review.grade, afterDays: review.days)
        }
    }
}
