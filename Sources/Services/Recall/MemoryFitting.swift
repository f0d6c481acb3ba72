import Database
import Domain
import Recall
import Store

/// What a fit found out and what became of it.
package struct FitReport: Sendable, Hashable {
    /// One vector that was held against the one in use.
    package struct Trial: Sendable, Hashable {
        /// Nil when there was too little to fit to or to judge by.
        package let oldLoss: Double?
        package let newLoss: Double?
        package let difference: Double?
        package let upper: Double?
        package let isDeployed: Bool
    }

    /// Answers a model is judged by.
    package let scored: Int
    package let people: Int
    package let pooled: Trial
    package let own: Trial
    /// How many people have a vector of their own from now on.
    package let ownVectors: Int
    package let seconds: Double
}

/// What is fitted on one thread, with nothing of the database in it.
struct MemoryFitting: Sendable {
    /// Below so many scored answers nothing is fitted: the authors' vector knows more.
    static let fewest = 64
    /// Below so many of their own, people have everybody's vector.
    static let fewestOwn = 30

    let team: TeamLog
    let vectors: VectorsInUse

    struct Outcome: Sendable {
        var pooled: MemoryParameters?
        var pooledTrial = FitReport.Trial.none
        var own: [ID<Person>: (parameters: MemoryParameters, answers: Int)] = [:]
        var ownTrial = FitReport.Trial.none
    }

    /// Fits to the first four fifths by time and judges on the last: only what predicts better replaces what is in use.
    func run() -> Outcome {
        var outcome = Outcome()
        let log = team.log
        guard log.scoredCount >= Self.fewest, let cut = team.lastFifth else { return outcome }
        let early = log.before(cut)
        let inUse = vectors.pooledParameters
        let candidate = Fit.pooled(early)
        outcome.pooledTrial = trial(
            old: log.predictions(from: cut) { _ in inUse }, new: log.predictions(from: cut) { _ in candidate })
        if outcome.pooledTrial.isDeployed { outcome.pooled = candidate }
        fitOwn(&outcome, early, cut, pooled: outcome.pooled ?? inUse)
        return outcome
    }

    private func fitOwn(_ outcome: inout Outcome, _ early: ReviewLog, _ cut: Int, pooled: MemoryParameters) {
        var fitted: [Int: (parameters: MemoryParameters, answers: Int)] = [:]
        for (person, histories) in Dictionary(grouping: early.histories, by: \.person) {
            let own = ReviewLog(histories: histories)
            guard own.scoredCount >= Self.fewestOwn else { continue }
            fitted[person] = (Fit.person(own, pooled: pooled), own.scoredCount)
        }
        guard !fitted.isEmpty else { return }
        // A pooled vector that was just replaced is no rival any more.
        let isNew = outcome.pooled != nil
        outcome.ownTrial = trial(
            old: team.log.predictions(from: cut) { person in
                vectors.ownParameters(of: team.people[person]).flatMap { isNew ? nil : $0 } ?? pooled
            },
            new: team.log.predictions(from: cut) { fitted[$0]?.parameters ?? pooled })
        guard outcome.ownTrial.isDeployed else { return }
        for (person, fit) in fitted { outcome.own[team.people[person]] = fit }
    }

    private func trial(old: [Prediction], new: [Prediction]) -> FitReport.Trial {
        guard let gate = DeployGate(old: old, new: new), let before = Calibration(old), let after = Calibration(new)
        else {
            return .none
        }
        return FitReport.Trial(
            oldLoss: before.logLoss, newLoss: after.logLoss, difference: gate.difference, upper: gate.upper,
            isDeployed: gate.passes)
    }
}

extension FitReport.Trial {
    static let none = FitReport.Trial(oldLoss: nil, newLoss: nil, difference: nil, upper: nil, isDeployed: false)
}

extension VectorsInUse {
    var pooledParameters: MemoryParameters {
        pooledVector.map { MemoryParameters(clipping: $0.values) } ?? .standard
    }

    func ownParameters(of person: ID<Person>) -> MemoryParameters? {
        ownVectors[person].map { MemoryParameters(clipping: $0.values) }
    }
}
