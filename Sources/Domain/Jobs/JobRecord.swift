/// Work that no request waits for: one durable row, claimed with a lease, tried again with growing pauses (JQ).
package struct JobRecord: Sendable, Hashable, Identified {
    package static let idPrefix = "job"

    package let id: ID<JobRecord>
    /// `clip.probe`, `clip.transcode` ...
    package let name: String
    /// JSON with ids, never rows.
    package let payload: String
    /// The clip it works for, where there is one: progress is shown there.
    package let clip: ID<Clip>?
    package let person: ID<Person>?
    package let state: JobState
    package let attempts: Int
    /// How often a worker died while it held this job; at 2 it is poison and left alone.
    package let deaths: Int
    package let runAt: Instant
    /// 0...100.
    package let progressPercent: Int
    package let lastError: String?
    package let createdAt: Instant
    package let finishedAt: Instant?

    package init(
        id: ID<JobRecord>, name: String, payload: String, clip: ID<Clip>?, person: ID<Person>?, state: JobState,
        attempts: Int, deaths: Int, runAt: Instant, progressPercent: Int, lastError: String?, createdAt: Instant,
        finishedAt: Instant?
    ) {
        self.id = id
        self.name = name
        self.payload = payload
        self.clip = clip
        self.person = person
        self.state = state
        self.attempts = attempts
        self.deaths = deaths
        self.runAt = runAt
        self.progressPercent = progressPercent
        self.lastError = lastError
        self.createdAt = createdAt
        self.finishedAt = finishedAt
    }
}

package enum JobState: String, Sendable, Hashable, Codable, CaseIterable {
    case waiting, running, done, failed, poison
}
