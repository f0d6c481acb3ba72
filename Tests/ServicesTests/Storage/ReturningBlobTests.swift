import Database
import Domain
import Foundation
import Media
import Rehearsal
import Store
import Synchronization
import Testing

@testable import Services

/// Bytes that nobody needed any more are brought in again while they are swept.
struct ReturningBlobTests {
    @Test func whoBringsInWhatIsBeingDeletedWaitsUntilItIsGone() async throws {
        try await Self.open { stage, workshop, hash in
            let seen = Mutex<[Bool]>([])
            stage.blobs.beforeDeleting {
                let isOutOfReach = try await workshop.isOutOfReach(hash)
                seen.withLock { $0.append(isOutOfReach) }
            }
            try await stage.services.storage.sweep()

            #expect(seen.withLock { $0 } == [false])
            #expect(try await stage.blobs.size(of: hash) == nil)
            #expect(try await workshop.isOutOfReach(hash))
        }
    }

    @Test func whatIsBroughtInAgainIsOutOfTheSweepersReachBeforeItIsThere() async throws {
        try await Self.open { stage, workshop, hash in
            stage.blobs.beforeAdopting { try await stage.services.storage.sweep() }
            let file = "\(stage.folder)/again"
            try Data("nobody needs this".utf8).write(to: URL(fileURLWithPath: file))

            try await workshop.adopt(file: file, as: hash)
            try await stage.services.storage.sweep()

            #expect(try await stage.blobs.size(of: hash) != nil)
            #expect(try await stage.database.read { try BlobRowStore($0).exists(hash.text) })
        }
    }

    @Test func aSweeperThatDiedHoldsNobodyUp() async throws {
        try await Self.open { stage, workshop, hash in
            stage.blobs.beforeDeleting { throw Interrupted() }
            await #expect(throws: Interrupted.self) { try await stage.services.storage.sweep() }
            stage.world.advance(seconds: 299)
            let before = try await workshop.isOutOfReach(hash)
            stage.world.advance(seconds: 2)
            let after = try await workshop.isOutOfReach(hash)
            #expect(!before && after)
        }
    }

    @Test func whatASweeperLeftHalfDoneIsSweptAgain() async throws {
        try await Self.open { stage, _, hash in
            stage.blobs.beforeDeleting { throw Interrupted() }
            await #expect(throws: Interrupted.self) { try await stage.services.storage.sweep() }
            stage.blobs.beforeDeleting(nil)

            try await stage.services.storage.sweep()

            #expect(try await stage.blobs.size(of: hash) == nil)
            #expect(try await stage.database.read { try !BlobRowStore($0).exists(hash.text) })
        }
    }

    /// With a blob that has been nobody's for longer than a day.
    private static func open(_ body: (Stage, Workshop, BlobHash) async throws -> Void) async throws {
        try await Stage.open { stage in
            let hash = try await stage.keep("nobody needs this")
            let now = stage.world.now
            try await stage.database.write { try BlobRowStore($0).insert(hash: hash.text, bytes: 1, at: now) }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
                ofItemAtPath: try await stage.blobs.localFile(of: hash))
            stage.world.advance(seconds: 86_401)
            try await body(stage, try await stage.workshop(), hash)
        }
    }
}

extension Stage {
    /// What jobs work with.
    func workshop() async throws -> Workshop {
        let tools = await MediaTools.find(isSandboxed: false, speechPython: "", speechModel: "", speechWorker: "")
        let queue = JobQueue(world: world.world, smallWrites: BatchingWriter(database))
        return Workshop(
            ground: Ground(database: database, world: world.world, logger: Self.quiet), blobs: blobs, spool: spool,
            tools: tools, queue: queue, live: services.live, index: services.indexing, node: nil,
            jobFolder: "\(folder)/jobs")
    }
}
