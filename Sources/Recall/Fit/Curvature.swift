import Foundation

/// Log loss of a vector over a log, with its gradient and its Fisher information: all that Fisher scoring needs of the data.
struct Curvature {
    private(set) var loss = 0.0
    private(set) var count = 0
    private(set) var gradient = [Double](repeating: 0, count: MemoryParameters.count)
    /// Row by row, its lower half.
    private var information = [Double](repeating: 0, count: MemoryParameters.count * MemoryParameters.count)

    /// - Parameter histories: of the people it is fitted to.
    init(of parameters: MemoryParameters, over histories: [ReviewLog.History]) {
        let model = SlopedModel(parameters)
        for history in histories { add(history, model) }
    }

    private mutating func add(_ history: ReviewLog.History, _ model: SlopedModel) {
        guard history.reviews.contains(where: { $0.days > 0 }), let opening = history.reviews.first else { return }
        var (state, slope) = model.first(opening.grade)
        for review in history.reviews.dropFirst() {
            var chance = (value: 1.0, slope: Slope.Vector())
            if review.days > 0 {
                chance = model.chance(state, slope, days: review.days)
                score(chance, review.grade.isPass)
            }
            (state, slope) = model.next(state, slope, review.grade, days: review.days, chance: chance)
        }
    }

    private mutating func score(_ chance: (value: Double, slope: Slope.Vector), _ isPass: Bool) {
        let p = chance.value.clamped(to: 1e-7...(1 - 1e-7))
        loss -= log(isPass ? p : 1 - p)
        count += 1
        let pull = isPass ? -1 / p : 1 / (1 - p)
        let weight = 1 / (p * (1 - p))
        let size = MemoryParameters.count
        withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { slope in
            for index in 0..<size { slope.initializeElement(at: index, to: chance.slope[index]) }
            for index in 0..<size { gradient[index] += slope[index] * pull }
            // The hottest loop of a fit: half the products are enough, the matrix is symmetric.
            information.withUnsafeMutableBufferPointer { matrix in
                for row in 0..<size {
                    let factor = slope[row] * weight
                    for column in 0...row { matrix[row * size + column] += factor * slope[column] }
                }
            }
        }
    }

    /// How much the log says about two parameters together.
    func information(_ first: Int, _ second: Int) -> Double {
        information[max(first, second) * MemoryParameters.count + min(first, second)]
    }

    /// The loss alone, which is all a step has to be judged by.
    static func loss(of parameters: MemoryParameters, over histories: [ReviewLog.History]) -> Double {
        let model = MemoryModel(parameters)
        var loss = 0.0
        for history in histories {
            guard let opening = history.reviews.first else { continue }
            var state = model.first(opening.grade)
            for review in history.reviews.dropFirst() {
                if review.days > 0 {
                    let p = model.retrievability(state, afterDays: Double(review.days)).clamped(to: 1e-7...(1 - 1e-7))
                    loss -= log(review.grade.isPass ? p : 1 - p)
                }
                state = model.next(state, review.grade, afterDays: review.days)
            }
        }
        return loss
    }
}
