import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// JQ: claimed once, tried again with growing pauses, given up on, taken over from the dead.
struct JobWorkerTests {
    @Test func aJobIsCarriedOutOnce() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let upload = try await stage.wholeUpload(by: ana)
            let id = try await stage.addFinish(upload, of: ana.person.id)
            #expect(try await runNext(stage))
            let job = try await stage.job(id)
            #expect(job.state == .done)
            #expect(job.progressPercent == 100)
            #expect(try await stage.services.uploads.find(upload, by: ana).clip != nil)
            #expect(try await !runNext(stage, in: .speech))
        }
    }

    @Test func carryingOutTheSameWorkTwiceMakesOneClip() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let upload = try await stage.wholeUpload(by: ana)
            try await stage.addFinish(upload, of: ana.person.id)
            try await stage.addFinish(upload, of: ana.person.id)
            _ = try await runNext(stage)
            _ = try await runNext(stage)
            #expect(try await stage.jobs().map(\.name) == ["upload.finish", "upload.finish", "clip.probe"])
            #expect(try await stage.jobs().prefix(2).allSatisfy { $0.state == .done })
            #expect(try await stage.services.clips.list(ClipFilter(), by: ana).total == 1)
        }
    }

    @Test func whatFailsIsTriedAgainAfterAGrowingPauseAndThenGivenUp() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.addFinish(try await stage.wholeUpload(by: ana), of: ana.person.id)
            stage.blobs.beforeAdopting { throw Interrupted() }
            for pause in [Int64(60), 300] {
                #expect(try await runNext(stage))
                let job = try await stage.job(id)
                #expect(job.state == .waiting)
                #expect(job.runAt == stage.world.now.advanced(bySeconds: pause))
                #expect(job.lastError?.isEmpty == false)
                stage.world.advance(seconds: pause - 1)
                #expect(try await !runNext(stage))
                stage.world.advance(seconds: 1)
            }
            #expect(try await runNext(stage))
            #expect(try await stage.job(id).state == .failed)
            stage.world.advance(seconds: 86_400)
            #expect(try await !runNext(stage))
        }
    }

    @Test func whatCanNeverSucceedIsGivenUpAtOnce() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.addFinish(ID("upload_gone"), of: ana.person.id)
            #expect(try await runNext(stage))
            let job = try await stage.job(id)
            #expect(job.state == .failed)
            #expect(job.attempts == 1)
            #expect(job.lastError == "The upload was removed.")
        }
    }

    @Test func aJobWhoseWorkerDiedIsTakenUpOnceAndThenIsolated() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: ana, state: .processing)
            let id = try await stage.addJob("clip.probe", "{\"clip\":\"\(clip)\"}", clip: clip, of: ana.person.id)
            try await dieWith(stage)
            #expect(try await stage.job(id).state == .waiting)
            #expect(try await stage.stored(clip).state == .processing)
            try await dieWith(stage)
            #expect(try await stage.job(id).state == .poison)
            #expect(try await !runNext(stage))
            let refused = try await stage.stored(clip)
            #expect(refused.state == .rejected)
            #expect(refused.rejection?.contains("died twice") == true)
        }
    }

    @Test func aJobThatWasTakenAwayIsNotEndedByWhoLostIt() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.addFinish(try await stage.wholeUpload(by: ana), of: ana.person.id)
            let database = stage.database
            let now = stage.world.now
            stage.blobs.beforeAdopting {
                try await database.write { connection in
                    let jobs = JobStore(connection)
                    _ = try jobs.returnAll(ofDeadWorkersExcept: "nobody")
                    _ = try jobs.claim(
                        worker: "another", now: now, leaseSeconds: 60, excludingPersons: [], names: ["upload.finish"])
                }
            }
            #expect(try await runNext(stage))
            #expect(try await stage.job(id).state == .running)
            try await stage.database.write { try JobStore($0).finish(id, worker: "another", at: now) }
            #expect(try await stage.job(id).state == .done)
        }
    }

    @Test func peopleTakeTurns() async throws {
        try await Stage.open { stage in
            let names = ["Ana", "Ben", "Cora"]
            var people: [ID<Person>] = []
            for name in names { people.append(try await stage.person(name).person.id) }
            for (person, count) in zip(people, [5, 3, 2]) {
                for _ in 0..<count { try await stage.addFinish(ID("upload_gone"), of: person) }
                stage.world.advance(seconds: 1)
            }
            let order = try await carryOutAll(stage).map { person in
                people.firstIndex { $0 == person }.map { names[$0] } ?? "nobody"
            }
            #expect(order == ["Ana", "Ben", "Cora", "Ana", "Ben", "Cora", "Ana", "Ben", "Ana", "Ana"])
        }
    }

    /// However the jobs came in: while someone waits, nobody has two turns more than them.
    @Test(arguments: UInt64(1)...6)
    func nobodyWaitsLongerThanOneTurnOfEachOther(seed: UInt64) async throws {
        try await Stage.open { stage in
            var dice = Dice(seed: seed)
            var waiting: [ID<Person>: Int] = [:]
            var people: [ID<Person>] = []
            for name in ["Ana", "Ben", "Cora", "Dan"] { people.append(try await stage.person(name).person.id) }
            for _ in 0..<20 {
                let person = people[Int(dice.next() % 4)]
                try await stage.addFinish(ID("upload_gone"), of: person)
                waiting[person, default: 0] += 1
                stage.world.advance(seconds: Int64(dice.next() % 2))
            }
            var since: [ID<Person>: [ID<Person>]] = [:]
            for person in try await carryOutAll(stage).compactMap(\.self) {
                waiting[person, default: 0] -= 1
                since[person] = []
                for other in people where other != person && waiting[other, default: 0] > 0 {
                    since[other, default: []].append(person)
                    let turns = Dictionary(grouping: since[other] ?? [], by: \.self).mapValues(\.count)
                    #expect(turns.values.allSatisfy { $0 <= 2 }, "\(other) waits for \(turns)")
                }
            }
        }
    }

    @Test func startingAgainIsForWhatHasFailed() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let machine = try await stage.machine
            let id = try await stage.addFinish(ID("upload_gone"), of: ana.person.id)
            let jobs = stage.services.jobs
            #expect(try await refusedCode { try await jobs.retry(id, by: machine) } == "not_failed")
            _ = try await runNext(stage)
            #expect(try await refusal { try await jobs.retry(id, by: ana) }?.status == 403)
            try await jobs.retry(id, by: machine)
            let job = try await stage.job(id)
            #expect(job.state == .waiting)
            #expect(job.attempts == 0)
            #expect(try await jobs.counts(by: machine) == [.waiting: 1])
        }
    }

    /// Otherwise it would stay refused though everything went well.
    @Test(arguments: ["clip.probe", "clip.transcode"], [true, false])
    func startingAgainTakesARefusedClipBackToWork(name: String, fromItsPage: Bool) async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: ana, state: .rejected) { $0.rejection = "ffmpeg ended with 1" }
            let payload = "{\"clip\":\"\(clip)\",\"kind\":\"main\"}"
            let id = try await stage.addJob(name, payload, clip: clip, of: ana.person.id, state: .failed)
            if fromItsPage {
                try await stage.services.clips.retry(clip, by: ana)
            } else {
                try await stage.services.jobs.retry(id, by: stage.machine)
            }
            #expect(try await stage.job(id).state == .waiting)
            #expect(try await stage.stored(clip).state == .processing)
            #expect(try await stage.stored(clip).rejection == nil)
        }
    }

    private func runNext(_ stage: Stage, in lane: JobLane = .media) async throws -> Bool {
        var turns = JobTurns()
        return try await stage.services.worker.runNext(in: lane, &turns)
    }

    /// Whose jobs were carried out, one after the other.
    private func carryOutAll(_ stage: Stage) async throws -> [ID<Person>?] {
        var turns = JobTurns()
        var order: [ID<Person>?] = []
        var done: Set<ID<JobRecord>> = []
        while try await stage.services.worker.runNext(in: .media, &turns) {
            for job in try await stage.jobs() where job.state == .failed && done.insert(job.id).inserted {
                order.append(job.person)
            }
        }
        return order
    }

    /// A worker takes the next job and is never heard of again; the server starts anew.
    private func dieWith(_ stage: Stage) async throws {
        let now = stage.world.now
        try await stage.database.write { connection in
            _ = try JobStore(connection).claim(
                worker: "worker_dead", now: now, leaseSeconds: 60, excludingPersons: [], names: ["clip.probe"])
        }
        try await stage.services.worker.takeUpWhatWasLeft()
    }
}
