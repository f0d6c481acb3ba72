import Domain
import Lookup

/// Lookup by the vectors of a provider, beside the built-in model's: an index of its own, so that vectors of two models never meet.
package final class ProvidedMeaning: Sendable {
    package let provider: EmbeddingsProvider
    package let indexing: LookupIndexing

    init(provider: EmbeddingsProvider, indexing: LookupIndexing) {
        self.provider = provider
        self.indexing = indexing
    }

    /// How far it is.
    package enum State: String, Sendable, CaseIterable {
        /// What is said in the clips is being turned into vectors; lookups go by the built-in model.
        case preparing
        /// Lookups go by it.
        case ready
        /// It does not answer; lookups go by the built-in model.
        case failing
    }

    package var state: State {
        if provider.record.problem != nil { return .failing }
        return indexing.index.meaning == .ready ? .ready : .preparing
    }

    /// Learns anew what the objections mean by this model.
    /// - Returns: false when its vectors are of another size than those there are.
    /// - Throws: `OutboundFailure`, `CancellationError`.
    func learn() async throws -> Bool {
        let index = indexing.index
        let vectors = try await provider.vectors(of: Array(Set(index.phrasings)).sorted())
        if let width = index.meaningWidth, vectors.values.contains(where: { $0.count != width }) { return false }
        try await onQuietThread { index.learn(from: vectors) }
        return true
    }

    /// The model has become another one, and nobody has vectors of the one before any more.
    func startOver() async throws {
        indexing.index.forgetMeaning()
        try await indexing.rebuild()
    }

    /// The answer by this model; nil where the built-in one has to answer.
    func answer(_ input: LookupInput, viewer: Viewer, today: Day) async -> LookupAnswer? {
        let index = indexing.index
        guard index.meaning == .ready, !input.text.isEmpty else { return nil }
        let unknown = index.unknownSentences(of: input, viewer: viewer, today: today)
        if !unknown.isEmpty {
            // Whoever types is answered at once, and by this model when the hands rest.
            guard input.waitsForMeaning, let vectors = await provider.vectors(forLookup: unknown) else { return nil }
            for (text, vector) in vectors {
                guard vector.count == index.meaningWidth else {
                    provider.note(EmbeddingsOfAnotherSize(), isLookup: true)
                    await indexing.encodeAgain()
                    return nil
                }
                index.keep(vector, of: text)
            }
        }
        let answer = index.lookup(input, viewer: viewer, today: today)
        return answer.isPreliminary ? nil : answer
    }
}

/// The provider has another model under the same name.
struct EmbeddingsOfAnotherSize: Error, CustomStringConvertible {
    let description = "The vectors have another size than before: the model is another one. Everything is encoded anew."
}
