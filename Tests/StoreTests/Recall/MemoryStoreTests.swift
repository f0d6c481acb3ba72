import Database
import Domain
import Rehearsal
import Store
import Testing

struct MemoryStoreTests {
    private static func known(_ day: Day) -> Memory.Known {
        Memory.Known(
            stability: 12.345678901234567, difficulty: 5.1, lastDay: day, answers: 3, lapses: 1,
            parameters: MemoryVector.standard)
    }

    @Test(arguments: Engine.available)
    func enteringTwiceIsOnceAndLeavingForgetsNothing(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, cue) = (try stage.person("Ana", in: []), try stage.cue("Line"))
            let day = stage.now.day
            #expect(try stage.memories.enter(cue.id, for: ana.id, source: .chosen, dueOn: day, at: stage.now))
            #expect(try !stage.memories.enter(cue.id, for: ana.id, source: .chosen, dueOn: day, at: stage.now))
            try stage.memories.setKnown(
                Self.known(day), dueOn: day.advanced(byDays: 9), of: ana.id, cue.id, at: stage.now)
            #expect(try stage.memories.leave(cue.id, for: ana.id, at: stage.now))
            #expect(try !stage.memories.leave(cue.id, for: ana.id, at: stage.now))
            #expect(try stage.memories.list(of: ana.id).isEmpty)
            #expect(try stage.memories.enter(cue.id, for: ana.id, source: .assigned, dueOn: day, at: stage.now))
            let back = try #require(try stage.memories.find(ana.id, cue.id))
            #expect(back.known == Self.known(day))
            #expect(back.dueOn == day.advanced(byDays: 9))
            #expect(back.leftAt == nil)
        }
    }

    @Test(arguments: Engine.available)
    func theLoadOfADayIsWhatIsDueThen(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana", in: [])
            let day = stage.now.day
            for (number, offset) in [0, 1, 1, 4].enumerated() {
                let cue = try stage.cue("Line \(number)")
                _ = try stage.memories.enter(
                    cue.id, for: ana.id, source: .chosen, dueOn: day.advanced(byDays: Int64(offset)), at: stage.now)
            }
            let load = try stage.memories.load(of: ana.id, from: day, to: day.advanced(byDays: 3))
            #expect(load == [day: 1, day.advanced(byDays: 1): 2])
        }
    }

    @Test(arguments: Engine.available)
    func habitsAreReadAsTheyWereSet(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana", in: [])
            #expect(try stage.habits.habit(of: ana.id) == .usual)
            var habit = RecallHabit.usual
            habit.zone = try #require(LearnerZone("Asia/Tokyo"))
            habit.quietDays = [.monday, .sunday]
            habit.holdUntil = stage.now.day
            habit.usesFourGrades = true
            try stage.habits.set(.usual, of: ana.id, at: stage.now)
            try stage.habits.set(habit, of: ana.id, at: stage.now)
            #expect(try stage.habits.habit(of: ana.id) == habit)
            // One clock for everything: whoever tells of another one elsewhere has it here, too.
            try ZoneStore(stage.connection).set(.utc, of: ana.id)
            #expect(try stage.habits.habit(of: ana.id).zone == .utc)
        }
    }

    @Test(arguments: Engine.available)
    func everyFitAndEveryStepBackIsAnotherState(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana", in: [])
            let store = MemoryVectorStore(stage.connection)
            var seen: [MemoryVectorStore.Fits] = [try store.fits()]
            for state in [MemoryVector.State.deployed, .refused] {
                stage.world.advance(seconds: 1)
                let vector = MemoryVector(
                    id: stage.world.id(), person: ana.id, model: "fsrs-6", values: [1], answers: 1, oldLoss: nil,
                    newLoss: nil, upper: nil, state: state, createdAt: stage.now)
                try store.insert(vector)
                seen.append(try store.fits())
            }
            try store.rollBackOwn()
            seen.append(try store.fits())
            #expect(Set(seen).count == 4)
            #expect(try store.fits() == seen.last)
        }
    }

    @Test(arguments: Engine.available)
    func onlyCuesThatAreAskedHaveAnObjection(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (one, two) = (try stage.cue("One"), try stage.cue("Two"))
            #expect(Set(try stage.cues.objections().keys) == [one.id, two.id])
            var retired = two
            retired.state = .retired
            _ = try stage.cues.update(retired, expecting: two.version, by: two.madeBy)
            #expect(try stage.cues.objections() == [one.id: one.objection])
        }
    }

    @Test(arguments: Engine.available)
    func theLatestDeployedVectorIsInUse(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana", in: [])
            func vector(_ person: ID<Person>?, _ state: MemoryVector.State) throws -> MemoryVector {
                stage.world.advance(seconds: 1)
                let vector = MemoryVector(
                    id: stage.world.id(), person: person, model: "fsrs-6", values: [0.1, 1.0 / 3], answers: 9,
                    oldLoss: 0.4, newLoss: 0.39, upper: nil, state: state, createdAt: stage.now)
                try stage.vectors.insert(vector)
                return vector
            }
            #expect(try stage.vectors.deployed(for: nil) == nil)
            let first = try vector(nil, .deployed)
            let second = try vector(nil, .deployed)
            _ = try vector(nil, .refused)
            let own = try vector(ana.id, .deployed)
            #expect(try stage.vectors.deployed(for: nil) == second)
            try stage.vectors.setState(.rolledBack, of: second.id)
            #expect(try stage.vectors.deployed(for: nil) == first)
            #expect(try stage.vectors.deployed(for: ana.id) == own)
            #expect(try stage.vectors.deployedForPeople() == [ana.id: own])
            #expect(try stage.vectors.pooled(limit: 10).count == 3)
        }
    }
}
