import Database
import Domain
import Rehearsal
import Store
import Testing

struct RecallStoreTests {
    private static func record(
        _ person: Person, _ cue: Cue, _ stage: Stage, answer: String = "Compared to what?",
        grade: RecallGrade? = .good, corrects: ID<RecallRecord>? = nil, day: Day? = nil
    ) -> RecallRecord {
        stage.world.advance(seconds: 1)
        return RecallRecord(
            id: stage.world.id(), person: person.id, cue: cue.id, cueVersion: 1, epoch: 0, occasion: .scheduled,
            line: cue.line, clip: ID("clip_gone"), answeredAt: stage.now, day: day ?? stage.now.day,
            latencyMilliseconds: 7000, answer: answer, gaveUp: false, ticked: [1, 2], grade: grade, source: .own,
            rater: person.id, chance: 0.1 + 0.2, model: "fsrs-6", parameters: MemoryVector.standard, slack: 1.0 / 3,
            corrects: corrects, createdAt: stage.now)
    }

    @Test(arguments: Engine.available, awkwardTexts)
    func theLogIsReadAsItWasWritten(engine: Engine, text: String) async throws {
        try await engine.onStage { stage in
            let (ana, cue) = (try stage.person("Ana", in: []), try stage.cue("Line"))
            let record = Self.record(ana, cue, stage, answer: text)
            try stage.recalls.append(record)
            #expect(try stage.recalls.history(of: ana.id, cue.id) == [record])
            #expect(try stage.recalls.find(record.id, of: ana.id) == record)
            #expect(try stage.recalls.find(record.id, of: ID("person_other")) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func theDatabaseItselfRefusesToChangeTheLog(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, cue) = (try stage.person("Ana", in: []), try stage.cue("Line"))
            let record = Self.record(ana, cue, stage)
            try stage.recalls.append(record)
            let update = stage.refusal { try stage.connection.run("UPDATE recall SET grade = 'easy'") }
            #expect(update != nil)
            #expect(stage.refusal { try stage.connection.run("DELETE FROM recall") } != nil)
            #expect(try stage.recalls.find(record.id, of: ana.id) == record)
        }
    }

    @Test(arguments: Engine.available)
    func tracesComeMemoryByMemoryInTheOrderOfTime(engine: Engine) async throws {
        try await engine.onStage { stage in
            let people = [try stage.person("Ana", in: []), try stage.person("Ben", in: [])]
            let cues = [try stage.cue("One"), try stage.cue("Two")]
            for number in 0..<12 {
                try stage.recalls.append(Self.record(people[number % 2], cues[number / 2 % 2], stage))
            }
            var seen: [RecallStore.Trace] = []
            try stage.recalls.traces { seen.append($0) }
            let keys = seen.map { "\($0.person) \($0.cue) \($0.id)" }
            #expect(keys.count == 12)
            #expect(keys == keys.sorted())
            var ofAna = 0
            try stage.recalls.traces(of: people[0].id) { _ in ofAna += 1 }
            #expect(ofAna == 6)
        }
    }

    @Test(arguments: Engine.available)
    func correctionsAreNoAnswersOfTheDay(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, cue) = (try stage.person("Ana", in: []), try stage.cue("Line"))
            let first = Self.record(ana, cue, stage)
            try stage.recalls.append(first)
            try stage.recalls.append(Self.record(ana, cue, stage, grade: .forgot, corrects: first.id))
            #expect(try stage.recalls.answers(of: ana.id, on: stage.now.day).map(\.id) == [first.id])
            #expect(try stage.recalls.count(of: ana.id, since: stage.now.day) == 1)
            #expect(try stage.recalls.latencies(of: ana.id, limit: 5) == [7000])
        }
    }

    @Test(arguments: Engine.available)
    func onlyOneShowingOfAPersonIsOpen(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, cue) = (try stage.person("Ana", in: []), try stage.cue("Line"))
            func showing() -> Showing {
                Showing(
                    id: stage.world.id(), person: ana.id, cue: cue.id, cueVersion: 1, epoch: 0, occasion: .probe,
                    line: "Line",
                    moment: CueMoment(id: ID("m_1"), clip: ID("clip_1"), startMilliseconds: 5, endMilliseconds: nil),
                    shownAt: stage.now, day: stage.now.day, chance: nil, parameters: MemoryVector.standard)
            }
            var first = showing()
            try stage.showings.insert(first)
            #expect(try stage.showings.open(of: ana.id) == first)
            #expect(stage.refusal { try stage.showings.insert(showing()) } != nil)
            let answer = Showing.Answer(text: "", gaveUp: true, at: stage.now, latencyMilliseconds: 3)
            #expect(try stage.showings.setAnswer(answer, of: first.id))
            #expect(try !stage.showings.setAnswer(answer, of: first.id))
            #expect(try stage.showings.settle(first.id, at: stage.now))
            #expect(try !stage.showings.settle(first.id, at: stage.now))
            first.answer = answer
            first.settledAt = stage.now
            #expect(try stage.showings.find(first.id, of: ana.id) == first)
            try stage.showings.insert(showing())
        }
    }
}
