import Database
import Lookup
import Services

/// What looking at bits first loses, over the clips that are measured with.
struct PrefilterBench: Sendable {
    let ground: BenchGround
    let queries: Int

    /// - Returns: nil without the model.
    func run() async throws -> PrefilterRecall? {
        let composition = try await Composition(ground.settings)
        try await composition.services.indexing.rebuild()
        let index = composition.services.indexing.index
        let texts = QueryMaker(corpus: ground.corpus).queries(queries * 2).filter { !$0.isTyping }.prefix(queries)
            .map(\.text)
        let recall = try await onOwnThread { index.prefilterRecall(of: texts) }
        try await composition.close()
        return recall
    }
}
