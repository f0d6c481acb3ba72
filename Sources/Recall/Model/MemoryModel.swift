import Foundation

/// FSRS-6 as pure functions, in double precision without rounding.
///
/// Days are whole days between two reviews on the learner's own calendar; reviews of the same day are 0 days apart. Formulas:
/// FSRS-6 as in fsrs-rs 6.6 and py-fsrs 6.3.
package struct MemoryModel: Sendable {
    /// Told with every prediction that is kept.
    package static let version = "fsrs-6"

    package let parameters: MemoryParameters
    private let w: [Double]
    /// `0.9^(-1/w20) - 1`: makes R = 0.9 at t = S.
    private let factor: Double
    private let decay: Double
    private let growth: Double
    /// D0 of an easy first answer, not clamped: what difficulty is drawn to.
    private let easiest: Double
    private let lapseShare: Double

    package init(_ parameters: MemoryParameters = .standard) {
        self.parameters = parameters
        w = parameters.values
        decay = -w[20]
        factor = pow(0.9, 1 / decay) - 1
        growth = exp(w[8])
        easiest = w[4] - exp(w[5] * 3) + 1
        lapseShare = exp(-w[17] * w[18])
    }

    /// The chance of recalling it `days` after the last review; fractions of days are allowed.
    package func retrievability(_ state: MemoryState, afterDays days: Double) -> Double {
        pow(1 + factor * max(days, 0) / state.stability, decay)
    }

    /// Days until the chance has fallen to `retention`, neither rounded nor bounded.
    /// - Parameter retention: the chance that is wanted when it is asked next, in 0 ..< 1.
    package func interval(_ state: MemoryState, retention: Double) -> Double {
        state.stability / factor * (pow(retention, 1 / decay) - 1)
    }

    /// Whole days until it is asked again: rounded half to even, at least 1.
    package func days(_ state: MemoryState, retention: Double, longest: Int = 36_500) -> Int {
        let raw = interval(state, retention: retention).rounded(.toNearestOrEven)
        return Int(min(max(raw, 1), Double(longest)))
    }

    /// After the very first answer.
    package func first(_ grade: Grade) -> MemoryState {
        let index = Double(grade.rawValue - 1)
        return MemoryState(
            stability: w[grade.rawValue - 1].clamped(to: MemoryState.stabilityBounds),
            difficulty: (w[4] - exp(w[5] * index) + 1).clamped(to: MemoryState.difficultyBounds))
    }

    /// After another answer.
    /// - Parameter days: whole days since the last one; 0 for the same day.
    package func next(_ state: MemoryState, _ grade: Grade, afterDays days: Int) -> MemoryState {
        let stability =
            if days < 1 {
                sameDay(state, grade)
            } else {
                longTerm(state, grade, retrievability(state, afterDays: Double(days)))
            }
        return MemoryState(
            stability: stability.clamped(to: MemoryState.stabilityBounds),
            difficulty: difficulty(state.difficulty, grade))
    }

    private func longTerm(_ state: MemoryState, _ grade: Grade, _ chance: Double) -> Double {
        let (s, d) = (state.stability, state.difficulty)
        if grade == .forgot {
            let kept = w[11] * pow(d, -w[12]) * (pow(s + 1, w[13]) - 1) * exp(w[14] * (1 - chance))
            return min(kept, s * lapseShare)
        }
        var gain = growth * (11 - d) * pow(s, -w[9]) * (exp(w[10] * (1 - chance)) - 1)
        if grade == .hard { gain *= w[15] }
        if grade == .easy { gain *= w[16] }
        return s * (1 + gain)
    }

    private func sameDay(_ state: MemoryState, _ grade: Grade) -> Double {
        let gain = exp(w[17] * (Double(grade.rawValue - 3) + w[18])) * pow(state.stability, -w[19])
        return state.stability * (grade.isPass ? max(gain, 1) : gain)
    }

    private func difficulty(_ old: Double, _ grade: Grade) -> Double {
        let moved = old - w[6] * Double(grade.rawValue - 3) * (10 - old) / 9
        return (w[7] * easiest + (1 - w[7]) * moved).clamped(to: MemoryState.difficultyBounds)
    }
}

extension Double {
    func clamped(to bounds: ClosedRange<Double>) -> Double {
        min(max(self, bounds.lowerBound), bounds.upperBound)
    }
}
