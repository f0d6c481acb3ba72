import Domain
import Services

/// Predicted against observed.
struct CalibrationJSON: Encodable {
    struct Line: Encodable {
        let method: CalibrationReport.Method
        let logLoss: Double
        let brier: Double
        let auc: Double?
        let rmseBins: Double
        let bias: Double
        let biasLow: Double
        let biasHigh: Double

        static let schema = Schema.object(
            "CalibrationLine",
            [
                .init("method", .choice(CalibrationReport.Method.self)), .init("log_loss", .number),
                .init("brier", .number), .optional("auc", .number), .init("rmse_bins", .number),
                .init("bias", .number), .init("bias_low", .number), .init("bias_high", .number),
            ])
    }

    struct Bin: Encodable {
        let count: Int
        let predicted: Double
        let observed: Double

        static let schema = Schema.object(
            "CalibrationBin", [.init("count", .integer), .init("predicted", .number), .init("observed", .number)])
    }

    struct Slice: Encodable {
        let occasion: RecallOccasion
        let answers: Int
        let predicted: Double
        let observed: Double
        let biasLow: Double?
        let biasHigh: Double?

        static let schema = Schema.object(
            "CalibrationSlice",
            [
                .init("occasion", .choice(RecallOccasion.self)), .init("answers", .integer),
                .init("predicted", .number), .init("observed", .number), .optional("bias_low", .number),
                .optional("bias_high", .number),
            ])
    }

    let answers: Int
    let people: Int
    let predicted: Double
    let observed: Double
    let isEnough: Bool
    let methods: [Line]
    let bins: [Bin]
    let occasions: [Slice]

    init(_ report: CalibrationReport) {
        answers = report.answers
        people = report.people
        predicted = report.predicted
        observed = report.observed
        isEnough = report.answers >= CalibrationReport.fewest
        methods = report.lines.map {
            Line(
                method: $0.method, logLoss: $0.figures.logLoss, brier: $0.figures.brier, auc: $0.figures.auc,
                rmseBins: $0.figures.rmseBins, bias: $0.figures.bias, biasLow: $0.figures.biasLow,
                biasHigh: $0.figures.biasHigh)
        }
        bins = report.bins.map { Bin(count: $0.count, predicted: $0.predicted, observed: $0.observed) }
        occasions = report.slices.map {
            Slice(
                occasion: $0.occasion, answers: $0.answers, predicted: $0.predicted, observed: $0.observed,
                biasLow: $0.bias?.lowerBound, biasHigh: $0.bias?.upperBound)
        }
    }

    static let schema = Schema.object(
        "CalibrationReport",
        [
            .init("answers", .integer), .init("people", .integer), .init("predicted", .number),
            .init("observed", .number), .init("is_enough", .boolean), .init("methods", .list(Line.schema)),
            .init("bins", .list(Bin.schema)), .init("occasions", .list(Slice.schema)),
        ])
}

/// A fitted vector of parameters.
struct VectorJSON: Encodable {
    let id: ID<MemoryVector>
    let model: String
    let parameters: [Double]
    let answers: Int
    let oldLogLoss: Double?
    let newLogLoss: Double?
    let upperDifference: Double?
    let state: MemoryVector.State
    let createdAt: Instant

    init(_ vector: MemoryVector) {
        id = vector.id
        model = vector.model
        parameters = vector.values
        answers = vector.answers
        oldLogLoss = vector.oldLoss
        newLogLoss = vector.newLoss
        upperDifference = vector.upper
        state = vector.state
        createdAt = vector.createdAt
    }

    static let schema = Schema.object(
        "MemoryVector",
        [
            .init("id", .id), .init("model", .text), .init("parameters", .list(.number)), .init("answers", .integer),
            .optional("old_log_loss", .number), .optional("new_log_loss", .number),
            .optional("upper_difference", .number), .init("state", .choice(MemoryVector.State.self)),
            .init("created_at", .time),
        ])
}

/// Everybody's vectors, and how many people have one of their own.
struct VectorsJSON: Encodable {
    let items: [VectorJSON]
    let own: Int

    static let schema = Schema.object(
        "MemoryVectors", [.init("items", .list(VectorJSON.schema)), .init("own", .integer)])
}

/// What a fit found out.
struct FitJSON: Encodable {
    struct Trial: Encodable {
        let oldLogLoss: Double?
        let newLogLoss: Double?
        let difference: Double?
        let upper: Double?
        let deployed: Bool

        init(_ trial: FitReport.Trial) {
            oldLogLoss = trial.oldLoss
            newLogLoss = trial.newLoss
            difference = trial.difference
            upper = trial.upper
            deployed = trial.isDeployed
        }

        static let schema = Schema.object(
            "FitTrial",
            [
                .optional("old_log_loss", .number), .optional("new_log_loss", .number),
                .optional("difference", .number), .optional("upper", .number), .init("deployed", .boolean),
            ])
    }

    let scored: Int
    let people: Int
    let pooled: Trial
    let perPerson: Trial
    let ownVectors: Int
    let seconds: Double

    init(_ report: FitReport) {
        scored = report.scored
        people = report.people
        pooled = Trial(report.pooled)
        perPerson = Trial(report.own)
        ownVectors = report.ownVectors
        seconds = report.seconds
    }

    static let schema = Schema.object(
        "FitReport",
        [
            .init("scored", .integer), .init("people", .integer), .init("pooled", Trial.schema),
            .init("per_person", Trial.schema), .init("own_vectors", .integer), .init("seconds", .number),
        ])
}

/// What a replay of the whole log found.
struct ReplayJSON: Encodable {
    let memories: Int
    let answers: Int
    let differences: [String]
    let seconds: Double

    init(_ report: MemoryService.ReplayReport) {
        memories = report.memories
        answers = report.answers
        differences = report.differences
        seconds = report.seconds
    }

    static let schema = Schema.object(
        "ReplayReport",
        [
            .init("memories", .integer), .init("answers", .integer), .init("differences", .list(.text)),
            .init("seconds", .number),
        ])
}
