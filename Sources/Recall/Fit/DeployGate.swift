/// Whether a newly fitted vector may replace the one in use: only if it predicts the latest answers better, and not by chance.
package struct DeployGate: Sendable, Hashable {
    /// Mean log loss of the new vector minus that of the old one, on the last fifth by time; below zero is better.
    package let difference: Double
    /// The upper end of the 95 % interval of the difference, by drawing people, not answers.
    package let upper: Double

    package var passes: Bool { difference < 0 && upper < 0.001 }

    private static let draws = 1000

    /// - Parameters:
    ///   - old: predictions of the vector in use.
    ///   - new: of the new one, of the same answers in the same order.
    /// - Returns: Nil without answers to compare on.
    package init?(old: [Prediction], new: [Prediction], seed: UInt64 = 2023) {
        guard !old.isEmpty, old.count == new.count else { return nil }
        var people: [Int: (sum: Double, count: Double)] = [:]
        for (old, new) in zip(old, new) {
            people[old.person, default: (0, 0)].sum += new.logLoss - old.logLoss
            people[old.person, default: (0, 0)].count += 1
        }
        // In a fixed order, so that the same log gives the same answer.
        let clusters = people.sorted { $0.key < $1.key }.map(\.value)
        difference = Self.mean(clusters)
        var dice = SplitMix(seed: seed)
        var means = (0..<Self.draws).map { _ in
            Self.mean(clusters.indices.map { _ in clusters[Int(dice.next() % UInt64(clusters.count))] })
        }
        means.sort()
        upper = means[Int(Double(Self.draws) * 0.975)]
    }

    private static func mean(_ clusters: [(sum: Double, count: Double)]) -> Double {
        clusters.reduce(0) { $0 + $1.sum } / clusters.reduce(0) { $0 + $1.count }
    }
}
