import Domain

/// Work in the background. What went wrong is told to those responsible, as a sentence; never the payload.
struct JobJSON: Encodable {
    let id: ID<JobRecord>
    let name: String
    let clip: ID<Clip>?
    let state: JobState
    let attempts: Int
    let progressPercent: Int
    let runAt: Instant
    let createdAt: Instant
    let finishedAt: Instant?
    let lastError: String?

    /// - Parameter showsError: only for whoever may see the log of the job.
    init(_ job: JobRecord, showsError: Bool = false) {
        id = job.id
        name = job.name
        clip = job.clip
        state = job.state
        attempts = job.attempts
        progressPercent = job.progressPercent
        runAt = job.runAt
        createdAt = job.createdAt
        finishedAt = job.finishedAt
        lastError = showsError ? job.lastError : nil
    }

    static let schema = Schema.object(
        "Job",
        [
            .init("id", .id), .init("name", .text), .optional("clip", .id), .init("state", .choice(JobState.self)),
            .init("attempts", .integer), .init("progress_percent", .integer), .init("run_at", .time),
            .init("created_at", .time), .optional("finished_at", .time), .optional("last_error", .text),
        ])
}
