import Foundation
import Recall

/// Fits on what was answered before a day and judges on what was answered from it on.
struct MemoryJudge {
    /// Keys are part of the command's contract.
    struct Report: Sendable, Encodable {
        struct Figures: Sendable, Encodable {
            let logLoss: Double
            let rmseBins: Double
            let auc: Double?
            let bias: Double
        }

        /// Of processor time on one core.
        struct Seconds: Sendable, Encodable {
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
        let start = ProcessorTime.ofThread
        let shared = Fit.pooled(early)
        let middle = ProcessorTime.ofThread
        let each = Self.own(early, shared)
        let end = ProcessorTime.ofThread
        let models = [
            "default": try figures { _ in .standard }, "pooled": try figures { _ in shared },
            "per_person": try figures { each[$0] ?? shared },
        ]
        return Report(
            n: log.predictions(from: day) { _ in .standard }.count, models: models,
            fitSeconds: Report.Seconds(pooled: middle - start, perPerson: end - middle))
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
