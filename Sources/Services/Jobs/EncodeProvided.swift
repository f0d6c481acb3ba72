import Database
import Domain
import Lookup
import Outbound
import Store

/// Has the provider's vectors made of what is said in clips that lack them, and then learns what the objections mean by them. What
/// was made stays when it is interrupted.
package struct EncodeProvided: Job {
    package static let name = "lookup.encode_provided"
    package static let lane = JobLane.provided
    package static let label = "Having the provider learn what is said"

    package init() {}

    /// Clips whose vectors are asked for, and kept, together.
    private static let batch = 16

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        guard let provided = workshop.index.provided else { return }
        let indexing = provided.indexing
        // What another node has asked for may not have been followed here yet.
        if workshop.node != nil { try await indexing.catchUp() }
        let lacking = indexing.index.clipsWithoutMeaning()
        for start in stride(from: 0, to: lacking.count, by: Self.batch) {
            try Task.checkCancellation()
            let some = Array(lacking[start..<min(start + Self.batch, lacking.count)])
            guard try await encode(some, provided, workshop) else { return try await startOver(provided, workshop) }
            await progress.reached(Double(start + some.count) / Double(lacking.count))
        }
        guard try await provided.learn() else { return try await startOver(provided, workshop) }
        await workshop.node?.tell(.learnProvided, "")
        // Vectors of a model nobody asks any more are of no use to anybody.
        let models = [MeaningModel.id, indexing.model]
        try await workshop.ground.database.write { try MeaningStore($0).deleteAll(except: models) }
    }

    /// - Returns: false when the vectors are of another size than those there are.
    private func encode(
        _ ids: [ID<Clip>], _ provided: ProvidedMeaning, _ workshop: Workshop
    ) async throws -> Bool {
        let model = provided.indexing.model
        let clips = try await workshop.ground.database.read { try LookupIndexing.indexed(ids, model: model, $0) }
        let lacking = clips.map { LackingMeaning(of: $0, known: $0.meaning ?? ClipMeaning()) }
        let texts = Array(Set(lacking.flatMap(\.texts))).sorted()
        let vectors = try await provided.provider.vectors(of: texts)
        let width = provided.indexing.index.meaningWidth
        var made: [(ID<Clip>, ClipMeaning)] = []
        for (clip, lacking) in zip(clips, lacking) {
            let own = lacking.texts.reduce(into: [:]) { $0[$1] = vectors[$1] }
            guard let meaning = lacking.completed(by: own) else { return false }
            // A clip in which nothing is said has no vectors of any size.
            guard meaning.count == 0 || width == nil || meaning.width == width else { return false }
            made.append((clip.id, meaning))
        }
        let now = workshop.ground.world.now()
        let kept = made
        try await workshop.ground.database.write { connection in
            for (clip, meaning) in kept {
                try MeaningStore(connection).put(meaning.stored, of: clip, model: model, at: now)
            }
        }
        try await provided.indexing.take(ids)
        return true
    }

    /// The name is the same and the model is not: nothing that was made can be compared any more.
    private func startOver(_ provided: ProvidedMeaning, _ workshop: Workshop) async throws {
        provided.provider.note(EmbeddingsOfAnotherSize(), isLookup: false)
        let model = provided.indexing.model
        try await workshop.ground.database.write { try MeaningStore($0).delete(model: model) }
        // Before anybody makes new ones: the others must not keep old ones beside them.
        await workshop.node?.tell(.startOver, "")
        try await provided.startOver()
    }
}
