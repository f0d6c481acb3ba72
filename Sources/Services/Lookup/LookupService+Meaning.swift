package import Domain
package import Lookup
import Outbound

/// By which models lookups go, for admins.
extension LookupService {
    package struct MeaningReport: Sendable {
        /// Of the model on this machine.
        package let model: String
        /// Why it is not there; nil when it is.
        package let problem: String?
        package let state: LiveIndex.MeaningState
        package let clips: Int
        /// Clips with everything that is said in them encoded.
        package let encodedClips: Int
        package let provider: Provider?

        /// A model somewhere else.
        package struct Provider: Sendable {
            package let host: String
            package let model: String
            package let state: ProvidedMeaning.State
            package let encodedClips: Int
            package let record: EmbeddingsProvider.Record
        }
    }

    package func meaningReport(by actor: Actor) throws -> MeaningReport {
        try Permission.requireAdmin(actor)
        let index = indexing.index
        return MeaningReport(
            model: MeaningModel.id, problem: meaningProblem, state: index.meaning, clips: index.clipCount,
            encodedClips: index.encoder == nil ? 0 : Self.encoded(index),
            provider: indexing.provided.map { provided in
                let place = provided.provider.place
                return MeaningReport.Provider(
                    host: place.target.host, model: place.model, state: provided.state,
                    encodedClips: Self.encoded(provided.indexing.index), record: provided.provider.record)
            })
    }

    private static func encoded(_ index: LiveIndex) -> Int {
        max(0, index.clipCount - index.clipsWithoutMeaning().count)
    }
}
