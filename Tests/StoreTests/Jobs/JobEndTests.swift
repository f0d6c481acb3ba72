import Database
import Domain
import Rehearsal
import Store
import Testing

struct JobEndTests {
    @Test(arguments: Engine.available)
    func finishedJobIsDoneAndComplete(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim()
            try stage.jobs.setProgress(job.id, worker: "worker", percent: 40)
            #expect(try stage.jobs.find(job.id)?.progressPercent == 40)
            try stage.jobs.finish(job.id, worker: "worker", at: stage.now)
            let done = try stage.jobs.find(job.id)
            #expect(done?.state == .done)
            #expect(done?.progressPercent == 100)
            #expect(done?.finishedAt == stage.now)
        }
    }

    @Test(arguments: Engine.available)
    func jobToTryAgainWaitsForItsTimeWithItsAttemptsAndError(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim()
            let runAt = stage.now.advanced(bySeconds: 30)
            try stage.jobs.retry(job.id, worker: "worker", error: String(repeating: "é", count: 3000), runAt: runAt)
            let waiting = try stage.jobs.find(job.id)
            #expect(waiting?.state == .waiting)
            #expect(waiting?.attempts == 1)
            #expect(waiting?.runAt == runAt)
            #expect(waiting?.lastError?.count == 2000)
            #expect(try stage.claim() == nil)
            stage.world.advance(seconds: 30)
            #expect(try stage.claim()?.attempts == 2)
        }
    }

    @Test(arguments: Engine.available)
    func failedJobIsNotClaimedAgainUntilItIsRequeued(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim()
            try stage.jobs.fail(job.id, worker: "worker", error: "broken", at: stage.now)
            #expect(try stage.jobs.find(job.id)?.state == .failed)
            #expect(try stage.jobs.find(job.id)?.finishedAt == stage.now)
            #expect(try stage.claim() == nil)
            try stage.jobs.requeue(job.id, at: stage.now)
            let claimed = try stage.claim()
            #expect(claimed?.attempts == 1)
            #expect(claimed?.deaths == 0)
            #expect(claimed?.finishedAt == nil)
        }
    }

    @Test(arguments: Engine.available)
    func workerWhoseJobWasTakenAwayChangesNothing(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim(worker: "slow")
            #expect(try stage.jobs.returnAll(ofDeadWorkersExcept: "new").map(\.id) == [job.id])
            let claimed = try stage.claim(worker: "new")
            try stage.jobs.finish(job.id, worker: "slow", at: stage.now)
            try stage.jobs.retry(job.id, worker: "slow", error: "late", runAt: stage.now)
            try stage.jobs.fail(job.id, worker: "slow", error: "late", at: stage.now)
            try stage.jobs.setProgress(job.id, worker: "slow", percent: 99)
            #expect(try !stage.jobs.renew(job.id, worker: "slow", until: Instant(milliseconds: 0)))
            try stage.jobs.handBack("slow")
            #expect(try stage.jobs.find(job.id) == claimed)
        }
    }

    @Test(arguments: Engine.available)
    func renewedLeaseEndsLater(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim()
            let until = stage.now.advanced(bySeconds: 500)
            #expect(try stage.jobs.renew(job.id, worker: "worker", until: until))
            let row = try stage.connection.row("SELECT lease_until FROM job WHERE id = \(job.id)")
            #expect(try row?.instant("lease_until") == until)
        }
    }

    @Test(arguments: Engine.available)
    func firstDeathOfAWorkerLetsTheJobWaitTheSecondIsolatesIt(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim(worker: "first")
            let returned = try stage.jobs.returnAll(ofDeadWorkersExcept: "second")
            #expect(returned.map(\.state) == [.waiting])
            #expect(returned.map(\.deaths) == [1])
            _ = try stage.claim(worker: "second")
            #expect(try stage.jobs.returnAll(ofDeadWorkersExcept: "third").map(\.state) == [.poison])
            #expect(try stage.claim(worker: "third") == nil)
            try stage.jobs.requeue(job.id, at: stage.now)
            #expect(try stage.claim(worker: "third")?.deaths == 0)
        }
    }

    @Test(arguments: Engine.available)
    func jobsOfTheLivingWorkerAreLeftAlone(engine: Engine) async throws {
        try await engine.onStage { stage in
            try stage.job()
            let claimed = try #require(try stage.claim(worker: "alive"))
            try stage.job()
            #expect(try stage.jobs.returnAll(ofDeadWorkersExcept: "alive").isEmpty)
            #expect(try stage.jobs.find(claimed.id) == claimed)
        }
    }

    @Test(arguments: Engine.available)
    func jobHandedBackHasNotLostAnAttempt(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim()
            try stage.jobs.handBack("worker")
            let found = try stage.jobs.find(job.id)
            #expect(found?.state == .waiting)
            #expect(found?.attempts == 0)
            #expect(found?.deaths == 0)
            #expect(try stage.claim()?.id == job.id)
        }
    }

    @Test(arguments: Engine.available, [JobState.waiting, .running, .done])
    func onlyFailedAndIsolatedJobsAreRequeued(engine: Engine, state: JobState) async throws {
        try await engine.onStage { stage in
            let job = try stage.job(dueIn: -5)
            if state != .waiting { _ = try stage.claim() }
            if state == .done { try stage.jobs.finish(job.id, worker: "worker", at: stage.now) }
            let before = try stage.jobs.find(job.id)
            try stage.jobs.requeue(job.id, at: stage.now)
            #expect(before?.state == state)
            #expect(try stage.jobs.find(job.id) == before)
        }
    }

    @Test(arguments: Engine.available)
    func activeOfAClipIsTheNewestOfEachNameAndPayloadUnlessDone(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            func made(_ name: String, _ payload: String, _ end: JobState?) throws -> JobRecord {
                stage.world.advance(seconds: 1)
                let job = try stage.job(name, payload: payload, clip: clip)
                if let end {
                    _ = try stage.claim(names: [name])
                    if end == .done { try stage.jobs.finish(job.id, worker: "worker", at: stage.now) }
                    if end == .failed { try stage.jobs.fail(job.id, worker: "worker", error: "x", at: stage.now) }
                }
                return job
            }
            _ = try made("clip.probe", "a", .failed)
            _ = try made("clip.probe", "a", .done)
            _ = try made("clip.transcode", "main", .failed)
            let main = try made("clip.transcode", "main", nil)
            let small = try made("clip.transcode", "small", nil)
            try stage.job("clip.transcode", payload: "main", clip: stage.anyClip("Other"))
            #expect(try stage.jobs.active(of: clip.id).map(\.id) == [small.id, main.id])
        }
    }

    @Test(arguments: Engine.available)
    func listAndCountsAreByState(engine: Engine) async throws {
        try await engine.onStage { stage in
            let jobs = try (0..<3).map { number in
                stage.world.advance(seconds: 1)
                return try stage.job(dueIn: Int64(number) * 100)
            }
            _ = try stage.claim()
            #expect(try stage.jobs.counts() == [.waiting: 2, .running: 1])
            #expect(try stage.jobs.list(state: nil, limit: 2).map(\.id) == [jobs[2].id, jobs[1].id])
            #expect(try stage.jobs.list(state: .running, limit: 9).map(\.id) == [jobs[0].id])
        }
    }

    @Test(arguments: Engine.available)
    func whatFollowedAJobIsKnownUntilThatJobComesAgain(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team("A")
            let ana = try stage.person("Ana", in: [team])
            let clip = try stage.clip(owner: ana, team: team)
            func hasFollowed(_ payload: String) throws -> Bool {
                try stage.jobs.hasFollowed("clip.draw", payload: payload, clip: clip.id, since: "clip.probe")
            }
            #expect(try !hasFollowed("{}"))
            _ = try stage.job(clip: clip)
            #expect(try !hasFollowed("{}"))
            _ = try stage.job("clip.draw", clip: clip)
            #expect(try hasFollowed("{}"))
            #expect(try !hasFollowed("{\"other\":1}"))
            stage.world.advance(seconds: 1)
            _ = try stage.job(clip: clip)
            #expect(try !hasFollowed("{}"))
        }
    }

    @Test(arguments: Engine.available)
    func onlyOldDoneJobsAreForgotten(engine: Engine) async throws {
        try await engine.onStage { stage in
            let done = try stage.job()
            _ = try stage.claim()
            try stage.jobs.finish(done.id, worker: "worker", at: stage.now)
            let failed = try stage.job()
            _ = try stage.claim()
            try stage.jobs.fail(failed.id, worker: "worker", error: "x", at: stage.now)
            try stage.jobs.deleteDone(before: stage.now)
            #expect(try stage.jobs.find(done.id) != nil)
            try stage.jobs.deleteDone(before: stage.now.advanced(byMilliseconds: 1))
            #expect(try stage.jobs.find(done.id) == nil)
            #expect(try stage.jobs.find(failed.id) != nil)
        }
    }
}
