import Database
package import Domain
package import Lookup
import Store

/// Keeps the live index in step with what is committed.
package struct LookupIndexing: Sendable {
    private let ground: Ground
    package let index: LiveIndex

    package init(ground: Ground, index: LiveIndex) {
        self.ground = ground
        self.index = index
    }

    /// Takes one clip into the index as it is now, or out of it.
    package func refresh(_ id: ID<Clip>) async throws {
        let clip = try await ground.database.read { try Self.indexed(id, $0) }
        if let clip { index.replace(clip) } else { index.remove(id) }
    }

    /// The lists have changed: phrasings, labels and aliases are words to be found by.
    package func refreshTaxonomy() async throws {
        index.replace(taxonomy: LookupTaxonomy(try await ground.database.read { try TermStore($0).taxonomy() }))
    }

    /// Everything from the store: at start. Lookups go on meanwhile, and changes made meanwhile win.
    package func rebuild() async throws {
        try await index.rebuild { draft in
            let taxonomy = try await ground.database.read { try TermStore($0).taxonomy() }
            let ids = try await ground.database.read { try ClipStore($0).published() }
            for start in stride(from: 0, to: ids.count, by: Self.batch) {
                let part = Array(ids[start..<min(start + Self.batch, ids.count)])
                draft.add(try await ground.database.read { try Self.indexed(part, $0) })
                // Thousands of clips take seconds; requests get their turn in between.
                await Task.yield()
            }
            return LookupTaxonomy(taxonomy)
        }
    }

    private static let batch = 250

    /// Nil for what must not be found: not published, withdrawn, or gone.
    private static func indexed(_ id: ID<Clip>, _ connection: any Connection) throws -> IndexedClip? {
        try indexed([id], connection).first
    }

    private static func indexed(_ ids: [ID<Clip>], _ connection: any Connection) throws -> [IndexedClip] {
        let moments = try MomentStore(connection).list(of: ids)
        let lines = try TranscriptStore(connection).latestLines(of: ids)
        return try ClipStore(connection).find(ids: ids).compactMap { clip in
            IndexedClip(clip, lines: lines[clip.id] ?? [], moments: moments[clip.id] ?? [])
        }
    }
}
