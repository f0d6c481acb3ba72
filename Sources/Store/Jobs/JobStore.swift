package import Database
package import Domain

/// Rows of `job`. Every change by a worker names the worker: what was taken away from it stays away.
package struct JobStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ job: JobRecord) throws {
        try connection.run(
            """
            INSERT INTO job (id, name, payload, clip_id, person_id, state, attempts, deaths, run_at, progress_percent,
                last_error, created_at, finished_at)
            VALUES (\(job.id), \(job.name), \(job.payload), \(job.clip), \(job.person), \(job.state), \(job.attempts),
                \(job.deaths), \(job.runAt), \(job.progressPercent), \(job.lastError), \(job.createdAt),
                \(job.finishedAt))
            """)
    }

    /// The next job that is due, leased to `worker`; in one statement, so that two never get the same. People who had their
    /// turn come after those who wait for theirs, and the latest of them after all others (fairness).
    package func claim(
        worker: String, now: Instant, leaseSeconds: Int64, excludingPersons: [ID<Person>], names: [String]
    ) throws -> JobRecord? {
        let latest: SQL = if let person = excludingPersons.last { "person_id = \(person)" } else { "FALSE" }
        return try connection.row(
            """
            UPDATE job
            SET state = 'running', attempts = attempts + 1, progress_percent = 0, leased_by = \(worker),
                lease_until = \(now.advanced(bySeconds: leaseSeconds))
            WHERE id = (
                SELECT id FROM job
                WHERE state = 'waiting' AND run_at <= \(now) AND name IN (\(list: names))
                ORDER BY CASE WHEN \(latest) THEN 2 WHEN person_id IN (\(list: excludingPersons)) THEN 1 ELSE 0 END,
                    run_at, id
                LIMIT 1 \(connection.dialect.skipLocked))
            RETURNING \(Self.columns)
            """
        ).map(Self.job)
    }

    /// Whether a claim would find something, without writing.
    package func isDue(now: Instant, names: [String]) throws -> Bool {
        try connection.row(
            """
            SELECT id FROM job
            WHERE state = 'waiting' AND run_at <= \(now) AND name IN (\(list: names))
            LIMIT 1
            """) != nil
    }

    /// False when the job is not this worker's any more.
    package func renew(_ id: ID<JobRecord>, worker: String, until: Instant) throws -> Bool {
        try connection.run(
            "UPDATE job SET lease_until = \(until) WHERE id = \(id) AND leased_by = \(worker)") == 1
    }

    /// Waits for something outside, and not because of itself: the attempt does not count.
    package func postpone(_ id: ID<JobRecord>, worker: String, error: String, runAt: Instant) throws {
        try connection.run(
            """
            UPDATE job
            SET state = 'waiting', run_at = \(runAt), attempts = attempts - 1,
                last_error = \(String(error.prefix(2000))), leased_by = NULL, lease_until = NULL
            WHERE id = \(id) AND leased_by = \(worker)
            """)
    }

    package func setProgress(_ id: ID<JobRecord>, worker: String, percent: Int) throws {
        try connection.run(
            "UPDATE job SET progress_percent = \(percent) WHERE id = \(id) AND leased_by = \(worker)")
    }

    package func finish(_ id: ID<JobRecord>, worker: String, at now: Instant) throws {
        try connection.run(
            """
            UPDATE job
            SET state = 'done', progress_percent = 100, finished_at = \(now), leased_by = NULL, lease_until = NULL,
                last_error = NULL
            WHERE id = \(id) AND leased_by = \(worker)
            """)
    }

    package func retry(_ id: ID<JobRecord>, worker: String, error: String, runAt: Instant) throws {
        try connection.run(
            """
            UPDATE job
            SET state = 'waiting', run_at = \(runAt), last_error = \(String(error.prefix(2000))), leased_by = NULL,
                lease_until = NULL
            WHERE id = \(id) AND leased_by = \(worker)
            """)
    }

    package func fail(_ id: ID<JobRecord>, worker: String, error: String, at now: Instant) throws {
        try connection.run(
            """
            UPDATE job
            SET state = 'failed', finished_at = \(now), last_error = \(String(error.prefix(2000))), leased_by = NULL,
                lease_until = NULL
            WHERE id = \(id) AND leased_by = \(worker)
            """)
    }

    /// Jobs of workers that did not end them: back to waiting, or poison after the second death. Returns them.
    /// - Parameter node: of the storage folder whose workers are meant, where several nodes have some.
    package func returnAll(ofDeadWorkersExcept worker: String, on node: String? = nil) throws -> [JobRecord] {
        let prefix = node.map { "\($0)/" } ?? ""
        return try connection.rows(
            """
            UPDATE job
            SET state = CASE WHEN deaths >= 1 THEN 'poison' ELSE 'waiting' END, deaths = deaths + 1,
                last_error = 'The server stopped while working on this.', leased_by = NULL, lease_until = NULL
            WHERE state = 'running' AND leased_by <> \(worker)
                AND substr(leased_by, 1, CAST(\(prefix.utf8.count) AS integer)) = \(prefix)
            RETURNING \(Self.columns)
            """
        ).map(Self.job)
    }

    /// A running job as its worker leased it. Every renewal changes it.
    package struct Lease: Sendable, Hashable {
        package let job: ID<JobRecord>
        package let worker: String
        package let until: Instant

        package init(job: ID<JobRecord>, worker: String, until: Instant) {
            self.job = job
            self.worker = worker
            self.until = until
        }
    }

    /// Of all running jobs.
    package func leases() throws -> [Lease] {
        try connection.rows("SELECT id, leased_by, lease_until FROM job WHERE state = 'running'").map { row in
            Lease(
                job: try row.id("id"), worker: try row.text("leased_by"), until: try row.instant("lease_until"))
        }
    }

    /// Takes a job from a worker that has not renewed its lease: back to waiting, or poison after the second death. Nil when it
    /// was renewed or ended meanwhile.
    package func returnEnded(_ lease: Lease) throws -> JobRecord? {
        try connection.row(
            """
            UPDATE job
            SET state = CASE WHEN deaths >= 1 THEN 'poison' ELSE 'waiting' END, deaths = deaths + 1,
                last_error = 'The server stopped while working on this.', leased_by = NULL, lease_until = NULL
            WHERE id = \(lease.job) AND state = 'running' AND leased_by = \(lease.worker)
                AND lease_until = \(lease.until)
            RETURNING \(Self.columns)
            """
        ).map(Self.job)
    }

    /// A worker that stops in an orderly way: its jobs wait again as if they had not begun.
    package func handBack(_ worker: String) throws {
        try connection.run(
            """
            UPDATE job
            SET state = 'waiting', attempts = attempts - 1, leased_by = NULL, lease_until = NULL
            WHERE state = 'running' AND leased_by = \(worker)
            """)
    }

    /// What the jobs of one kind that are not done are about.
    package func payloads(of name: String) throws -> [String] {
        try connection.rows("SELECT payload FROM job WHERE name = \(name) AND state <> 'done'")
            .map { try $0.text("payload") }
    }

    /// Of work that will be done, or is being done.
    package func comingPayloads(of name: String) throws -> [String] {
        try connection.rows("SELECT payload FROM job WHERE name = \(name) AND state IN ('waiting', 'running')")
            .map { try $0.text("payload") }
    }

    /// Whether work of this kind on the clip, or on none, waits to be begun.
    package func isWaiting(_ name: String, clip: ID<Clip>?) throws -> Bool {
        let ofClip: SQL = if let clip { "clip_id = \(clip)" } else { "clip_id IS NULL" }
        return try connection.count(
            "SELECT COUNT(*) FROM job WHERE state = 'waiting' AND name = \(name) AND \(ofClip)") > 0
    }

    /// Whether this work on the clip was added since the latest `cause` on it was.
    package func hasFollowed(_ name: String, payload: String, clip: ID<Clip>, since cause: String) throws -> Bool {
        try connection.row(
            """
            SELECT id FROM job
            WHERE clip_id = \(clip) AND name = \(name) AND payload = \(payload)
                AND created_at >= (SELECT MAX(created_at) FROM job WHERE clip_id = \(clip) AND name = \(cause))
            LIMIT 1
            """) != nil
    }

    /// Newest first.
    package func list(state: JobState?, limit: Int) throws -> [JobRecord] {
        let inState: SQL = if let state { "state = \(state)" } else { "TRUE" }
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM job
            WHERE \(inState)
            ORDER BY created_at DESC, id DESC
            LIMIT \(limit)
            """
        ).map(Self.job)
    }

    /// The newest of one kind.
    package func latest(named name: String) throws -> JobRecord? {
        try connection.row(
            "SELECT \(Self.columns) FROM job WHERE name = \(name) ORDER BY created_at DESC, id DESC LIMIT 1"
        ).map(Self.job)
    }

    /// What is not done of a clip's work: the latest of each name.
    package func active(of clip: ID<Clip>) throws -> [JobRecord] {
        let jobs = try connection.rows(
            "SELECT \(Self.columns) FROM job WHERE clip_id = \(clip) ORDER BY created_at DESC, id DESC"
        ).map(Self.job)
        var seen: Set<String> = []
        return jobs.filter { seen.insert("\($0.name) \($0.payload)").inserted }.filter { $0.state != .done }
    }

    package func find(_ id: ID<JobRecord>) throws -> JobRecord? {
        try connection.row("SELECT \(Self.columns) FROM job WHERE id = \(id)").map(Self.job)
    }

    /// Starts a failed or isolated job anew, with all its attempts.
    package func requeue(_ id: ID<JobRecord>, at now: Instant) throws {
        try connection.run(
            """
            UPDATE job
            SET state = 'waiting', run_at = \(now), attempts = 0, deaths = 0, progress_percent = 0, finished_at = NULL
            WHERE id = \(id) AND state IN ('failed', 'poison')
            """)
    }

    package func counts() throws -> [JobState: Int] {
        try Dictionary(
            connection.rows("SELECT state, COUNT(*) AS number FROM job GROUP BY state")
                .map { (try $0.value("state", as: JobState.self), try $0.int("number")) },
            uniquingKeysWith: { first, _ in first })
    }

    package func deleteDone(before limit: Instant) throws {
        try connection.run("DELETE FROM job WHERE state = 'done' AND finished_at < \(limit)")
    }

    private static let columns: SQL = """
        id, name, payload, clip_id, person_id, state, attempts, deaths, run_at, progress_percent, last_error, created_at,
        finished_at
        """

    private static func job(_ row: Row) throws -> JobRecord {
        JobRecord(
            id: try row.id("id"), name: try row.text("name"), payload: try row.text("payload"),
            clip: try row.idOrNil("clip_id"), person: try row.idOrNil("person_id"),
            state: try row.value("state", as: JobState.self), attempts: try row.int("attempts"),
            deaths: try row.int("deaths"), runAt: try row.instant("run_at"),
            progressPercent: try row.int("progress_percent"), lastError: try row.textOrNil("last_error"),
            createdAt: try row.instant("created_at"), finishedAt: try row.instantOrNil("finished_at"))
    }
}
