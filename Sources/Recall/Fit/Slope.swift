import Foundation

/// A memory with the slope of its numbers in each of the 21 parameters: forward differentiation by hand, one pass over a
/// history. Slots past the 21st stay zero.
struct Slope: Sendable {
    typealias Vector = SIMD32<Double>

    var stability = Vector()
    var difficulty = Vector()
}

/// The model's formulas once more, with their derivatives. Tests hold them against `MemoryModel` and against differences.
struct SlopedModel: Sendable {
    private typealias Vector = Slope.Vector

    private let model: MemoryModel
    private let w: [Double]
    private let factor: Double
    private let factorSlope: Double
    private let growth: Double
    private let easiest: Double
    private let easiestSlope: Double

    init(_ parameters: MemoryParameters) {
        model = MemoryModel(parameters)
        w = parameters.values
        let reach = pow(0.9, -1 / w[20])
        factor = reach - 1
        factorSlope = reach * log(0.9) / (w[20] * w[20])
        growth = exp(w[8])
        easiestSlope = -3 * exp(w[5] * 3)
        easiest = w[4] + easiestSlope / 3 + 1
    }

    func first(_ grade: Grade) -> (state: MemoryState, slope: Slope) {
        let state = model.first(grade)
        var slope = Slope()
        slope.stability[grade.rawValue - 1] = 1
        if isInside(state.difficulty) {
            let index = Double(grade.rawValue - 1)
            slope.difficulty[4] = 1
            slope.difficulty[5] = -index * exp(w[5] * index)
        }
        return (state, slope)
    }

    /// The chance of recalling it, and its slope.
    func chance(_ state: MemoryState, _ slope: Slope, days: Int) -> (value: Double, slope: Slope.Vector) {
        let t = Double(days)
        let s = state.stability
        let base = 1 + factor * t / s
        let value = pow(base, -w[20])
        var own = slope.stability * (value * w[20] * factor * t / (s * s * base))
        own[20] -= value * (log(base) + w[20] * t * factorSlope / (s * base))
        return (value, own)
    }

    /// The memory after another answer and its slope.
    /// - Parameter chance: of having recalled it, where a day or more had passed.
    func next(
        _ state: MemoryState, _ slope: Slope, _ grade: Grade, days: Int, chance: (value: Double, slope: Slope.Vector)
    ) -> (state: MemoryState, slope: Slope) {
        let moved = days < 1 ? sameDay(state, slope, grade) : longTerm(state, slope, grade, chance)
        let (difficulty, difficultySlope) = difficulty(state.difficulty, slope.difficulty, grade)
        var next = Slope(stability: moved.slope, difficulty: difficultySlope)
        let stability = moved.value.clamped(to: MemoryState.stabilityBounds)
        // On a bound the number no longer follows the parameters.
        if stability != moved.value { next.stability = Vector() }
        return (MemoryState(stability: stability, difficulty: difficulty), next)
    }

    private func longTerm(
        _ state: MemoryState, _ slope: Slope, _ grade: Grade, _ chance: (value: Double, slope: Slope.Vector)
    ) -> (value: Double, slope: Slope.Vector) {
        grade == .forgot ? lapse(state, slope, chance) : recalled(state, slope, grade, chance)
    }

    private func recalled(
        _ state: MemoryState, _ slope: Slope, _ grade: Grade, _ chance: (value: Double, slope: Slope.Vector)
    ) -> (value: Double, slope: Slope.Vector) {
        let (s, d, r) = (state.stability, state.difficulty, chance.value)
        let factor = grade == .hard ? w[15] : grade == .easy ? w[16] : 1
        let plain = growth * (11 - d) * pow(s, -w[9])
        let base = plain * factor
        let reach = exp(w[10] * (1 - r))
        let gain = base * (reach - 1)
        // Whole vectors first, single numbers last: mixing them makes the processor wait.
        var own =
            slope.stability * (1 + gain - w[9] * gain) - slope.difficulty * (s * gain / (11 - d))
            - chance.slope * (s * base * w[10] * reach)
        own[8] += s * gain
        own[9] -= s * gain * log(s)
        own[10] += s * base * (1 - r) * reach
        if grade == .hard { own[15] += s * plain * (reach - 1) }
        if grade == .easy { own[16] += s * plain * (reach - 1) }
        return (s * (1 + gain), own)
    }

    private func lapse(
        _ state: MemoryState, _ slope: Slope, _ chance: (value: Double, slope: Slope.Vector)
    ) -> (value: Double, slope: Slope.Vector) {
        let (s, d, r) = (state.stability, state.difficulty, chance.value)
        let scale = pow(d, -w[12]) * exp(w[14] * (1 - r))
        let power = pow(s + 1, w[13])
        let kept = w[11] * scale * (power - 1)
        let share = exp(-w[17] * w[18])
        guard kept < s * share else {
            var own = slope.stability * share
            own[17] -= w[18] * s * share
            own[18] -= w[17] * s * share
            return (s * share, own)
        }
        var own =
            slope.difficulty * (-w[12] * kept / d) - chance.slope * (w[14] * kept)
            + slope.stability * (w[11] * scale * w[13] * power / (s + 1))
        own[11] += scale * (power - 1)
        own[12] -= log(d) * kept
        own[13] += w[11] * scale * power * log(s + 1)
        own[14] += (1 - r) * kept
        return (kept, own)
    }

    private func sameDay(
        _ state: MemoryState, _ slope: Slope, _ grade: Grade
    ) -> (value: Double, slope: Slope.Vector) {
        let s = state.stability
        let step = Double(grade.rawValue - 3)
        let gain = exp(w[17] * (step + w[18])) * pow(s, -w[19])
        if grade.isPass, gain <= 1 { return (s, slope.stability) }
        var own = slope.stability * (gain * (1 - w[19]))
        own[17] += s * gain * (step + w[18])
        own[18] += s * gain * w[17]
        own[19] -= s * gain * log(s)
        return (s * gain, own)
    }

    private func difficulty(
        _ old: Double, _ slope: Slope.Vector, _ grade: Grade
    ) -> (value: Double, slope: Slope.Vector) {
        let step = Double(grade.rawValue - 3)
        let moved = old - w[6] * step * (10 - old) / 9
        let value = (w[7] * easiest + (1 - w[7]) * moved).clamped(to: MemoryState.difficultyBounds)
        guard isInside(value) else { return (value, Vector()) }
        var own = slope * ((1 - w[7]) * (1 + w[6] * step / 9))
        own[6] -= (1 - w[7]) * step * (10 - old) / 9
        own[4] += w[7]
        own[5] += w[7] * easiestSlope
        own[7] += easiest - moved
        return (value, own)
    }

    private func isInside(_ difficulty: Double) -> Bool {
        difficulty > MemoryState.difficultyBounds.lowerBound && difficulty < MemoryState.difficultyBounds.upperBound
    }
}
