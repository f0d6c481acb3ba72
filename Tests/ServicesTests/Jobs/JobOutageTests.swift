import Database
import Domain
import Logging
import Rehearsal
import Store
import Testing

@testable import Media
@testable import Services

/// What is no fault of a job does not count against it: what it needs is out, or its lease could not be renewed.
struct JobOutageTests {
    private static let away = DatabaseFailure(kind: .busy, code: "08006", message: "the server is away")

    @Test(arguments: ["08001", "08006", "25006", "57P01", "57P02", "57P03"])
    func aServerThatIsAwayIsAnOutage(code: String) {
        #expect(DatabaseFailure(kind: .busy, code: code, message: "").isOutage)
        #expect(DatabaseFailure(kind: .outcomeUnknown, code: "08007", message: "").isOutage)
    }

    /// Too slow, too crowded, in each other's way: trying for ever would not end it.
    @Test(arguments: ["57014", "55P03", "53300", "40001", "40P01", "23505"])
    func aServerThatIsThereIsNone(code: String) {
        #expect(!DatabaseFailure(kind: .busy, code: code, message: "").isOutage)
    }

    @Test(arguments: [("08006", 0, Int64(10)), ("57014", 1, 60)])
    func onlyAnOutageOfTheDatabaseCostsNoAttempt(code: String, attempts: Int, pause: Int64) async throws {
        try await Self.failing(with: DatabaseFailure(kind: .busy, code: code, message: "")) { stage, job, _ in
            #expect(job.state == .waiting && job.attempts == attempts)
            #expect(job.runAt == stage.world.now.advanced(bySeconds: pause))
        }
    }

    @Test(arguments: [(401, ""), (403, "RequestTimeTooSkewed"), (404, "NoSuchBucket")])
    func aKeyThatIsRefusedCostsNoAttemptAndIsSaidLoudly(status: Int, code: String) async throws {
        let refusal = S3Refusal(action: "keep a blob", status: status, code: code)
        try await Self.failing(with: refusal) { _, job, log in
            #expect(job.state == .waiting && job.attempts == 0)
            #expect(log.lines.contains { $0.level == .critical && $0.message.contains("refuses everything") })
        }
    }

    @Test func whatTheStoreRefusesOfOneFileCounts() async throws {
        let refusal = S3Refusal(action: "keep a blob", status: 400, code: "BadDigest")
        try await Self.failing(with: refusal) { _, job, log in
            #expect(job.state == .waiting && job.attempts == 1)
            #expect(log.lines.allSatisfy { $0.level != .critical })
        }
    }

    @Test func aJobWhoseLeaseCouldNotBeRenewedIsHandedBackWithoutADeath() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.addFinish(try await stage.wholeUpload(by: ana), of: ana.person.id)
            stage.blobs.beforeAdopting {
                stage.world.advance(seconds: 50)
                await Self.untilCancelled()
                try Task.checkCancellation()
            }
            try await Self.carryOutNext(stage, Stage.quiet)

            let job = try await stage.job(id)
            #expect(job.state == .waiting && job.attempts == 0 && job.deaths == 0)
        }
    }

    @Test func afterAnOutageLeasesAreWatchedAnew() async throws {
        try await Stage.open { stage in
            let id = try await stage.addFinish(ID("upload_gone"), of: nil)
            let now = stage.world.now
            try await stage.database.write { connection in
                _ = try JobStore(connection).claim(
                    worker: "node_2/a", now: now, leaseSeconds: 60, excludingPersons: [], names: ["upload.finish"])
            }
            let database = StagedDatabase(stage.database)
            let worker = JobWorker(
                ground: Ground(database: database, world: stage.world.world, logger: Stage.quiet),
                workshop: try await stage.workshop())
            var watch = LeaseWatch(seconds: 60)
            await worker.giveBack(of: &watch)
            stage.world.advance(seconds: 59)
            database.fail(Self.away, reads: 1)
            await worker.giveBack(of: &watch)

            stage.world.advance(seconds: 2)
            await worker.giveBack(of: &watch)
            #expect(try await stage.job(id).state == .running)

            stage.world.advance(seconds: 60)
            await worker.giveBack(of: &watch)
            let job = try await stage.job(id)
            #expect(job.state == .waiting && job.deaths == 1)
        }
    }

    /// Work that would go on for ever.
    private static func untilCancelled() async {
        let (never, feed) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        feed.finish()
    }

    /// A job that fails so, and what was logged.
    private static func failing(
        with error: any Error, _ body: (Stage, JobRecord, RecordingLog) async throws -> Void
    ) async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.addFinish(try await stage.wholeUpload(by: ana), of: ana.person.id)
            stage.blobs.beforeAdopting { throw error }
            let log = RecordingLog()
            try await carryOutNext(stage, log.logger)
            try await body(stage, try await stage.job(id), log)
        }
    }

    private static func carryOutNext(_ stage: Stage, _ logger: Logger) async throws {
        let worker = JobWorker(
            ground: Ground(database: stage.database, world: stage.world.world, logger: logger),
            workshop: try await stage.workshop(), pauseBetweenLooks: .milliseconds(1))
        var turns = JobTurns()
        #expect(try await worker.runNext(in: .media, &turns))
    }
}
