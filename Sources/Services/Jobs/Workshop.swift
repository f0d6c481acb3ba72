import Database
import Domain
package import Media
import Store

/// What jobs work with: files, tools, the database, and who wants to hear of it.
package struct Workshop: Sendable {
    package let ground: Ground
    package let blobs: any BlobStore
    package let spool: UploadSpool
    package let tools: MediaTools
    package let queue: JobQueue
    package let live: LiveFeed
    package let index: LookupIndexing
    /// The way to other nodes; nil where there are none.
    package let node: NodeLink?
    /// Folder for what a job makes before it is a blob; one folder each, gone afterwards.
    package let jobFolder: String

    package init(
        ground: Ground, blobs: any BlobStore, spool: UploadSpool, tools: MediaTools, queue: JobQueue, live: LiveFeed,
        index: LookupIndexing, node: NodeLink?, jobFolder: String
    ) {
        self.ground = ground
        self.blobs = blobs
        self.spool = spool
        self.tools = tools
        self.queue = queue
        self.live = live
        self.index = index
        self.node = node
        self.jobFolder = jobFolder
    }

    /// The clip a job works for.
    /// - Throws: `GiveUp` when it was purged meanwhile.
    func clip(_ id: ID<Clip>) async throws -> Clip {
        let clip = try await ground.database.read { try ClipStore($0).find(id) }
        guard let clip else { throw GiveUp("The clip was removed.") }
        return clip
    }

    /// The clip's original, as a blob that is there.
    /// - Throws: `GiveUp` when the original was removed.
    func original(of clip: Clip) throws -> BlobHash {
        guard let text = clip.media.originalBlob, let hash = BlobHash(text) else {
            throw GiveUp("The original file was removed.")
        }
        return hash
    }

    /// Tells lookup and the open pages what a job changed.
    func tell(_ id: ID<Clip>) async throws {
        let clip = try await clip(id)
        try await index.refresh(id)
        await live.publish(LiveEvent(name: "clip", clip: id, what: clip.state.rawValue), about: clip.access)
    }
}
