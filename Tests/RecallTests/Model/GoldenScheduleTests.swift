import Recall
import Testing

/// 396 histories with 3,852 answers, over six sets of parameters.
struct GoldenScheduleTests {
    @Test func everyAnswerLeavesTheMemoryOthersComputed() throws {
        let models = try Golden.models()
        var states: [Substring: MemoryState] = [:]
        var checked = 0
        for row in try Golden.rows("schedule") {
            let model = try #require(models[row[1]])
            let grade = try #require(Int(row[3]).flatMap(Grade.init(rawValue:)))
            let days = try #require(Int(row[2]))
            if let before = states[row[0]] {
                let expected = try #require(Double(row[4]))
                #expect(model.retrievability(before, afterDays: Double(days)).isClose(to: expected))
            } else {
                #expect(row[4].isEmpty)
            }
            let state = states[row[0]].map { model.next($0, grade, afterDays: days) } ?? model.first(grade)
            states[row[0]] = state
            #expect(state.stability.isClose(to: try #require(Double(row[5]))), "case \(row[0])")
            #expect(abs(state.difficulty - (try #require(Double(row[6])))) < 1e-9, "case \(row[0])")
            try checkIntervals(model, state, row)
            checked += 1
        }
        #expect(checked == 3852)
        #expect(states.count == 396)
        try checkAhead(models, states)
    }

    private func checkIntervals(_ model: MemoryModel, _ state: MemoryState, _ row: [Substring]) throws {
        for (place, retention) in [0.70, 0.90, 0.99].enumerated() {
            #expect(model.interval(state, retention: retention).isClose(to: try #require(Double(row[7 + place]))))
        }
        for (place, retention) in [0.70, 0.80, 0.85, 0.90, 0.95, 0.97, 0.99].enumerated() {
            #expect(model.days(state, retention: retention) == Int(row[10 + place]), "case \(row[0])")
        }
    }

    private func checkAhead(_ models: [Substring: MemoryModel], _ states: [Substring: MemoryState]) throws {
        var models = models
        for row in try Golden.rows("schedule") { models["case \(row[0])"] = models[row[1]] }
        for row in try Golden.rows("ahead") {
            let state = try #require(states[row[0]])
            let model = try #require(models["case \(row[0])"])
            for (place, days) in [0, 1, 7, 30, 90, 365, 0.25, 0.5, 1.5, 7.75].enumerated() {
                #expect(
                    model.retrievability(state, afterDays: days).isClose(to: try #require(Double(row[1 + place]))))
            }
        }
    }
}
