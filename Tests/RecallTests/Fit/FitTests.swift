import Testing

@testable import Recall

struct FitTests {
    /// Forgets faster than the standard says, and gains less from each answer.
    private static let truth = MemoryParameters(
        clipping: MemoryParameters.standard.values.enumerated().map { index, value in
            [0: value * 0.6, 1: value * 0.5, 2: value * 0.6, 3: value * 0.7, 8: value - 0.35, 20: 0.3][index] ?? value
        })

    @Test func itPredictsOthersLikeTheTruthDoes() throws {
        var team = SimulatedTeam(truth: Self.truth, seed: 1)
        let fitted = Fit.pooled(team.year(people: 20, cues: 40))
        let fresh = team.year(people: 20, cues: 40)
        func loss(_ parameters: MemoryParameters) throws -> Double {
            try #require(Calibration(fresh.predictions(from: 0) { _ in parameters })).logLoss
        }
        let (standard, best, found) = (try loss(.standard), try loss(Self.truth), try loss(fitted))
        #expect(standard - best > 0.005)
        #expect(found - best < 0.15 * (standard - best))
    }

    @Test func theSameLogGivesTheSameVector() {
        var team = SimulatedTeam(truth: Self.truth, seed: 2)
        let log = team.year(people: 5, cues: 20)
        #expect(Fit.pooled(log) == Fit.pooled(log))
    }

    @Test func withAlmostNothingToGoByNothingChanges() {
        let history = ReviewLog.History(person: 1)
        var few = ReviewLog(histories: [history])
        few.histories[0].reviews = [Review(.good, days: 0)] + Array(repeating: Review(.forgot, days: 2), count: 7)
        few.histories[0].dates = Array(0..<8)
        #expect(Fit.pooled(few) == .standard)
    }

    @Test func withLittleToGoByOnlyFirstStabilitiesMove() {
        var team = SimulatedTeam(truth: Self.truth, seed: 3)
        var log = team.year(people: 1, cues: 4)
        while log.scoredCount >= Fit.fewestForAll { log.histories.removeLast() }
        let fitted = Fit.pooled(log)
        #expect(fitted != .standard)
        #expect(fitted.values[4...] == MemoryParameters.standard.values[4...])
    }

    @Test func onePersonStaysNearThePooledVector() {
        var team = SimulatedTeam(truth: Self.truth, seed: 4)
        let pooled = Fit.pooled(team.year(people: 10, cues: 30))
        let person = Fit.person(team.year(people: 1, cues: 30), pooled: pooled)
        #expect(person != pooled)
        for index in 0..<MemoryParameters.count {
            #expect(abs(person[index] - pooled[index]) < 3 * 0.4 * Fit.spread[index], "w\(index)")
        }
        #expect(Fit.person(ReviewLog(), pooled: pooled) == pooled)
    }

    @Test func everyNumberStaysInsideItsBounds() {
        // Nobody ever forgets: the likelihood pulls every number as far as it can.
        var log = ReviewLog()
        for person in 0..<20 {
            var history = ReviewLog.History(person: person)
            history.reviews = [Review(.good, days: 0)] + (1...10).map { Review(.good, days: $0 * 30) }
            history.dates = (0...10).map { $0 * 30 }
            log.histories.append(history)
        }
        let fitted = Fit.pooled(log)
        for index in 0..<MemoryParameters.count {
            #expect((MemoryParameters.lowest[index]...MemoryParameters.highest[index]).contains(fitted[index]))
            #expect(fitted[index].isFinite)
        }
        #expect(fitted[0] <= fitted[1] && fitted[1] <= fitted[2] && fitted[2] <= fitted[3])
    }

    @Test func systemsAreSolved() {
        let solution = Cholesky.solve([[4, 2, 0], [2, 5, 1], [0, 1, 3]], [2, -1, 4])
        let back = [
            4 * solution[0] + 2 * solution[1], 2 * solution[0] + 5 * solution[1] + solution[2],
            solution[1] + 3 * solution[2],
        ]
        #expect(zip(back, [2.0, -1, 4]).allSatisfy { abs($0 - $1) < 1e-12 })
    }
}
