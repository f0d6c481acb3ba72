package import Domain

/// What is believed that one person remembers: the same for them as for whoever may look at it.
package struct MemoryShown: Sendable {
    package struct Row: Sendable {
        package let cue: Cue
        package let memory: Memory
        /// The chance of recall today; nil for what was never answered.
        package let chance: Double?
    }

    /// How often something was recalled in the last 30 days.
    package struct Observed: Sendable, Hashable {
        package let answers: Int
        package let passed: Int
    }

    package struct Look: Sendable {
        package let name: String
        package let at: Instant
    }

    /// Whose answers the predictions are fitted to.
    package enum Basis: String, Sendable, Hashable, Codable, CaseIterable {
        case flashcards, team, own
    }

    package let person: Person
    package let isMe: Bool
    package let day: Day
    /// What is likely to be forgotten first, first; what was never answered last.
    package let rows: [Row]
    package let expected: Expectation?
    package let due: Observed
    package let probes: Observed
    package let basis: Basis
    /// All answers that count.
    package let answers: Int
    /// Who else looked at this lately, latest first.
    package let looks: [Look]
}

/// How many of the started cues would be recalled if they were asked today: an estimate, with the band it has.
package struct Expectation: Sendable, Hashable {
    /// Started cues; others are neither known nor forgotten.
    package let count: Int
    package let expected: Double
    package let low: Double
    package let high: Double

    /// Before there are enough scored answers to tell: how far off predictions of a small team can be.
    package static let usualError = 0.04

    /// - Parameter error: how far off predictions are, as a share.
    package init?(chances: [Double], error: Double) {
        self.init(
            count: chances.count, expected: chances.reduce(0, +), variance: chances.reduce(0) { $0 + $1 * (1 - $1) },
            error: error)
    }

    /// - Parameters:
    ///   - expected: the sum of the chances.
    ///   - variance: the sum of chance times its opposite: what luck alone does.
    init?(count: Int, expected: Double, variance: Double, error: Double) {
        guard count > 0 else { return nil }
        let luck = 1.96 * variance.squareRoot()
        let wrong = error * Double(count)
        let half = (luck * luck + wrong * wrong).squareRoot()
        self.count = count
        self.expected = expected
        low = max(0, expected - half)
        high = min(Double(count), expected + half)
    }
}
