package import Database
package import Domain
import Foundation
import Store

/// Where services leave work, inside their own transaction.
package struct JobQueue: Sendable {
    private let world: World
    /// For writes so small and frequent that they share transactions.
    package let smallWrites: BatchingWriter

    package init(world: World, smallWrites: BatchingWriter) {
        self.world = world
        self.smallWrites = smallWrites
    }

    /// Adds work with the caller's connection: it is there exactly when the change it belongs to is.
    package func add<Work: Job>(
        _ job: Work, clip: ID<Clip>?, person: ID<Person>?, _ connection: any Connection
    ) throws {
        let now = world.now()
        try JobStore(connection).insert(
            JobRecord(
                id: world.id(), name: Work.name,
                payload: try payload(job), clip: clip, person: person,
                state: .waiting, attempts: 0, deaths: 0, runAt: now, progressPercent: 0, lastError: nil,
                createdAt: now, finishedAt: nil))
    }

    /// Adds what follows from a job of the name `cause`. That job is carried out again when its server dies between this
    /// commit and its end; what follows is not.
    package func addOnce<Work: Job>(
        _ job: Work, after cause: String, clip: ID<Clip>, person: ID<Person>?, _ connection: any Connection
    ) throws {
        let isThere = try JobStore(connection).hasFollowed(
            Work.name, payload: try payload(job), clip: clip, since: cause)
        if !isThere { try add(job, clip: clip, person: person, connection) }
    }

    /// A job's payload as it is stored: the same work is the same text.
    func payload(_ job: some Job) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(job), as: UTF8.self)
    }

    /// Begins a failed or isolated job again. A clip that was refused because of it is on its way again, too: otherwise
    /// nothing would take it out of `rejected` once the job succeeds.
    package func restart(_ job: JobRecord, _ connection: any Connection) throws {
        let now = world.now()
        try JobStore(connection).requeue(job.id, at: now)
        guard let id = job.clip, job.makesPlayable, let clip = try ClipStore(connection).find(id),
            clip.state == .rejected || clip.stateBeforeTrash == .rejected
        else { return }
        try ClipStore(connection).setState(.processing, rejection: nil, of: id, at: now)
    }
}
