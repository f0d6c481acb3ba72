import Recall
import Testing

struct MemoryModelTests {
    private let model = MemoryModel()

    @Test func stabilityIsTheDaysAfterWhichNineOfTenAreLeft() {
        for stability in [0.001, 0.5, 3, 40, 900, 36_500] {
            let state = MemoryState(stability: stability, difficulty: 5)
            #expect(model.retrievability(state, afterDays: stability).isClose(to: 0.9))
            #expect(model.interval(state, retention: 0.9).isClose(to: stability))
        }
    }

    @Test func stabilityStopsAtAHundredYears() {
        let state = MemoryState(stability: 36_000, difficulty: 1)
        #expect(model.next(state, .easy, afterDays: 30_000).stability == 36_500)
        #expect(model.next(MemoryState(stability: 36_500, difficulty: 1), .easy, afterDays: 0).stability == 36_500)
        #expect(model.days(MemoryState(stability: 36_500, difficulty: 1), retention: 0.7) == 36_500)
    }

    @Test func stabilityStopsAtAThousandthOfADay() {
        var state = model.first(.forgot)
        for _ in 0..<200 { state = model.next(state, .forgot, afterDays: 0) }
        #expect(state.stability == 0.001)
    }

    @Test(arguments: [Grade.hard, .good, .easy], [0.01, 1, 30, 3000])
    func passingAgainOnTheSameDayNeverMakesItWorse(grade: Grade, stability: Double) {
        let state = MemoryState(stability: stability, difficulty: 5)
        #expect(model.next(state, grade, afterDays: 0).stability >= stability)
    }

    @Test func forgettingNeverMakesItLastLonger() {
        for stability in [0.001, 0.01, 0.1, 1, 10, 100, 1000] {
            for days in [0, 1, 10, 100, 1000] {
                let state = MemoryState(stability: stability, difficulty: 3)
                #expect(model.next(state, .forgot, afterDays: days).stability <= stability)
            }
        }
    }

    @Test func betterAnswersLastLonger() {
        let state = MemoryState(stability: 10, difficulty: 5)
        let after = Grade.allCases.map { model.next(state, $0, afterDays: 9).stability }
        #expect(after == after.sorted())
        #expect(Set(after).count == 4)
    }

    @Test func askingEarlyBarelyHelps() {
        let state = MemoryState(stability: 100, difficulty: 5)
        let early = model.next(state, .good, afterDays: 1).stability
        let due = model.next(state, .good, afterDays: 100).stability
        #expect(early - 100 < (due - 100) / 20)
    }

    @Test func replayIsTheSameAsAnsweringOneByOne() {
        let history = [
            Review(.good, days: 0), Review(.hard, days: 3), Review(.forgot, days: 9), Review(.good, days: 0),
        ]
        var state = model.first(.good)
        for review in history.dropFirst() { state = model.next(state, review.grade, afterDays: review.days) }
        #expect(model.replay(history) == state)
        #expect(model.replay([Review]()) == nil)
    }

    @Test func numbersOutsideTheBoundsAreMovedInside() {
        let wild = MemoryParameters(clipping: Array(repeating: 1e9, count: 20) + [.nan])
        #expect(Array(wild.values.prefix(20)) == Array(MemoryParameters.highest.prefix(20)))
        #expect(wild[20] == MemoryParameters.standard[20])
        #expect(MemoryParameters(clipping: []).values == MemoryParameters.standard.values)
    }

    @Test func vectorsOfOlderVersionsAreTranslated() throws {
        let nineteen = try #require(MemoryParameters(importing: Array(MemoryParameters.standard.values.prefix(19))))
        #expect(nineteen[19] == 0.01)
        #expect(nineteen[20] == 0.5)
        let seventeen = try #require(MemoryParameters(importing: Array(repeating: 0.5, count: 17)))
        #expect(seventeen[4] == 1.5)
        #expect(seventeen[6] == 1)
        #expect(MemoryParameters(importing: [1, 2, 3]) == nil)
    }

    @Test func askingForWhatFadesGainsMoreThanAskingForWhatIsFresh() {
        let fading = model.expectedGain(MemoryState(stability: 20, difficulty: 5), afterDays: 30)
        #expect(fading > 10 * model.expectedGain(MemoryState(stability: 400, difficulty: 5), afterDays: 2))
    }

    @Test func theMostForgottenIsNotWhatGainsMost() {
        let states = [
            MemoryState(stability: 0.3, difficulty: 10), MemoryState(stability: 15, difficulty: 3),
        ]
        let chances = states.map { model.retrievability($0, afterDays: 30) }
        let gains = states.map { model.expectedGain($0, afterDays: 30) }
        #expect(chances[0] < chances[1])
        #expect(gains[0] < gains[1])
    }
}
