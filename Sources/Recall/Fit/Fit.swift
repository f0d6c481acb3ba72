import Foundation

/// Fits the parameters to a log: the most likely vector under a prior, by damped Fisher scoring. No chance is involved: the same
/// log gives the same vector.
package struct Fit: Sendable {
    /// Standard deviations of the parameters between people, as fsrs-rs uses them.
    package static let spread: [Double] = [
        6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31,
        0.32, 0.14, 0.27,
    ]

    /// Below so many scored answers nothing is fitted.
    package static let fewest = 8
    /// Below so many only the first stabilities are.
    package static let fewestForAll = 64

    private let prior: MemoryParameters
    /// How far a person is expected to be from the prior, as a share of `spread`.
    private let width: Double
    private static let rounds = 30
    /// A round that makes the log less than this more likely is the last, in all and for each answer in it: what another would
    /// change nobody could see.
    private static let enough = (inAll: 0.01, perAnswer: 2e-5)

    private init(prior: MemoryParameters, width: Double) {
        self.prior = prior
        self.width = width
    }

    /// One vector for everybody in the log, from the standard one.
    package static func pooled(_ log: ReviewLog) -> MemoryParameters {
        Fit(prior: .standard, width: 1).fit(log.histories)
    }

    /// One person's vector, shrunk to `pooled`: with few answers of their own it stays near it.
    /// - Parameter history: of this person only.
    package static func person(_ log: ReviewLog, pooled: MemoryParameters) -> MemoryParameters {
        Fit(prior: pooled, width: 0.4).fit(log.histories)
    }

    private func fit(_ histories: [ReviewLog.History]) -> MemoryParameters {
        let count = ReviewLog(histories: histories).scoredCount
        guard count >= Self.fewest else { return prior }
        let free = Array(0..<(count < Self.fewestForAll ? 4 : MemoryParameters.count))
        var current = prior
        var damping = 1e-3
        var curvature = Curvature(of: current, over: histories)
        var cost = curvature.loss + penalty(current)
        for _ in 0..<Self.rounds {
            let before = cost
            // A step that would make it worse is tried again, shorter.
            for _ in 0..<8 {
                let candidate = ordered(step(from: current, curvature, damping, free))
                let loss = Curvature.loss(of: candidate, over: histories) + penalty(candidate)
                if loss < cost {
                    (current, cost) = (candidate, loss)
                    damping = max(damping / 8, 1e-6)
                    break
                }
                damping *= 8
            }
            guard before - cost > Self.enough.inAll + Self.enough.perAnswer * Double(count) else { break }
            curvature = Curvature(of: current, over: histories)
        }
        return current
    }

    private func penalty(_ parameters: MemoryParameters) -> Double {
        zip(zip(parameters.values, prior.values), Self.spread).reduce(0) { sum, pair in
            let distance = (pair.0.0 - pair.0.1) / (pair.1 * width)
            return sum + distance * distance / 2
        }
    }

    private func step(
        from current: MemoryParameters, _ curvature: Curvature, _ damping: Double, _ free: [Int]
    ) -> MemoryParameters {
        var slope = free.map { curvature.gradient[$0] }
        var matrix = free.map { row in free.map { curvature.information(row, $0) } }
        for (place, index) in free.enumerated() {
            let precision = 1 / (Self.spread[index] * width * Self.spread[index] * width)
            slope[place] += (current[index] - prior[index]) * precision
            matrix[place][place] += precision
            matrix[place][place] *= 1 + damping
        }
        // A parameter that stands on a bound and is pushed further out stays there; the others move as if it were fixed.
        let moving = free.indices.filter { place in
            let index = free[place]
            let isHeldBelow = current[index] <= MemoryParameters.lowest[index] && slope[place] > 0
            let isHeldAbove = current[index] >= MemoryParameters.highest[index] && slope[place] < 0
            return !isHeldBelow && !isHeldAbove
        }
        let move = Cholesky.solve(moving.map { row in moving.map { matrix[row][$0] } }, moving.map { slope[$0] })
        var values = current.values
        for (number, place) in moving.enumerated() { values[free[place]] -= move[number] }
        return MemoryParameters(clipping: values)
    }

    /// A better first answer is never remembered for less long.
    private func ordered(_ parameters: MemoryParameters) -> MemoryParameters {
        var values = parameters.values
        for index in 1...3 { values[index] = max(values[index], values[index - 1]) }
        return MemoryParameters(clipping: values)
    }
}
