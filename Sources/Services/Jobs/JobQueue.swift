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
                payload: String(decoding: try JSONEncoder().encode(job), as: UTF8.self), clip: clip, person: person,
                state: .waiting, attempts: 0, deaths: 0, runAt: now, progressPercent: 0, lastError: nil,
                createdAt: now, finishedAt: nil))
    }
}
