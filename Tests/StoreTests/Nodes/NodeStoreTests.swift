import Database
import Domain
import Rehearsal
import Store
import Testing

/// What several nodes keep in one database.
struct NodeStoreTests {
    @Test(arguments: Engine.available) func changesAreReadInTheirOrderFromAPlaceOn(engine: Engine) async throws {
        try await engine.onStage { stage in
            let changes = NodeChangeStore(stage.connection)
            let start = try changes.latest()
            for subject in ["a", "b", "c"] { try changes.append("live", subject, by: "node_1", at: stage.now) }
            let first = try changes.list(after: start, limit: 2)
            #expect(first.map(\.subject) == ["a", "b"])
            let rest = try changes.list(after: first[1].number, limit: 10)
            #expect(rest.map(\.subject) == ["c"])
            #expect(try changes.latest() == rest[0].number)
        }
    }

    @Test(arguments: Engine.available) func theLatestChangeStaysWhateverItsAge(engine: Engine) async throws {
        try await engine.onStage { stage in
            let changes = NodeChangeStore(stage.connection)
            let start = try changes.latest()
            for subject in ["a", "b"] { try changes.append("live", subject, by: "node_1", at: stage.now) }
            stage.world.advance(days: 400)
            // What the database noted itself bears the real time.
            try changes.deleteOlder(than: stage.now.advanced(bySeconds: 400 * 86_400 * 50))
            #expect(try changes.list(after: start, limit: 10).map(\.subject) == ["b"])
        }
    }

    @Test(.enabled(if: TestPostgres.address != nil)) func changesOfClipsAreNotedByTheDatabaseOnceEach() async throws {
        try await Engine.postgres.onStage { stage in
            let changes = NodeChangeStore(stage.connection)
            let start = try changes.latest()
            let clip = try stage.anyClip()
            try stage.clips.setState(.retired, rejection: nil, of: clip.id, at: stage.now)
            let moments = [Moment(id: ID("moment_1"), startMilliseconds: 0, endMilliseconds: 900, title: "Hello")]
            try MomentStore(stage.connection).replaceAll(of: clip.id, with: moments)
            let noted = try changes.list(after: start, limit: 10).filter { $0.kind == "clip" }
            #expect(noted.map(\.subject) == [clip.id.text])
        }
    }

    @Test(arguments: Engine.available) func recurringWorkIsTakenOnceUntilItIsDueAgain(engine: Engine) async throws {
        try await engine.onStage { stage in
            let work = RecurringWorkStore(stage.connection)
            var taken: [Bool] = []
            for (name, node) in [("sweep", "node_1"), ("sweep", "node_2"), ("digest", "node_2")] {
                taken.append(try work.take(name, every: 3600, by: node, at: stage.now))
            }
            #expect(taken == [true, false, true])
            stage.world.advance(seconds: 3600)
            let again = try ["node_2", "node_1"].map { node in
                try work.take("sweep", every: 3600, by: node, at: stage.world.now)
            }
            #expect(again == [true, false])
        }
    }

    @Test(arguments: Engine.available) func aTimeFromAClockThatWasWrongHoldsNobodyUp(engine: Engine) async throws {
        try await engine.onStage { stage in
            let work = RecurringWorkStore(stage.connection)
            let ahead = stage.now.advanced(bySeconds: 86_400 * 400)
            let wrong = try work.take("sweep", every: 3600, by: "node_1", at: ahead)
            let right = try work.take("sweep", every: 3600, by: "node_2", at: stage.now)
            #expect(wrong && right)
        }
    }

    @Test(arguments: Engine.available) func partsOfAnUploadAreListedInTheirOrderAndGoWithIt(engine: Engine) async throws
    {
        try await engine.onStage { stage in
            let team = try stage.team()
            let upload = Upload(
                id: stage.world.id(), person: try stage.person(in: [team]).id, team: team.id, fileName: "a.mp4",
                length: 9, offset: 0, createdAt: stage.now, updatedAt: stage.now, heldBy: "node_1")
            try stage.uploads.insert(upload)
            let parts = UploadPartStore(stage.connection)
            try parts.insert(.init(object: "two", start: 4, bytes: 5, hash: "y"), of: upload.id)
            try parts.insert(.init(object: "one", start: 0, bytes: 4, hash: "x"), of: upload.id)
            #expect(try parts.list(of: upload.id).map(\.object) == ["one", "two"])
            #expect(try stage.uploads.find(upload.id)?.heldBy == "node_1")
            try stage.uploads.delete(upload.id)
            #expect(try parts.objects().isEmpty)
        }
    }

    @Test(arguments: Engine.available) func aLeaseThatWasRenewedMeanwhileIsNotTakenAway(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim()
            let seen = try #require(stage.jobs.leases().first)
            #expect(try stage.jobs.renew(job.id, worker: "worker", until: stage.now.advanced(bySeconds: 999)))
            #expect(try stage.jobs.returnEnded(seen) == nil)
            let now = try #require(stage.jobs.leases().first)
            #expect(try stage.jobs.returnEnded(now)?.state == .waiting)
            #expect(try !stage.jobs.renew(job.id, worker: "worker", until: stage.now))
        }
    }

    @Test(arguments: Engine.available) func aNodeTakesBackItsOwnJobsAndNobodyElses(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.jobs.claim(
                worker: "node_1/old", now: stage.now, leaseSeconds: 60, excludingPersons: [], names: [job.name])
            #expect(try stage.jobs.returnAll(ofDeadWorkersExcept: "node_2/new", on: "node_2").isEmpty)
            #expect(try stage.jobs.returnAll(ofDeadWorkersExcept: "node_1/new", on: "node_1").map(\.id) == [job.id])
        }
    }

    @Test(arguments: Engine.available) func workThatWaitsForSomethingElseLosesNoAttempt(engine: Engine) async throws {
        try await engine.onStage { stage in
            let job = try stage.job()
            _ = try stage.claim()
            try stage.jobs.postpone(job.id, worker: "worker", error: "out", runAt: stage.now)
            #expect(try stage.jobs.find(job.id)?.attempts == 0)
            #expect(try stage.claim()?.attempts == 1)
        }
    }
}
