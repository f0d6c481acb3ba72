import Database
import Domain
import Lookup
import Store

extension LookupIndexing {
    /// Takes clips that another node has changed into the index as they are now, or out of it. What follows from it is that
    /// node's work.
    func follow(_ ids: [ID<Clip>]) async throws {
        try await provided?.indexing.follow(ids)
        try await takeAll(Array(Set(ids)).sorted { $0.text < $1.text })
    }

    /// Takes in what other nodes have changed and this one has not followed yet: before work that has to see all of it.
    func catchUp() async throws {
        let model = model
        let stamps = try await ground.database.read { try MeaningStore($0).stamps(model: model) }
        try await takeAll(index.outdated(stamps).sorted { $0.text < $1.text })
    }

    private func takeAll(_ ids: [ID<Clip>]) async throws {
        for start in stride(from: 0, to: ids.count, by: Self.batch) {
            try await take(Array(ids[start..<min(start + Self.batch, ids.count)]))
        }
    }

    /// The lists as another node has changed them.
    func followTaxonomy() async throws {
        try await provided?.indexing.followTaxonomy()
        index.replace(taxonomy: LookupTaxonomy(try await ground.database.read { try TermStore($0).taxonomy() }))
    }
}
