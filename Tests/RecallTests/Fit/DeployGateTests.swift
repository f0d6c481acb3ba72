import Recall
import Testing

struct DeployGateTests {
    private func predictions(_ chance: Double, passes: Int, lapses: Int, people: Int) -> [Prediction] {
        (0..<people).flatMap { person in
            (0..<(passes + lapses)).map { number in
                Prediction(
                    person: person, chance: chance, isPass: number < passes,
                    bin: Prediction.Bin(days: 3, scored: 1, lapses: 0))
            }
        }
    }

    @Test func aVectorThatPredictsBetterPasses() throws {
        let gate = try #require(
            DeployGate(
                old: predictions(0.95, passes: 8, lapses: 2, people: 20),
                new: predictions(0.8, passes: 8, lapses: 2, people: 20)))
        #expect(gate.difference < -0.05)
        #expect(gate.passes)
    }

    @Test func aWorseOneAndAnEqualOneDoNot() throws {
        let old = predictions(0.8, passes: 8, lapses: 2, people: 20)
        let worse = try #require(DeployGate(old: old, new: predictions(0.9, passes: 8, lapses: 2, people: 20)))
        #expect(!worse.passes)
        #expect(try #require(DeployGate(old: old, new: old)).passes == false)
    }

    @Test func oneThatIsBetterForOnePersonOnlyDoesNot() throws {
        let old = predictions(0.8, passes: 8, lapses: 2, people: 6)
        // Much better for the last person, a little worse for everybody else: the mean alone would be fooled.
        let new = old.map { prediction in
            let chance = prediction.person == 5 ? (prediction.isPass ? 0.99 : 0.2) : (prediction.isPass ? 0.76 : 0.84)
            return Prediction(person: prediction.person, chance: chance, isPass: prediction.isPass, bin: prediction.bin)
        }
        let gate = try #require(DeployGate(old: old, new: new))
        #expect(gate.difference < 0)
        #expect(!gate.passes)
    }

    @Test func withoutAnswersThereIsNothingToSay() {
        #expect(DeployGate(old: [], new: []) == nil)
    }
}
