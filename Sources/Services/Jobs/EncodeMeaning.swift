import Database
import Domain
import Lookup
import Store

/// Makes the vectors lookup understands what is said by: of one clip, or of all that lack some. Words find a clip meanwhile.
package struct EncodeMeaning: Job {
    package static let name = "lookup.encode"
    package static let lane = JobLane.meaning
    package static let label = "Learning what is said"

    /// Nil for every clip that lacks some.
    let clip: ID<Clip>?

    /// After so many clips what was learned from tags is learned anew.
    private static let learnEvery = 2000

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        guard let encoder = workshop.index.index.encoder else { return }
        guard let clip else {
            try await encodeAll(encoder, workshop, progress)
            return
        }
        try await encode(clip, encoder, workshop) { await progress.reached($0) }
        try await workshop.index.addLearning()
    }

    private func encodeAll(
        _ encoder: SentenceEncoder, _ workshop: Workshop, _ progress: JobProgress
    ) async throws {
        let lacking = workshop.index.index.clipsWithoutMeaning()
        for (number, id) in lacking.enumerated() {
            try Task.checkCancellation()
            try await encode(id, encoder, workshop) { _ in }
            await progress.reached(Double(number + 1) / Double(lacking.count))
            if number % Self.learnEvery == Self.learnEvery - 1 { try await workshop.index.addLearning() }
        }
        try await workshop.index.addLearning()
    }

    private func encode(
        _ id: ID<Clip>, _ encoder: SentenceEncoder, _ workshop: Workshop,
        reached: @escaping @Sendable (Double) async -> Void
    ) async throws {
        let found = try await workshop.ground.database.read { try LookupIndexing.indexed([id], $0).first }
        guard let found else { return }
        let (fractions, feed) = AsyncStream.makeStream(of: Double.self, bufferingPolicy: .bufferingNewest(1))
        async let told: Void = {
            for await fraction in fractions { await reached(fraction) }
        }()
        defer { feed.finish() }
        let meaning = try await onQuietThread {
            encoder.meaning(of: found, known: found.meaning ?? ClipMeaning()) { done, all in
                feed.yield(Double(done) / Double(all))
            }
        }
        feed.finish()
        await told
        let now = workshop.ground.world.now()
        try await workshop.ground.database.write {
            try MeaningStore($0).put(meaning.stored, of: id, model: MeaningModel.id, at: now)
        }
        try await workshop.index.refresh(id)
    }
}

/// Learns anew what the objections mean, from the phrasings and from what clips are tagged with.
package struct LearnSituations: Job {
    package static let name = "lookup.learn"
    package static let lane = JobLane.meaning
    package static let label = "Learning what objections sound like"

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        try await workshop.index.learn()
        // Every node has an index of its own.
        await workshop.node?.tell(.learn, "")
    }
}
