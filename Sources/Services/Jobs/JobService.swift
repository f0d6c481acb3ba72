import Database
package import Domain
import Store

/// What an admin sees and does about background work.
package struct JobService: Sendable {
    private let ground: Ground
    private let queue: JobQueue

    package init(ground: Ground, queue: JobQueue) {
        self.ground = ground
        self.queue = queue
    }

    package func list(state: JobState?, by actor: Actor) async throws -> [JobRecord] {
        try Permission.requireAdmin(actor)
        return try await ground.database.read { try JobStore($0).list(state: state, limit: 200) }
    }

    package func counts(by actor: Actor) async throws -> [JobState: Int] {
        try Permission.requireAdmin(actor)
        return try await ground.database.read { try JobStore($0).counts() }
    }

    /// Starts a failed or isolated job again.
    package func retry(_ id: ID<JobRecord>, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        let queue = queue
        try await ground.change { connection, events in
            guard let job = try JobStore(connection).find(id) else { throw Problem.notFound }
            guard job.state == .failed || job.state == .poison else {
                throw Problem.conflict("not_failed", "This job has not failed")
            }
            try queue.restart(job, connection)
            events.append(Event("job.retried", by: actor, object: id.text))
        }
    }
}
