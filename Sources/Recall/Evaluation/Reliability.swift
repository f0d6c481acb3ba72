/// Predicted against observed, as far as the number of answers allows to say.
package struct Reliability: Sendable, Hashable {
    /// A tenth of the answers, from the lowest predictions up.
    package struct Bin: Sendable, Hashable {
        package let count: Int
        package let predicted: Double
        package let observed: Double
    }

    package let figures: Calibration
    /// Mean squared error.
    package let brier: Double
    package let people: Int
    /// The 95 % interval of mean predicted minus mean observed, by drawing people, not answers.
    package let bias: ClosedRange<Double>
    package let bins: [Bin]

    private static let draws = 1000

    /// - Returns: Nil without a single prediction.
    package init?(_ predictions: [Prediction], bins: Int = 10, seed: UInt64 = 2023) {
        guard let figures = Calibration(predictions) else { return nil }
        self.figures = figures
        let total = Double(predictions.count)
        brier =
            predictions.reduce(0) { sum, prediction in
                let miss = prediction.chance - (prediction.isPass ? 1 : 0)
                return sum + miss * miss
            } / total
        var clusters: [Int: (sum: Double, count: Double)] = [:]
        for prediction in predictions {
            clusters[prediction.person, default: (0, 0)].sum += prediction.chance - (prediction.isPass ? 1 : 0)
            clusters[prediction.person, default: (0, 0)].count += 1
        }
        people = clusters.count
        bias = Self.interval(clusters.sorted { $0.key < $1.key }.map(\.value), seed: seed)
        self.bins = Self.bins(predictions, bins)
    }

    /// In a fixed order, so that the same log gives the same interval.
    private static func interval(_ clusters: [(sum: Double, count: Double)], seed: UInt64) -> ClosedRange<Double> {
        var dice = SplitMix(seed: seed)
        var means = (0..<draws).map { _ -> Double in
            var (sum, count) = (0.0, 0.0)
            for _ in clusters.indices {
                let cluster = clusters[Int(dice.next() % UInt64(clusters.count))]
                sum += cluster.sum
                count += cluster.count
            }
            return sum / count
        }
        means.sort()
        return means[Int(Double(draws) * 0.025)]...means[Int(Double(draws) * 0.975)]
    }

    private static func bins(_ predictions: [Prediction], _ number: Int) -> [Bin] {
        let sorted = predictions.sorted { $0.chance < $1.chance }
        let number = min(number, max(1, sorted.count / 10))
        return (0..<number).map { bin in
            let part = sorted[(sorted.count * bin / number)..<(sorted.count * (bin + 1) / number)]
            let count = Double(part.count)
            return Bin(
                count: part.count, predicted: part.reduce(0) { $0 + $1.chance } / count,
                observed: Double(part.count(where: \.isPass)) / count)
        }
    }
}

/// What a prediction has to beat: figures that know nothing of memory.
package enum Baseline: Sendable, CaseIterable {
    /// How often this person passed so far.
    case ownAverage
    /// How often they passed lately.
    case movingAverage

    /// The same answers, predicted from nothing but earlier passes.
    /// - Parameter answers: in the order of time.
    package func predictions(_ answers: [Prediction]) -> [Prediction] {
        // Everybody begins where people usually are, with the weight of twenty answers.
        let (start, weight) = (0.85, 20.0)
        var passed: [Int: Double] = [:]
        var counted: [Int: Double] = [:]
        return answers.map { answer in
            let sum = passed[answer.person] ?? start * weight
            let count = counted[answer.person] ?? weight
            switch self {
            case .ownAverage:
                passed[answer.person] = sum + (answer.isPass ? 1 : 0)
                counted[answer.person] = count + 1
            case .movingAverage:
                passed[answer.person] = sum * (1 - 1 / weight) + (answer.isPass ? 1 : 0)
                counted[answer.person] = weight
            }
            return Prediction(person: answer.person, chance: sum / count, isPass: answer.isPass, bin: answer.bin)
        }
    }
}
