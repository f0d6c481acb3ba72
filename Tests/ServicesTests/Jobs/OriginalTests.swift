import Database
import Domain
import Foundation
import Media
import Rehearsal
import Store
import Testing

@testable import Services

/// What a job works on stays, whatever becomes of the copy it was taken from.
struct OriginalTests {
    @Test func anOriginalIsThereUntilTheJobIsDone() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let hash = try await stage.keep("the original")
            let now = stage.world.now
            try await stage.database.write { try BlobRowStore($0).insert(hash: hash.text, bytes: 12, at: now) }
            let clip = try await stage.clip(of: ana, state: .processing) { $0.media.originalBlob = hash.text }
            let workshop = try await stage.workshop()
            let (path, read) = try await workshop.withOriginal(of: stage.stored(clip)) { path in
                try await stage.blobs.delete(hash)
                return (path, try Data(contentsOf: URL(fileURLWithPath: path)))
            }
            #expect(read == Data("the original".utf8))
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}
