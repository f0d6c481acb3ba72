import Database
package import Domain
import Logging
package import Lookup
import Store

/// Keeps the live index in step with what is committed.
package struct LookupIndexing: Sendable {
    private let ground: Ground
    private let queue: JobQueue
    package let index: LiveIndex
    /// Where the index is kept for the next start; nil keeps it nowhere.
    private let file: String?

    package init(ground: Ground, queue: JobQueue, index: LiveIndex, file: String? = nil) {
        self.file = file
        self.ground = ground
        self.queue = queue
        self.index = index
    }

    /// Takes one clip into the index as it is now, or out of it.
    package func refresh(_ id: ID<Clip>) async throws {
        let clip = try await ground.database.read { try Self.indexed(id, $0) }
        guard let clip else { return index.remove(id) }
        let isNews = index.replace(noticing: clip)
        guard index.encoder != nil else { return }
        if !(clip.meaning ?? ClipMeaning()).isComplete(for: clip) {
            // Learning follows when it is encoded.
            try await add(EncodeMeaning(clip: id), clip: id)
        } else if isNews {
            try await addLearning()
        }
    }

    /// The lists have changed: phrasings, labels and aliases are words to be found by.
    package func refreshTaxonomy() async throws {
        let taxonomy = LookupTaxonomy(try await ground.database.read { try TermStore($0).taxonomy() })
        if index.replace(noticing: taxonomy) { try await addLearning() }
    }

    /// What clips or phrasings say about objections has changed: learned anew in the background, once for many changes.
    func addLearning() async throws {
        guard index.encoder != nil else { return }
        try await add(LearnSituations(), clip: nil)
    }

    /// Work that is waiting already is not added again.
    private func add<Work: Job>(_ job: Work, clip: ID<Clip>?) async throws {
        let queue = queue
        try await ground.database.write { connection in
            guard try !JobStore(connection).isWaiting(Work.name, clip: clip) else { return }
            try queue.add(job, clip: clip, person: nil, connection)
        }
    }

    /// Everything from the store: at start. Lookups go on meanwhile, and changes made meanwhile win.
    package func rebuild() async throws {
        var read = 0
        try await index.rebuild { draft in
            let taxonomy = try await ground.database.read { try TermStore($0).taxonomy() }
            let ids = try await unkept(&draft)
            var clips: [CutClip] = []
            for start in stride(from: 0, to: ids.count + 1, by: 2 * Self.batch) {
                // The next ones are read and cut while these are taken in.
                async let first = batch(of: ids, from: start)
                async let second = batch(of: ids, from: start + Self.batch)
                draft.add(clips)
                clips = try await first + second
            }
            draft.add(clips)
            read = ids.count
            return LookupTaxonomy(taxonomy)
        }
        if read > Self.worthKeeping { try await settle() }
        guard index.encoder != nil else { return }
        let index = index
        try await onQuietThread { index.learn() }
        // What was published while there was no model, and what a crash has left.
        if !index.clipsWithoutMeaning().isEmpty { try await add(EncodeMeaning(clip: nil), clip: nil) }
    }

    private func batch(of ids: [ID<Clip>], from start: Int) async throws -> [CutClip] {
        guard start < ids.count else { return [] }
        let part = Array(ids[start..<min(start + Self.batch, ids.count)])
        return index.cut(try await ground.database.read { try Self.indexed(part, $0) })
    }

    /// Takes what a kept index has; the clips that have to be read from the store.
    private func unkept(_ draft: inout IndexDraft) async throws -> [ID<Clip>] {
        guard let file else { return try await ground.database.read { try ClipStore($0).published() } }
        let stamps = try await ground.database.read { try MeaningStore($0).stamps(model: MeaningModel.id) }
        guard let kept = KeptIndex(path: file, model: MeaningModel.id) else {
            return stamps.keys.sorted { $0.text < $1.text }
        }
        return draft.adopt(kept, stamps: stamps)
    }

    /// Lets go of the memory that only encoding needs, until something is encoded again.
    package func rest() {
        index.encoder?.rest()
    }

    /// Keeps the index for the next start. Without it the next start takes longer, nothing else.
    package func keep() async throws {
        try await writing { try $0.keep(in: $1, model: MeaningModel.id) }
    }

    /// Keeps what was read anew, and lives from the file.
    private func settle() async throws {
        try await writing { try $0.settle(in: $1, model: MeaningModel.id) }
    }

    private func writing(_ write: @escaping @Sendable (LiveIndex, String) throws -> Void) async throws {
        guard let file, index.state == .ready, index.clipCount > 0 else { return }
        let index = index
        do {
            try await onQuietThread { try write(index, file) }
        } catch {
            ground.logger.warning("the lookup index could not be kept", metadata: ["error": "\(error)"])
        }
    }

    /// After reading so many clips anew the file is written at once, and otherwise when the server stops.
    private static let worthKeeping = 1000
    private static let batch = 250

    /// Nil for what must not be found: not published, withdrawn, or gone.
    private static func indexed(_ id: ID<Clip>, _ connection: any Connection) throws -> IndexedClip? {
        try indexed([id], connection).first
    }

    static func indexed(_ ids: [ID<Clip>], _ connection: any Connection) throws -> [IndexedClip] {
        let moments = try MomentStore(connection).list(of: ids)
        let lines = try TranscriptStore(connection).latestLines(of: ids)
        let stamps = try MeaningStore(connection).stamps(of: ids, model: MeaningModel.id)
        let meanings = try MeaningStore(connection).find(ids, model: MeaningModel.id)
        return try ClipStore(connection).find(ids: ids).compactMap { clip in
            var found = IndexedClip(
                clip, lines: lines[clip.id] ?? [], moments: moments[clip.id] ?? [],
                meaning: meanings[clip.id].flatMap { ClipMeaning(stored: $0) })
            found?.stamp = stamps[clip.id]
            return found
        }
    }
}
