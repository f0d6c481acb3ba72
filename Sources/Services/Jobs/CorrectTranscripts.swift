import Database
import Domain
import Store

/// Puts right in transcripts that are there already what the glossary knows to be misheard. A transcript that changes gets a new
/// revision; lines somebody wrote stay as they are.
package struct CorrectTranscripts: Job {
    package static let name = "transcript.correct"
    package static let lane = JobLane.meaning
    package static let label = "Putting right what was misheard"

    package init() {}

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        let (glossary, clips) = try await workshop.ground.database.read { connection in
            (GlossaryWords(try TermStore(connection).taxonomy()), try TranscriptStore(connection).spokenClips())
        }
        for (number, clip) in clips.enumerated() {
            try Task.checkCancellation()
            if try await correct(clip, glossary, workshop) { try await workshop.tell(clip) }
            await progress.reached(Double(number + 1) / Double(clips.count))
        }
    }

    /// - Returns: whether anything was put right.
    private func correct(
        _ clip: ID<Clip>, _ glossary: GlossaryWords, _ workshop: Workshop
    ) async throws -> Bool {
        let now = workshop.ground.world.now()
        return try await workshop.ground.database.write { connection in
            let store = TranscriptStore(connection)
            guard try ClipStore(connection).find(clip) != nil, let latest = try store.latest(of: clip),
                let heard = try store.latest(of: clip, source: .machine),
                let lines = glossary.corrected(latest.lines, writtenByMachine: Set(heard.lines.map(\.said)))
            else { return false }
            try store.insert(
                Transcript(
                    revision: latest.revision + 1, source: latest.source, language: latest.language, lines: lines,
                    savedAt: now), clip: clip)
            return true
        }
    }
}
