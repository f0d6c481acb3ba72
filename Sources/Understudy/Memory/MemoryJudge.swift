import Foundation
import Recall

/// Fits on what was answered before a day and judges on what was answered from it on.
struct MemoryJudge {
    /// Keys are part of the command's contract.
    struct Report: Encodable {
        struct Figures: Encodable {
            let logLoss: Double
            let rmseBins: Double
            let auc: Double?
            let bias: Double
        }

        struct Seconds: Encodable {
            let pooled: Double
            let perPerson: Double
        }

        let n: Int
        let models: [String: Figures]
        let fitSeconds: Seconds
    }

    let log: ReviewLog
    let day: Int

    /// - Throws: `CommandFailed` when no answer is left to judge by.
    func report() throws -> Report {
        let early = log.before(day)
        let clock = ContinuousClock()
        var pooled = MemoryParameters.standard
        let pooledTime = clock.measure { pooled = Fit.pooled(early) }
        var own: [Int: MemoryParameters] = [:]
        let ownTime = clock.measure { own = Self.own(early, pooled) }
        let shared = pooled
        let each = own
        let models = [
            "default": try figures { _ in .standard }, "pooled": try figures { _ in shared },
            "per_person": try figures { each[$0] ?? shared },
        ]
        return Report(
            n: log.predictions(from: day) { _ in .standard }.count, models: models,
            fitSeconds: Report.Seconds(pooled: pooledTime.seconds, perPerson: ownTime.seconds))
    }

    /// A vector for each person there is something to fit to.
    private static func own(_ log: ReviewLog, _ pooled: MemoryParameters) -> [Int: MemoryParameters] {
        Dictionary(grouping: log.histories, by: \.person).mapValues {
            Fit.person(ReviewLog(histories: $0), pooled: pooled)
        }
    }

    private func figures(_ parameters: (Int) -> MemoryParameters) throws -> Report.Figures {
        guard let figures = Calibration(log.predictions(from: day, parameters: parameters)) else {
            throw CommandFailed("There is no answer to judge by from day \(day) on.")
        }
        return Report.Figures(
            logLoss: figures.logLoss, rmseBins: figures.rmseBins, auc: figures.auc, bias: figures.bias)
    }
}

extension Duration {
    /// As a number of seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
