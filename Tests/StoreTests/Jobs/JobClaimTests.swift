import Database
import Domain
import Rehearsal
import Store
import Testing

struct JobClaimTests {
    @Test(arguments: Engine.available)
    func jobComesBackAsWritten(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let job = JobRecord(
                id: stage.world.id(), name: "clip.probe", payload: "{\"a\":\"'\"}", clip: clip.id, person: clip.owner,
                state: .failed, attempts: 3, deaths: 1, runAt: Instant(milliseconds: -5), progressPercent: 100,
                lastError: "'no' 🎧", createdAt: stage.now, finishedAt: stage.now)
            try stage.jobs.insert(job)
            #expect(try stage.jobs.find(job.id) == job)
            #expect(try stage.jobs.find(ID("job_none")) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func claimTakesTheDueJobThatWaitsLongestAndOnlyWithTheseNames(engine: Engine) async throws {
        try await engine.onStage { stage in
            let later = try stage.job("clip.probe", dueIn: -10)
            let longest = try stage.job("clip.probe", dueIn: -20)
            try stage.job("clip.transcode", dueIn: -30)
            try stage.job("clip.probe", dueIn: 1)
            #expect(try stage.claim()?.id == longest.id)
            #expect(try stage.claim()?.id == later.id)
            #expect(try stage.claim() == nil)
            #expect(try stage.claim(names: []) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func claimedJobRunsAndHasOneAttemptMore(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            let claimed = try #require(try stage.claim())
            #expect(claimed.id == job.id)
            #expect(claimed.state == .running)
            #expect(claimed.attempts == job.attempts + 1)
            #expect(try stage.jobs.find(job.id) == claimed)
        }
    }

    @Test(arguments: Engine.available)
    func jobOfTomorrowIsClaimedTomorrow(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job(dueIn: 86_400)
            #expect(try stage.claim() == nil)
            stage.world.advance(seconds: 86_400)
            #expect(try stage.claim()?.id == job.id)
        }
    }

    @Test(arguments: Engine.available)
    func peopleWhoseJobsRanLastComeLastButAreNotLeftOut(engine: Engine) async throws {
        try await engine.onStage { stage in
            let busy = try stage.person("Ana")
            let patient = try stage.person("Bo")
            let first = try stage.job(dueIn: -30, person: busy)
            let second = try stage.job(dueIn: -10, person: patient)
            let nobodys = try stage.job(dueIn: -5)
            let order = try (0..<3).map { _ in try stage.claim(excluding: [busy.id])?.id }
            #expect(order == [second.id, nobodys.id, first.id])
        }
    }

    @Test(arguments: Engine.available)
    func workersAtOnceNeverGetTheSameJob(engine: Engine) async throws {
        let world = TestWorld()
        let database = try await TestDatabases.make(engine, world: world)
        let made = try await database.write { connection in
            let stage = Stage(connection: connection, world: world)
            return Set(try (0..<40).map { _ in try stage.job().id })
        }
        let claimed = try await withThrowingTaskGroup(of: [ID<JobRecord>].self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var mine: [ID<JobRecord>] = []
                    while let job = try await database.write({ connection in
                        try Stage(connection: connection, world: world).claim(worker: "worker \(worker)")
                    }) {
                        mine.append(job.id)
                    }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == 40)
        #expect(Set(claimed) == made)
    }
}

extension Stage {
    @discardableResult
    func job(
        _ name: String = "clip.probe", payload: String = "{}", dueIn seconds: Int64 = 0, clip: Clip? = nil,
        person: Person? = nil
    ) throws -> JobRecord {
        let job = JobRecord(
            id: world.id(), name: name, payload: payload, clip: clip?.id, person: person?.id, state: .waiting,
            attempts: 0, deaths: 0, runAt: now.advanced(bySeconds: seconds), progressPercent: 0, lastError: nil,
            createdAt: now, finishedAt: nil)
        try jobs.insert(job)
        return job
    }

    func claim(
        worker: String = "worker", excluding people: [ID<Person>] = [], names: [String] = ["clip.probe"]
    ) throws -> JobRecord? {
        try jobs.claim(worker: worker, now: now, leaseSeconds: 60, excludingPersons: people, names: names)
    }
}
