import Recall
import Testing

/// Predicted against observed.
struct ReliabilityTests {
    private static let bin = Prediction.Bin(days: 3, scored: 1, lapses: 0)

    private static func answers(_ people: Int, each count: Int, chance: (Int) -> Double) -> [Prediction] {
        (0..<people).flatMap { person in
            (0..<count).map { number in
                Prediction(person: person, chance: chance(number), isPass: number % 10 != 0, bin: bin)
            }
        }
    }

    @Test func binsHoldEqualPartsInTheOrderOfPredictions() throws {
        let answers = Self.answers(4, each: 100) { Double($0) / 100 }
        let reliability = try #require(Reliability(answers))
        #expect(reliability.bins.map(\.count) == Array(repeating: 40, count: 10))
        #expect(reliability.bins.map(\.predicted) == reliability.bins.map(\.predicted).sorted())
        #expect(reliability.bins.allSatisfy { abs($0.observed - 0.9) < 1e-9 })
        #expect(reliability.people == 4)
    }

    @Test func theIntervalHoldsTheBiasAndIsTheSameEachTime() throws {
        let answers = (0..<20).flatMap { person in
            (0..<30).map { number in
                Prediction(
                    person: person, chance: 0.9, isPass: (number * 7 + person) % (3 + person % 5) != 0, bin: Self.bin)
            }
        }
        let reliability = try #require(Reliability(answers))
        #expect(reliability.bias.contains(reliability.figures.bias))
        #expect(reliability.bias.upperBound - reliability.bias.lowerBound > 0.01)
        #expect(Reliability(answers) == reliability)
    }

    @Test func brierIsTheMeanSquaredMiss() throws {
        let answers = [
            Prediction(person: 1, chance: 0.8, isPass: true, bin: Self.bin),
            Prediction(person: 1, chance: 0.6, isPass: false, bin: Self.bin),
        ]
        #expect(abs(try #require(Reliability(answers)).brier - (0.04 + 0.36) / 2) < 1e-12)
        #expect(Reliability([]) == nil)
    }

    @Test func baselinesKnowOnlyWhatCameBefore() {
        let answers = Self.answers(1, each: 200) { _ in 0.5 }
        let own = Baseline.ownAverage.predictions(answers)
        #expect(own[0].chance == 0.85)
        #expect(own.map(\.isPass) == answers.map(\.isPass))
        #expect(abs((own.last?.chance ?? 0) - 0.9) < 0.01)
        let failing = Self.answers(1, each: 60) { _ in 0.5 }.map {
            Prediction(person: $0.person, chance: 0.5, isPass: false, bin: Self.bin)
        }
        let moving = Baseline.movingAverage.predictions(answers + failing)
        let slow = Baseline.ownAverage.predictions(answers + failing)
        #expect((moving.last?.chance ?? 1) < (slow.last?.chance ?? 0))
        #expect(moving[200].chance == Baseline.movingAverage.predictions(answers + failing.prefix(1)).last?.chance)
    }
}
