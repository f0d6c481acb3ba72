import Testing

@testable import Recall

/// The hand-written derivatives against differences, over histories that pass through every formula.
struct SlopeTests {
    private static let histories: [[(Grade, Int)]] = [
        [(.good, 0), (.good, 3), (.hard, 5), (.easy, 20), (.forgot, 40), (.good, 0), (.good, 2)],
        [(.forgot, 0), (.forgot, 0), (.hard, 0), (.good, 1), (.forgot, 1), (.forgot, 30), (.good, 1)],
        [(.easy, 0), (.easy, 90), (.forgot, 200), (.hard, 4), (.good, 9)],
        [(.hard, 0), (.good, 0), (.easy, 0), (.hard, 1), (.hard, 1), (.good, 2)],
    ]

    @Test(arguments: histories.indices)
    func theSlopeOfEveryChanceIsItsDifference(number: Int) {
        // Off the bounds, so that a small step either way is a step.
        let middle = MemoryParameters(
            clipping: MemoryParameters.standard.values.enumerated().map { index, value in
                index == 7 ? 0.05 : index == 18 ? 0.4 : value
            })
        let history = Self.histories[number]
        let sloped = chances(history, middle).map(\.slope)
        for index in 0..<MemoryParameters.count {
            let step = 1e-6 * max(1, middle[index])
            let (low, high) = (moved(middle, index, -step), moved(middle, index, step))
            let differences = zip(chances(history, high), chances(history, low)).map {
                ($0.value - $1.value) / (2 * step)
            }
            for (slope, difference) in zip(sloped, differences) {
                #expect(abs(slope[index] - difference) < 1e-6 + 1e-4 * abs(difference), "w\(index)")
            }
        }
    }

    @Test(arguments: histories.indices)
    func itsMemoryIsTheModels(number: Int) {
        let history = Self.histories[number]
        let model = MemoryModel()
        var expected: [Double] = []
        var state = model.first(history[0].0)
        for (grade, days) in history.dropFirst() {
            if days > 0 { expected.append(model.retrievability(state, afterDays: Double(days))) }
            state = model.next(state, grade, afterDays: days)
        }
        let found = chances(history, .standard).map(\.value)
        #expect(zip(found, expected).allSatisfy { $0.isClose(to: $1) } && found.count == expected.count)
    }

    private func moved(_ parameters: MemoryParameters, _ index: Int, _ step: Double) -> MemoryParameters {
        var values = parameters.values
        values[index] += step
        return MemoryParameters(clipping: values)
    }

    private func chances(
        _ history: [(Grade, Int)], _ parameters: MemoryParameters
    ) -> [(value: Double, slope: Slope.Vector)] {
        let model = SlopedModel(parameters)
        var (state, slope) = model.first(history[0].0)
        var found: [(value: Double, slope: Slope.Vector)] = []
        for (grade, days) in history.dropFirst() {
            var chance = (value: 1.0, slope: Slope.Vector())
            if days > 0 {
                chance = model.chance(state, slope, days: days)
                found.append(chance)
            }
            (state, slope) = model.next(state, slope, grade, days: days, chance: chance)
        }
        return found
    }
}
