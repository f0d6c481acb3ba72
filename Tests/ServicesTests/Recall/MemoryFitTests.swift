import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// Fitted to the team's own log, deployed only when it predicts better, and always what a replay gives.
struct MemoryFitTests {
    @Test func storedMemoryIsWhatTheLogGives() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cues = try await stage.schedule(8, for: cast.peer, by: cast.owner)
            for day in 0..<20 {
                _ = try await stage.answerAll(by: cast.peer) { shown in
                    (day + shown.showing.line.count).isMultiple(of: 3) ? [1] : [1, 2]
                }
                stage.world.advance(days: 1)
            }
            let machine = try await stage.machine
            let report = try await stage.services.memory.replay(repairs: false, by: machine)
            #expect(report.memories == 8)
            #expect(report.answers > 20)
            #expect(report.differences == [])
            // Somebody changes what is derived: the log knows better.
            let (before, now) = (try await stage.memory(cues[0].id, of: cast.peer), stage.world.now)
            try await stage.database.write { connection in
                try MemoryStore(connection).setKnown(
                    nil, dueOn: before.dueOn, of: cast.peer.person.id, cues[0].id, at: now)
            }
            let check = try await stage.services.memory.replay(repairs: false, by: machine)
            #expect(check.differences == ["\(cast.peer.person.id) \(cues[0].id)"])
            #expect(try await stage.memory(cues[0].id, of: cast.peer).known == nil)
            _ = try await stage.services.memory.replay(repairs: true, by: machine)
            #expect(try await stage.memory(cues[0].id, of: cast.peer) == before)
        }
    }

    @Test func tooLittleIsNotFittedTo() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(5, for: cast.peer, by: cast.owner)
            _ = try await stage.answerAll(by: cast.peer)
            let report = try await stage.services.memory.fit(by: stage.machine)
            #expect(report.pooled.newLoss == nil)
            #expect(try await stage.services.memory.vectors(by: stage.machine).pooled.isEmpty)
            #expect(try await refusedCode { try await stage.services.memory.fit(by: cast.manager) } == "forbidden")
        }
    }

    @Test func aBetterVectorIsDeployedAndCanBeTakenBack() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let people = [cast.owner, cast.peer, cast.performer, cast.manager]
            try await stage.pretend(people, by: cast.owner)
            let machine = try await stage.machine
            let report = try await stage.services.memory.fit(by: machine)
            #expect(report.scored > 500)
            #expect(report.pooled.isDeployed)
            let vector = try #require(try await stage.services.memory.vectors(by: machine).pooled.first)
            #expect(vector.state == .deployed)
            #expect(vector.values.count == 21)
            let check = try await stage.services.memory.replay(repairs: false, by: machine)
            #expect(check.differences == [])
            // Again with the same log: nothing is better than itself.
            let again = try await stage.services.memory.fit(by: machine)
            #expect(!again.pooled.isDeployed)
            #expect(try await stage.services.memory.vectors(by: machine).pooled.map(\.state) == [.refused, .deployed])
            try await stage.services.memory.rollBack(vector.id, by: machine)
            let stored = try await stage.database.read { try MemoryStore($0).all() }
            #expect(Set(stored.compactMap { $0.known?.parameters }) == [MemoryVector.standard])
            #expect(
                try await refusedCode { try await stage.services.memory.rollBack(vector.id, by: machine) }
                    == "not_in_use")
        }
    }

    @Test func whatWasPredictedIsHeldAgainstWhatWasAnswered() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.pretend([cast.owner, cast.peer], by: cast.owner)
            let report = try await stage.services.memory.calibration(by: cast.manager)
            #expect(report.answers > 300)
            #expect(report.people == 2)
            #expect(report.lines.map(\.method) == CalibrationReport.Method.allCases)
            #expect(report.bins.count == 10)
            #expect(report.bins.map(\.count).reduce(0, +) == report.answers)
            let line = try #require(report.lines.first)
            #expect(line.figures.biasLow <= line.figures.bias && line.figures.bias <= line.figures.biasHigh)
            #expect(abs(report.predicted - report.observed - line.figures.bias) < 1e-9)
            let others = try await stage.services.memory.calibration(by: cast.otherManager)
            #expect(others.answers == 0)
            #expect(others.lines.isEmpty)
            #expect(try await refusedCode { try await stage.services.memory.calibration(by: cast.peer) } == "forbidden")
        }
    }
}

extension Stage {
    /// A log as people with another memory than the standard one would have left it: they forget faster.
    func pretend(_ people: [Actor], by maker: Actor) async throws {
        var dice = Dice(seed: 7)
        let now = world.now
        var cues: [Cue] = []
        for number in 0..<20 { cues.append(try await cue("Line \(number)", of: maker)) }
        for person in people {
            for cue in cues { _ = try await services.cues.remember(cue.id, by: person) }
            for cue in cues {
                var day = Int64(dice.next() % 5)
                var gap: Int64 = 2
                for turn in 0..<10 {
                    // Nearly never kept beyond a few days, whatever was answered before.
                    let chance = turn == 0 ? 0.7 : 1 / (1 + Double(gap) / 6)
                    let passed = Double(dice.next() % 1000) / 1000 < chance
                    let at = now.advanced(bySeconds: day * 86_400 + Int64(turn))
                    let record = RecallRecord(
                        id: world.id(), person: person.person.id, cue: cue.id, cueVersion: 1, epoch: 0,
                        occasion: .scheduled, line: cue.line, clip: nil, answeredAt: at, day: at.day,
                        latencyMilliseconds: 9000, answer: "x", gaveUp: false, ticked: [],
                        grade: passed ? .good : .forgot,
                        source: .own, rater: person.person.id, chance: turn == 0 ? nil : 0.9, model: "fsrs-6",
                        parameters: MemoryVector.standard, slack: 0.5, createdAt: at)
                    try await database.write { try RecallStore($0).append(record) }
                    gap = passed ? min(gap * 2, 16) : 2
                    day += gap
                }
            }
        }
        world.advance(days: 100)
        _ = try await services.memory.replay(repairs: true, by: machine)
    }
}
