/// Short steps before an interval of days: the state machine other products use. Off here by default; kept so that a history
/// from elsewhere replays to the same due times.
package struct Steps: Sendable {
    package enum Phase: Sendable, Hashable {
        case learning(step: Int)
        case review
        case relearning(step: Int)
    }

    /// Seconds of each step.
    package let learning: [Double]
    package let relearning: [Double]

    package static let off = Steps(learning: [], relearning: [])
    /// 1 and 10 minutes, then 10 minutes.
    package static let classic = Steps(learning: [60, 600], relearning: [600])

    package init(learning: [Double], relearning: [Double]) {
        self.learning = learning
        self.relearning = relearning
    }

    /// Where an answer leads.
    /// - Returns: Seconds until the next question, nil when an interval of days begins.
    package func next(_ phase: Phase, _ grade: Grade) -> (phase: Phase, seconds: Double?) {
        switch phase {
        case .learning(let step):
            guard step < learning.count || grade == .forgot, !learning.isEmpty else { return (.review, nil) }
            return within(learning, step, grade) { .learning(step: $0) }
        case .relearning(let step):
            guard step < relearning.count || grade == .forgot, !relearning.isEmpty else { return (.review, nil) }
            return within(relearning, step, grade) { .relearning(step: $0) }
        case .review:
            guard grade == .forgot, let first = relearning.first else { return (.review, nil) }
            return (.relearning(step: 0), first)
        }
    }

    private func within(
        _ steps: [Double], _ step: Int, _ grade: Grade, _ phase: (Int) -> Phase
    ) -> (phase: Phase, seconds: Double?) {
        switch grade {
        case .forgot: return (phase(0), steps[0])
        case .hard:
            guard step == 0 else { return (phase(step), steps[step]) }
            return (phase(0), steps.count == 1 ? steps[0] * 1.5 : (steps[0] + steps[1]) / 2)
        case .good: return step + 1 < steps.count ? (phase(step + 1), steps[step + 1]) : (.review, nil)
        case .easy: return (.review, nil)
        }
    }
}
