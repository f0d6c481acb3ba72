import Database
package import Domain
import Logging
package import Lookup
import Store

/// Keeps the live index in step with what is committed.
package struct LookupIndexing: Sendable {
    let ground: Ground
    private let queue: JobQueue
    package let index: LiveIndex
    /// Where the index is kept for the next start; nil keeps it nowhere.
    private let file: String?
    /// Whose vectors are in it.
    let model: String
    /// The same with vectors of a provider; nil where nobody provides any, and in that one itself.
    package private(set) var provided: ProvidedMeaning?

    package init(ground: Ground, queue: JobQueue, index: LiveIndex, file: String? = nil) {
        self.init(ground: ground, queue: queue, index: index, file: file, model: MeaningModel.id)
    }

    private init(ground: Ground, queue: JobQueue, index: LiveIndex, file: String?, model: String) {
        self.model = model
        self.file = file
        self.ground = ground
        self.queue = queue
        self.index = index
    }

    /// Keeps a second index by the vectors of `provider`, in step with this one.
    func adding(_ provider: EmbeddingsProvider) -> LookupIndexing {
        var both = self
        both.provided = ProvidedMeaning(
            provider: provider,
            indexing: LookupIndexing(
                ground: ground, queue: queue, index: LiveIndex(providedWith: index.dictionary),
                file: file.map { "\($0).provided" }, model: provider.place.id))
        return both
    }

    /// Takes one clip into the index as it is now, or out of it.
    package func refresh(_ id: ID<Clip>) async throws {
        try await provided?.indexing.refresh(id)
        var isNews = false
        let clip = try await settle([id]) { clips in
            for clip in clips where index.replace(noticing: clip) { isNews = true }
        }.first
        guard let clip, index.goesByMeaning else { return }
        if !(clip.meaning ?? ClipMeaning()).isComplete(for: clip) {
            // Learning follows when it is encoded.
            try await addEncoding(of: id)
        } else if isNews {
            try await addLearning()
        }
    }

    /// Takes clips into the index as they are now, or out of it.
    func take(_ ids: [ID<Clip>]) async throws {
        _ = try await settle(ids) { index.replace($0) }
    }

    /// Reads clips and puts them in, and those that are gone out, again and again until nobody has changed them in between: who
    /// read later may have put in sooner, here or after another node's change.
    private func settle(
        _ ids: [ID<Clip>], _ put: ([IndexedClip]) -> Void
    ) async throws -> [IndexedClip] {
        var rest = ids
        var found: [ID<Clip>: IndexedClip] = [:]
        while !rest.isEmpty {
            let asked = rest
            let (clips, before) = try await ground.database.read { [model] connection in
                (
                    try Self.indexed(asked, model: model, connection),
                    try MeaningStore(connection).stamps(of: asked, model: model)
                )
            }
            put(clips)
            for id in asked { found[id] = nil }
            for clip in clips { found[clip.id] = clip }
            let gone = asked.filter { found[$0] == nil }
            if !gone.isEmpty { index.remove(gone) }
            let after = try await ground.database.read { [model] in
                try MeaningStore($0).stamps(of: asked, model: model)
            }
            rest = asked.filter { before[$0] != after[$0] }
        }
        return ids.compactMap { found[$0] }
    }

    /// What clips and phrasings say about objections, learned anew here.
    func learn() async throws {
        guard index.encoder != nil else { return }
        let index = index
        try await onQuietThread { index.learn() }
    }

    /// The lists have changed: phrasings, labels and aliases are words to be found by.
    package func refreshTaxonomy() async throws {
        try await provided?.indexing.refreshTaxonomy()
        let taxonomy = LookupTaxonomy(try await ground.database.read { try TermStore($0).taxonomy() })
        if index.replace(noticing: taxonomy) { try await addLearning() }
    }

    /// Takes clips in that somebody has at hand.
    func replace(_ clips: [IndexedClip]) async throws {
        index.replace(clips)
        guard let provided, !clips.isEmpty else { return }
        // Their vectors are the built-in model's.
        provided.indexing.index.replace(
            clips.map { clip in
                var clip = clip
                clip.meaning = nil
                return clip
            })
        try await provided.indexing.addEncoding(of: nil)
    }

    /// What clips or phrasings say about objections has changed: learned anew in the background, once for many changes.
    func addLearning() async throws {
        guard index.goesByMeaning else { return }
        if index.encoder == nil {
            try await add(EncodeProvided(), clip: nil)
        } else {
            try await add(LearnSituations(), clip: nil)
        }
    }

    /// - Parameter clip: nil for all that lack something.
    private func addEncoding(of clip: ID<Clip>?) async throws {
        if index.encoder == nil {
            // One job does all that wait: a provider that is gone for a day leaves one that failed and not hundreds.
            try await add(EncodeProvided(), clip: nil)
        } else {
            try await add(EncodeMeaning(clip: clip), clip: clip)
        }
    }

    /// The same from where nothing can be thrown.
    func encodeAgain() async {
        do {
            try await addEncoding(of: nil)
        } catch {
            ground.logger.warning("vectors cannot be made anew", metadata: ["error": "\(error)"])
        }
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
            try await forEachBatch(of: ids) { draft.add($0) }
            read = ids.count
            return LookupTaxonomy(taxonomy)
        }
        if read > Self.worthKeeping { try await keepAndMap() }
        // Nothing had to be read: the file has it all.
        if read == 0, file != nil, index.clipCount > 0 { index.noteKept() }
        try await learn()
        // What was published while there was no model, and what a crash has left; a provider is asked for the phrasings anyway.
        if index.goesByMeaning, index.encoder == nil && index.clipCount > 0 || !index.clipsWithoutMeaning().isEmpty {
            try await addEncoding(of: nil)
        }
        try await provided?.indexing.rebuild()
    }

    /// Two batches are read and cut while one is taken in; whichever is cut first is taken first.
    private func forEachBatch(of ids: [ID<Clip>], _ take: (CutBatch) -> Void) async throws {
        try await withThrowingTaskGroup(of: CutBatch.self) { group in
            var starts = stride(from: 0, to: ids.count, by: Self.batch).makeIterator()
            func readOn() {
                guard let start = starts.next() else { return }
                let part = Array(ids[start..<min(start + Self.batch, ids.count)])
                group.addTask { index.cut(try await clips(part)) }
            }
            readOn()
            readOn()
            while let cut = try await group.next() {
                readOn()
                take(cut)
            }
        }
    }

    private func clips(_ ids: [ID<Clip>]) async throws -> [IndexedClip] {
        try await ground.database.read { [model] in try Self.indexed(ids, model: model, $0) }
    }

    /// Takes what a kept index has; the clips that have to be read from the store.
    private func unkept(_ draft: inout IndexDraft) async throws -> [ID<Clip>] {
        guard let file, KeptIndex.isThere(path: file) else {
            return try await ground.database.read { try ClipStore($0).published() }
        }
        let model = model
        async let read = ground.database.read { try MeaningStore($0).stamps(model: model) }
        let kept = KeptIndex(path: file, model: model)
        let stamps = try await read
        guard let kept else { return stamps.keys.sorted { $0.text < $1.text } }
        return draft.adopt(kept, stamps: stamps)
    }

    /// Lets go of the memory that only encoding needs, until something is encoded again.
    package func rest() {
        index.encoder?.rest()
    }

    /// Keeps the index for the next start. Without it the next start takes longer, nothing else.
    package func keep() async throws {
        let model = model
        try await writing { try $0.keep(in: $1, model: model) }
        try await provided?.indexing.keep()
    }

    /// Keeps what was read anew, and lives from the file.
    private func keepAndMap() async throws {
        let model = model
        try await writing { try $0.settle(in: $1, model: model) }
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
    static let batch = 250

    /// Without what must not be found: not published, withdrawn, or gone.
    /// - Parameter model: whose vectors come with them.
    static func indexed(
        _ ids: [ID<Clip>], model: String = MeaningModel.id, _ connection: any Connection
    ) throws -> [IndexedClip] {
        let moments = try MomentStore(connection).list(of: ids)
        let lines = try TranscriptStore(connection).latestLines(of: ids)
        let stamps = try MeaningStore(connection).stamps(of: ids, model: model)
        let meanings = try MeaningStore(connection).find(ids, model: model)
        return try ClipStore(connection).find(ids: ids).compactMap { clip in
            var found = IndexedClip(
                clip, lines: lines[clip.id] ?? [], moments: moments[clip.id] ?? [],
                meaning: meanings[clip.id].flatMap { ClipMeaning(stored: $0) })
            found?.stamp = stamps[clip.id]
            return found
        }
    }
}
