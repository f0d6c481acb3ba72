import Recall
import Testing

/// 72 histories with the short steps of other products: 1 and 10 minutes, then 10 minutes.
struct StepsTests {
    @Test func everyAnswerLeadsWhereOthersWereLed() throws {
        let models = try Golden.models()
        var known: [Substring: (state: MemoryState, phase: Steps.Phase)] = [:]
        // py-fsrs has no upper bound of stability: from there on its numbers are not ours.
        var beyond: Set<Substring> = []
        for row in try Golden.rows("steps") {
            let model = try #require(models[row[1]])
            let retention = try #require(Double(row[2]))
            let days = try #require(Int(row[3]))
            let grade = try #require(Int(row[4]).flatMap(Grade.init(rawValue:)))
            if try #require(Double(row[8])) > MemoryState.stabilityBounds.upperBound { beyond.insert(row[0]) }
            let before = known[row[0]]
            if let before, !beyond.contains(row[0]), let chance = Double(row[5]) {
                #expect(model.retrievability(before.state, afterDays: Double(days)).isClose(to: chance))
            }
            let state = before.map { model.next($0.state, grade, afterDays: days) } ?? model.first(grade)
            let (phase, seconds) = Steps.classic.next(before?.phase ?? .learning(step: 0), grade)
            known[row[0]] = (state, phase)
            #expect(phase == (try expectedPhase(row)), "case \(row[0])")
            guard !beyond.contains(row[0]) else { continue }
            #expect(state.stability.isClose(to: try #require(Double(row[8]))), "case \(row[0])")
            #expect(abs(state.difficulty - (try #require(Double(row[9])))) < 1e-9, "case \(row[0])")
            let due = seconds ?? Double(model.days(state, retention: retention)) * 86_400
            #expect(due == Double(row[10]), "case \(row[0])")
        }
        #expect(known.count == 72)
        #expect(beyond.count < 5)
    }

    @Test func withoutStepsEveryAnswerBeginsAnInterval() {
        for grade in Grade.allCases {
            #expect(Steps.off.next(.learning(step: 0), grade) == (.review, nil))
            #expect(Steps.off.next(.review, grade) == (.review, nil))
        }
    }

    @Test func aSingleStepIsHalfAsLongAgainAfterHard() {
        #expect(Steps(learning: [60], relearning: []).next(.learning(step: 0), .hard) == (.learning(step: 0), 90))
    }

    private func expectedPhase(_ row: [Substring]) throws -> Steps.Phase {
        switch row[6] {
        case "Learning": .learning(step: try #require(Int(row[7])))
        case "Relearning": .relearning(step: try #require(Int(row[7])))
        default: .review
        }
    }
}

private func == (_ first: (Steps.Phase, Double?), _ second: (Steps.Phase, Double?)) -> Bool {
    first.0 == second.0 && first.1 == second.1
}
