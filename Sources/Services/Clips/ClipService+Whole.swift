import Database
package import Domain
package import Lookup
import Store

/// Clips that come with all their words at once: for load, where sending each through its own requests would take hours.
extension ClipService {
    /// A clip and everything that is said in it.
    package struct WholeClip: Sendable {
        package let clip: Clip
        package let transcript: Transcript
        package let moments: [Moment]
        /// Vectors that are made already.
        package let meaning: ClipMeaning?

        package init(clip: Clip, transcript: Transcript, moments: [Moment], meaning: ClipMeaning? = nil) {
            self.clip = clip
            self.transcript = transcript
            self.moments = moments
            self.meaning = meaning
        }
    }

    /// Writes the clips in one transaction, in the states they have; lookup finds them afterwards.
    /// - Throws: 403 for anyone but the machine's own commands; what the database says about a clip that cannot be.
    package func addWhole(_ clips: [WholeClip], by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        guard actor.isOperator else { throw Problem.forbidden() }
        let now = ground.world.now()
        try await ground.change { connection, events in
            for whole in clips {
                try ClipStore(connection).insert(whole.clip)
                try TranscriptStore(connection).insert(whole.transcript, clip: whole.clip.id)
                try MomentStore(connection).replaceAll(of: whole.clip.id, with: whole.moments)
                if let meaning = whole.meaning {
                    try MeaningStore(connection).put(
                        meaning.stored, of: whole.clip.id, model: MeaningModel.id, at: now)
                }
            }
            events.append(Event("clip.added_whole", by: actor, note: "\(clips.count)"))
        }
        try await index.replace(
            clips.compactMap {
                IndexedClip(
                    $0.clip, lines: $0.transcript.lines.map(TimedLine.init), moments: $0.moments, meaning: $0.meaning)
            })
    }
}
