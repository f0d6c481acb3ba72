import Foundation

extension Prediction.Bin {
    /// The keys of the public benchmark (srs-benchmark).
    package init(days: Int, scored: Int, lapses: Int) {
        self.days = Int((2.48 * Self.power(3.62, Double(days)) * 100).rounded())
        reviews = Int((1.99 * Self.power(1.89, Double(scored + 1))).rounded())
        self.lapses = lapses == 0 ? 0 : Int((1.65 * Self.power(1.73, Double(lapses))).rounded())
    }

    /// `base` to the whole number of times it fits into `value`.
    private static func power(_ base: Double, _ value: Double) -> Double {
        pow(base, (log(value) / log(base)).rounded(.down))
    }
}

/// How good predictions were. The four figures belong together: any one of them alone can be had cheaply.
package struct Calibration: Sendable, Hashable {
    package let count: Int
    /// Natural logarithm, per answer.
    package let logLoss: Double
    package let rmseBins: Double
    /// Nil while all answers are alike.
    package let auc: Double?
    /// Mean predicted minus mean observed.
    package let bias: Double

    /// - Returns: Nil without a single prediction.
    package init?(_ predictions: [Prediction]) {
        guard !predictions.isEmpty else { return nil }
        let total = Double(predictions.count)
        count = predictions.count
        logLoss = predictions.reduce(0) { $0 + $1.logLoss } / total
        bias = predictions.reduce(0) { $0 + $1.chance - ($1.isPass ? 1 : 0) } / total
        rmseBins = Self.rmseBins(predictions)
        auc = Self.auc(predictions)
    }

    private static func rmseBins(_ predictions: [Prediction]) -> Double {
        var bins: [Prediction.Bin: (difference: Double, count: Double)] = [:]
        for prediction in predictions {
            bins[prediction.bin, default: (0, 0)].difference += prediction.chance - (prediction.isPass ? 1 : 0)
            bins[prediction.bin, default: (0, 0)].count += 1
        }
        let squares = bins.values.reduce(0) { $0 + $1.difference * $1.difference / $1.count }
        return (squares / Double(predictions.count)).squareRoot()
    }

    /// The share of pairs of a pass and a lapse in which the pass had the higher chance; ties count half.
    private static func auc(_ predictions: [Prediction]) -> Double? {
        let sorted = predictions.sorted { $0.chance < $1.chance }
        var (passes, lapses, won) = (0.0, 0.0, 0.0)
        var start = 0
        while start < sorted.count {
            var end = start
            var (pass, lapse) = (0.0, 0.0)
            while end < sorted.count, sorted[end].chance == sorted[start].chance {
                if sorted[end].isPass { pass += 1 } else { lapse += 1 }
                end += 1
            }
            won += pass * (lapses + lapse / 2)
            passes += pass
            lapses += lapse
            start = end
        }
        return passes > 0 && lapses > 0 ? won / (passes * lapses) : nil
    }
}

extension Prediction {
    package var logLoss: Double {
        let p = chance.clamped(to: 1e-7...(1 - 1e-7))
        return -log(isPass ? p : 1 - p)
    }
}
