import Database
package import Domain
import Recall
import Store

/// How well predictions fit what was answered: only what was predicted before the answer counts.
package struct CalibrationReport: Sendable, Hashable {
    /// A way to predict, and how good it was.
    package struct Line: Sendable, Hashable {
        package let method: Method
        package let figures: Figures
    }

    package enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// What was said when it was asked.
        case frozen
        /// The authors' own vector.
        case standard
        case ownAverage = "own_average"
        case movingAverage = "moving_average"
    }

    package struct Figures: Sendable, Hashable {
        package let logLoss: Double
        package let brier: Double
        package let auc: Double?
        package let rmseBins: Double
        /// Mean predicted minus mean observed, with its 95 % interval over people.
        package let bias: Double
        package let biasLow: Double
        package let biasHigh: Double
    }

    /// A tenth of the answers by what was predicted.
    package struct Bin: Sendable, Hashable {
        package let count: Int
        package let predicted: Double
        package let observed: Double
    }

    /// What was asked for one reason.
    package struct Slice: Sendable, Hashable {
        package let occasion: RecallOccasion
        package let answers: Int
        package let predicted: Double
        package let observed: Double
        /// Nil below `fewest` answers.
        package let bias: ClosedRange<Double>?
    }

    /// Fewer scored answers than this say nothing.
    package static let fewest = 100

    /// Scored answers with a prediction from before them.
    package let answers: Int
    package let people: Int
    package let predicted: Double
    package let observed: Double
    /// Empty below `fewest` answers.
    package let lines: [Line]
    package let bins: [Bin]
    package let slices: [Slice]
}

extension MemoryService {
    /// Of everybody for admins, of the people of their teams for managers.
    /// - Throws: 403 for everybody else.
    package func calibration(by actor: Actor) async throws -> CalibrationReport {
        try Permission.requireManagerOrAdmin(actor)
        let team = try await ground.database.readReplica { connection in
            var members: Set<ID<Person>>?
            if !actor.isAdmin {
                members = Set(try actor.managedTeams.flatMap { try TeamStore(connection).members(of: $0).map(\.id) })
            }
            return try TeamLog(of: members, connection)
        }
        return try await onQuietThread { CalibrationReport(team.scored) }
    }
}

extension CalibrationReport {
    init(_ scored: [TeamLog.Scored]) {
        let frozen = scored.map(\.frozen)
        answers = scored.count
        people = Set(frozen.map(\.person)).count
        predicted = Self.mean(frozen.map(\.chance))
        observed = Self.mean(frozen.map { $0.isPass ? 1 : 0 })
        let isEnough = scored.count >= Self.fewest
        let methods: [(Method, [Prediction])] = [
            (.frozen, frozen), (.standard, scored.map(\.standard)),
            (.ownAverage, Baseline.ownAverage.predictions(frozen)),
            (.movingAverage, Baseline.movingAverage.predictions(frozen)),
        ]
        lines = isEnough ? methods.compactMap { Self.line($0.0, $0.1) } : []
        bins =
            isEnough
            ? (Reliability(frozen)?.bins ?? []).map {
                Bin(count: $0.count, predicted: $0.predicted, observed: $0.observed)
            } : []
        slices = RecallOccasion.allCases.compactMap { occasion in
            Self.slice(occasion, scored.filter { $0.occasion == occasion }.map(\.frozen))
        }
    }

    private static func line(_ method: Method, _ predictions: [Prediction]) -> Line? {
        Reliability(predictions).map { reliability in
            Line(
                method: method,
                figures: Figures(
                    logLoss: reliability.figures.logLoss, brier: reliability.brier, auc: reliability.figures.auc,
                    rmseBins: reliability.figures.rmseBins, bias: reliability.figures.bias,
                    biasLow: reliability.bias.lowerBound, biasHigh: reliability.bias.upperBound))
        }
    }

    private static func slice(_ occasion: RecallOccasion, _ predictions: [Prediction]) -> Slice? {
        guard !predictions.isEmpty else { return nil }
        return Slice(
            occasion: occasion, answers: predictions.count, predicted: mean(predictions.map(\.chance)),
            observed: mean(predictions.map { $0.isPass ? 1 : 0 }),
            bias: predictions.count >= fewest ? Reliability(predictions)?.bias : nil)
    }

    private static func mean(_ numbers: [Double]) -> Double {
        numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
    }

    /// How far off predictions of whole teams may be: measured where there is enough, what small teams have to reckon with
    /// otherwise.
    package var error: Double {
        guard answers >= Self.fewest, let line = lines.first else { return Expectation.usualError }
        return max(abs(line.figures.biasLow), abs(line.figures.biasHigh))
    }
}
