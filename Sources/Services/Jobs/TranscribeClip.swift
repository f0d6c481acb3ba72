import Database
import Domain
import Media
import Store

/// Writes down what is said in a clip. What people typed or uploaded meanwhile is never replaced.
package struct TranscribeClip: Job {
    package static let name = "clip.transcribe"
    package static let lane = JobLane.speech
    package static let label = "Writing the transcript"

    let clip: ID<Clip>

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        let found = try await workshop.clip(clip)
        guard ![.edited, .uploaded].contains(found.media.transcript) else { return }
        if let problem = workshop.tools.transcriber.problem {
            try await settle(.unavailable, problem, workshop)
            return
        }
        let glossary = GlossaryWords(try await workshop.ground.database.read { try TermStore($0).taxonomy() })
        let outcome = try await workshop.withProbed(found) { path, media in
            try await listen(to: path, media, glossary, workshop, progress)
        }
        switch outcome {
        case .done(let lines, let language): try await save(lines, language, glossary, workshop)
        case .notConfigured(let reason): try await settle(.unavailable, reason, workshop)
        case .badInput(let reason): try await settle(.failed, reason, workshop)
        }
    }

    private func listen(
        to path: String, _ media: ProbedMedia, _ glossary: GlossaryWords, _ workshop: Workshop, _ progress: JobProgress
    ) async throws -> Transcriber.Outcome {
        try await workshop.inFolder { folder in
            let wav = try await workshop.tools.transcoder.speechAudio(of: path, media, folder: folder)
            let (fractions, feed) = AsyncStream.makeStream(of: Double.self, bufferingPolicy: .bufferingNewest(1))
            async let told: Void = {
                for await fraction in fractions { await progress.reached(fraction) }
            }()
            defer { feed.finish() }
            let outcome = try await workshop.tools.transcriber.transcribe(
                wav, durationSeconds: media.durationSeconds, folder: folder, hotWords: glossary.hotWords
            ) { feed.yield($0) }
            feed.finish()
            await told
            return outcome
        }
    }

    private func save(
        _ lines: [Transcriber.Line], _ language: String, _ glossary: GlossaryWords, _ workshop: Workshop
    ) async throws {
        let now = workshop.ground.world.now()
        let clip = clip
        let transcript = Transcript(
            revision: 1, source: .machine, language: language,
            lines: lines.map { line in
                TranscriptLine(
                    startMilliseconds: line.startMilliseconds, endMilliseconds: line.endMilliseconds, text: line.text,
                    words: line.words.map {
                        TimedWord(
                            text: $0.text, startMilliseconds: $0.startMilliseconds, endMilliseconds: $0.endMilliseconds,
                            confidence: $0.confidence)
                    })
            }.map(glossary.corrected), savedAt: now)
        try await workshop.ground.database.write { connection in
            guard var media = try ClipStore(connection).find(clip)?.media else { return }
            guard try TranscriptStore(connection).latest(of: clip) == nil else { return }
            try TranscriptStore(connection).insert(transcript, clip: clip)
            media.transcript = .machine
            media.transcriptNote = lines.isEmpty ? "Nobody is heard speaking." : nil
            try ClipStore(connection).setMedia(media, of: clip, at: now)
        }
        try await workshop.tell(clip)
    }

    private func settle(_ state: TranscriptState, _ note: String, _ workshop: Workshop) async throws {
        let now = workshop.ground.world.now()
        let clip = clip
        try await workshop.ground.database.write { connection in
            guard var media = try ClipStore(connection).find(clip)?.media,
                ![.edited, .uploaded, .machine].contains(media.transcript)
            else { return }
            media.transcript = state
            media.transcriptNote = note
            try ClipStore(connection).setMedia(media, of: clip, at: now)
        }
        try await workshop.tell(clip)
    }
}
