import Database
package import Domain
import Store

/// The glossary and transcripts that were there before a word was in it.
extension TaxonomyService {
    /// Puts right what was misheard in all transcripts, in the background. Asked for twice, it is done once.
    package func correctTranscriptsLater(by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        let jobs = jobs
        try await ground.change { connection, events in
            guard try !JobStore(connection).isWaiting(CorrectTranscripts.name, clip: nil) else { return }
            try jobs.add(CorrectTranscripts(), clip: nil, person: nil, connection)
            events.append(Event("glossary.applied", by: actor, object: nil))
        }
    }

    /// The last time that was asked for; nil when it never was, or so long ago that nobody remembers.
    package func correctingTranscripts(by actor: Actor) async throws -> JobRecord? {
        try Permission.requireAdmin(actor)
        return try await ground.database.read { try JobStore($0).latest(named: CorrectTranscripts.name) }
    }
}
