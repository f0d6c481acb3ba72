import Database
import Domain
import Foundation
import Logging
import Media
import ServiceLifecycle
import Store
import Synchronization

/// Carries out the durable jobs of this process: one after the other in each lane, until the service group stops. Of several
/// processes each takes what no other has.
package struct JobWorker: Service {
    private let ground: Ground
    private let workshop: Workshop
    /// Names this process in the lease of a job; new with every start.
    private let name: String
    /// Where other processes have workers, too: this one's storage folder among them.
    private let node: String?
    /// How long before a worker looks again whether its own lease still holds.
    private let pauseBetweenLooks: Duration

    /// How long an idle lane waits before it looks again.
    private static let pause = Duration.milliseconds(250)
    private static let pauseAfterFailure = Duration.seconds(2)
    private static let leaseSeconds: Int64 = 60
    private static let renewSeconds: Int64 = 15
    /// How long a result is kept in hand while it cannot be written: less than the lease lasts.
    private static let resultSeconds = 40.0
    /// Minutes until the second, third ... attempt (JQ).
    private static let retryMinutes: [Int64] = [1, 5, 25]
    /// Until work that waits for the object store looks again.
    private static let outageSeconds: Int64 = 10

    package init(ground: Ground, workshop: Workshop, pauseBetweenLooks: Duration = .seconds(1)) {
        self.ground = ground
        self.workshop = workshop
        self.pauseBetweenLooks = pauseBetweenLooks
        node = workshop.node?.name
        name = "\(node ?? "alone")/\(ground.world.id(JobRecord.self).text)"
    }

    package func run() async throws {
        try await takeUpWhatWasLeft()
        let worker = name
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for lane in JobLane.allCases {
                    group.addTask { await work(in: lane) }
                }
                if node != nil { group.addTask { await watchOthers() } }
            }
        }
        try await ground.database.write { try JobStore($0).handBack(worker) }
    }

    /// What the process before this one left when it died: jobs in its hands, and whole uploads that are no clip yet.
    package func takeUpWhatWasLeft() async throws {
        // One process has this storage folder: whatever still runs by its name belongs to a worker that died. Alone on the
        // database, that is everything.
        let (worker, node) = (name, node)
        let orphans = try await ground.database.write { connection in
            try JobStore(connection).returnAll(ofDeadWorkersExcept: worker, on: node)
        }
        try await isolate(orphans)
        let queue = workshop.queue
        try await ground.database.write { connection in
            let known = Set(try JobStore(connection).payloads(of: FinishUpload.name))
            for upload in try UploadStore(connection).wholeWithoutClip() {
                let job = FinishUpload(upload: upload.id)
                guard !known.contains(try queue.payload(job)) else { continue }
                try queue.add(job, clip: nil, person: upload.person, connection)
            }
        }
    }

    /// One job of `lane` if there is one that is due. True when there was one.
    @discardableResult
    package func runNext(in lane: JobLane, _ turns: inout JobTurns) async throws -> Bool {
        guard let job = try await claim(in: lane, turns) else { return false }
        turns.ran(job.person)
        await carryOut(job)
        return true
    }

    private func claim(in lane: JobLane, _ turns: JobTurns) async throws -> JobRecord? {
        let now = ground.world.now()
        let worker = name
        let names = JobKinds.names(in: lane)
        // Looking costs no write: several idle nodes look many times a second.
        guard try await ground.database.read({ try JobStore($0).isDue(now: now, names: names) }) else { return nil }
        return try await ground.database.write { connection in
            try JobStore(connection).claim(
                worker: worker, now: now, leaseSeconds: Self.leaseSeconds, excludingPersons: turns.served,
                names: names)
        }
    }

    private func work(in lane: JobLane) async {
        var turns = JobTurns()
        while !Task.isCancelled {
            var pause = Self.pause
            do {
                if try await runNext(in: lane, &turns) { continue }
            } catch {
                ground.logger.error("the job table cannot be read", metadata: ["error": "\(error)"])
                pause = Self.pauseAfterFailure
            }
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }

    private func watchOthers() async {
        var watch = LeaseWatch(seconds: Double(Self.leaseSeconds))
        while !Task.isCancelled {
            await giveBack(of: &watch)
            do { try await Task.sleep(for: .seconds(5)) } catch { return }
        }
    }

    /// Gives back the jobs of nodes that have died.
    func giveBack(of watch: inout LeaseWatch) async {
        do {
            let leases = try await ground.database.read { try JobStore($0).leases() }
            let ended = watch.ended(leases, at: ground.world.uptimeSeconds())
            guard !ended.isEmpty else { return }
            let jobs = try await ground.database.write { connection in
                try ended.compactMap { try JobStore(connection).returnEnded($0) }
            }
            try await isolate(jobs)
        } catch {
            ground.logger.warning("leases were not looked at", metadata: ["error": "\(error)"])
            // While the database was away nobody could renew any.
            watch = LeaseWatch(seconds: Double(Self.leaseSeconds))
        }
    }

    /// Says of jobs whose worker died twice that nobody tries them again.
    private func isolate(_ jobs: [JobRecord]) async throws {
        let now = ground.world.now()
        for job in jobs where job.state == .poison {
            ground.logger.error(
                "job isolated: its worker died twice", metadata: ["job": "\(job.id)", "name": "\(job.name)"])
            try await mark(job, "The server died twice while working on this.", at: now)
        }
    }

    private func carryOut(_ job: JobRecord) async {
        let worker = name
        let access = await accessOfClip(job)
        await tell(job, "running", 0, access)
        let progress = JobProgress { percent in
            await self.record(percent, of: job, access)
        }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    guard let kind = JobKinds.kind(named: job.name) else { throw GiveUp("Unknown kind of work.") }
                    let work = try JSONDecoder().decode(kind, from: Data(job.payload.utf8))
                    try await work.run(in: workshop, progress: progress)
                }
                let lease = HeldLease(at: ground.world.uptimeSeconds())
                group.addTask { try await renew(lease, of: job) }
                group.addTask { try await watch(lease) }
                try await group.next()
                group.cancelAll()
            }
            let now = ground.world.now()
            try await insistently { try JobStore($0).finish(job.id, worker: worker, at: now) }
            await tell(job, "done", 100, access)
        } catch is LeaseLost {
            // Another node has it, or will: nothing of this one's counts any more.
            ground.logger.warning("job lost to another node", metadata: ["job": "\(job.id)", "name": "\(job.name)"])
            await handBack(job)
        } catch {
            if Task.isCancelled { return }
            await settle(job, error, access)
        }
    }

    private func settle(_ job: JobRecord, _ error: any Error, _ access: ClipAccess?) async {
        let worker = name
        let now = ground.world.now()
        let reason = (error as? GiveUp)?.reason ?? (error as? Problem).map { "\($0.title). \($0.detail)" } ?? "\(error)"
        let isRefusedWhole = (error as? S3Refusal)?.isOfEverything ?? false
        let isOutage = error is BlobOutage || isRefusedWhole || (error as? DatabaseFailure)?.isOutage ?? false
        if isRefusedWhole {
            ground.logger.critical(
                "the object store refuses everything: look at its key, its bucket and this machine's clock",
                metadata: ["error": "\(error)"])
        }
        let isFinal = !isOutage && (error is GiveUp || job.attempts >= Self.retryMinutes.count)
        ground.logger.error(
            "job failed",
            metadata: ["job": "\(job.id)", "name": "\(job.name)", "attempt": "\(job.attempts)", "error": "\(reason)"])
        do {
            try await insistently { connection in
                if isOutage {
                    let later = now.advanced(bySeconds: Self.outageSeconds)
                    try JobStore(connection).postpone(job.id, worker: worker, error: reason, runAt: later)
                } else if isFinal {
                    try JobStore(connection).fail(job.id, worker: worker, error: reason, at: now)
                } else {
                    let minutes = Self.retryMinutes[min(max(job.attempts - 1, 0), Self.retryMinutes.count - 1)]
                    try JobStore(connection).retry(
                        job.id, worker: worker, error: reason, runAt: now.advanced(bySeconds: minutes * 60))
                }
            }
            if isFinal { try await mark(job, reason, at: now) }
        } catch {
            ground.logger.error("job result not written", metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
        await tell(job, isFinal ? "failed" : "waiting", 0, access, message: isFinal ? reason : nil)
    }

    /// A clip whose transcript will not come says so; one that cannot be made playable is refused with the reason.
    private func mark(_ job: JobRecord, _ reason: String, at now: Instant) async throws {
        guard let id = job.clip else { return }
        try await ground.database.write { connection in
            guard let clip = try ClipStore(connection).find(id) else { return }
            if job.name == TranscribeClip.name, clip.media.transcript == .waiting {
                var media = clip.media
                media.transcript = .failed
                media.transcriptNote = reason
                try ClipStore(connection).setMedia(media, of: id, at: now)
            } else if job.makesPlayable, clip.state == .processing {
                let sentence = "This recording could not be prepared: \(reason)"
                try ClipStore(connection).setState(.rejected, rejection: sentence, of: id, at: now)
            }
        }
    }

    /// Where nobody has taken it yet: nobody died, the database was away for long.
    private func handBack(_ job: JobRecord) async {
        let (worker, now) = (name, ground.world.now())
        do {
            try await insistently { connection in
                try JobStore(connection).postpone(
                    job.id, worker: worker, error: "The database was away for too long.", runAt: now)
            }
        } catch {
            ground.logger.warning("a job was not handed back", metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
    }

    /// Ends the work before others may take its lease as ended, whatever keeps it from being renewed.
    private func watch(_ lease: HeldLease) async throws {
        let limit = Double(Self.leaseSeconds - Self.renewSeconds)
        while ground.world.uptimeSeconds() - lease.renewedAt < limit { try await Task.sleep(for: pauseBetweenLooks) }
        throw LeaseLost()
    }

    /// Runs until the job is done, or is another's.
    private func renew(_ lease: HeldLease, of job: JobRecord) async throws {
        let worker = name
        while true {
            try await Task.sleep(for: .seconds(Self.renewSeconds))
            let started = ground.world.uptimeSeconds()
            let until = ground.world.now().advanced(bySeconds: Self.leaseSeconds)
            do {
                let isOurs = try await ground.database.write { connection in
                    try JobStore(connection).renew(job.id, worker: worker, until: until)
                }
                guard isOurs else { throw LeaseLost() }
                lease.renewedAt = started
            } catch let failure as DatabaseFailure where failure.isOutage {
                // Once more in a while; whoever watches the lease ends the work.
                continue
            }
        }
    }

    /// Writes a result; while the database is changing hands, again and again for as long as the lease holds.
    private func insistently(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        let end = ground.world.uptimeSeconds() + Self.resultSeconds
        while true {
            do {
                return try await ground.database.write(body)
            } catch let failure as DatabaseFailure where failure.isOutage && ground.world.uptimeSeconds() < end {
                try await Task.sleep(for: Self.pauseAfterFailure)
            }
        }
    }

    private func record(_ percent: Int, of job: JobRecord, _ access: ClipAccess?) async {
        let worker = name
        do {
            try await workshop.queue.smallWrites.write { connection in
                try JobStore(connection).setProgress(job.id, worker: worker, percent: percent)
            }
        } catch {
            ground.logger.warning("progress not written", metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
        await tell(job, "running", percent, access)
    }

    private func accessOfClip(_ job: JobRecord) async -> ClipAccess? {
        guard let clip = job.clip else { return nil }
        do {
            return try await ground.database.read { try ClipStore($0).find(clip)?.access }
        } catch {
            ground.logger.warning("clip of a job not read", metadata: ["job": "\(job.id)", "error": "\(error)"])
            return nil
        }
    }

    private func tell(
        _ job: JobRecord, _ state: String, _ percent: Int, _ access: ClipAccess?, message: String? = nil
    ) async {
        guard let clip = job.clip, let access else { return }
        let label = JobKinds.kind(named: job.name)?.label ?? job.name
        await workshop.live.publish(
            LiveEvent(
                name: "job", clip: clip, what: job.name, state: state, percent: percent, message: message ?? label),
            about: access)
    }
}

/// The job is not this worker's any more.
private struct LeaseLost: Error {}

/// When a lease was renewed last, by the clock that never steps back.
private final class HeldLease: Sendable {
    private let at: Mutex<Double>

    init(at uptime: Double) {
        at = Mutex(uptime)
    }

    var renewedAt: Double {
        get { at.withLock { $0 } }
        set { at.withLock { $0 = newValue } }
    }
}

extension DatabaseFailure {
    /// The server is away or changing its part: what was asked may be asked again.
    var isOutage: Bool {
        kind == .outcomeUnknown || code == "25006" || code.hasPrefix("08") || code.hasPrefix("57P0")
    }
}
