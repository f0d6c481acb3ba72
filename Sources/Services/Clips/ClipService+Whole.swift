import Database
package import Domain
import Lookup
import Store

/// Clips that come with all their words at once: for load, where sending each through its own requests would take hours.
extension ClipService {
    /// A clip and everything that is said in it.
    package struct WholeClip: Sendable {
        package let clip: Clip
        package let transcript: Transcript
        package let moments: [Moment]

        package init(clip: Clip, transcript: Transcript, moments: [Moment]) {
            self.clip = clip
            self.transcript = transcript
            self.moments = moments
        }
    }

    /// Writes the clips in one transaction, in the states they have; lookup finds them afterwards.
    /// - Throws: 403 for anyone but the machine's own commands; what the database says about a clip that cannot be.
    package func addWhole(_ clips: [WholeClip], by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        guard actor.isOperator else { throw Problem.forbidden() }
        try await ground.change { connection, events in
            for whole in clips {
                try ClipStore(connection).insert(whole.clip)
                try TranscriptStore(connection).insert(whole.transcript, clip: whole.clip.id)
                try MomentStore(connection).replaceAll(of: whole.clip.id, with: whole.moments)
            }
            events.append(Event("clip.added_whole", by: actor, note: "\(clips.count)"))
        }
        index.index.replace(
            clips.compactMap { IndexedClip($0.clip, lines: $0.transcript.lines, moments: $0.moments) })
    }
}
