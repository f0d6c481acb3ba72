import Domain
import Rehearsal
import Store
import Testing

struct TranscriptStoreTests {
    private static func transcript(_ revision: Int, _ text: String, at now: Instant) -> Transcript {
        Transcript(
            revision: revision, source: revision == 1 ? .machine : .edited,
            lines: [TranscriptLine(startMilliseconds: 0, endMilliseconds: 900, text: text)], savedAt: now)
    }

    @Test(arguments: Engine.available)
    func linesAndTheTimesOfTheirWordsComeBack(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let words = awkwardTexts.map { TimedWord(text: $0, startMilliseconds: 0, endMilliseconds: 86_400_000) }
            let lines = awkwardTexts.enumerated().map { index, text in
                TranscriptLine(startMilliseconds: index, endMilliseconds: index, text: text, words: words)
            }
            let transcript = Transcript(
                revision: 1, source: .uploaded, language: "de-CH", lines: lines, savedBy: clip.owner,
                savedAt: stage.now)
            try stage.transcripts.insert(transcript, clip: clip.id)
            #expect(try stage.transcripts.latest(of: clip.id) == transcript)
        }
    }

    @Test(arguments: Engine.available)
    func ofManyClipsTheLinesOfTheirLatestRevisionsComeAtOnce(engine: Engine) async throws {
        try await engine.onStage { stage in
            let one = try stage.anyClip()
            let other = try stage.anyClip()
            let silent = try stage.anyClip()
            let revisions = (1...2).map { Self.transcript($0, "Text \($0)", at: stage.now) }
            for transcript in revisions { try stage.transcripts.insert(transcript, clip: one.id) }
            try stage.transcripts.insert(revisions[0], clip: other.id)
            let lines = try stage.transcripts.latestLines(of: [one.id, other.id, silent.id])
            #expect(
                lines == [
                    one.id: revisions[1].lines.map(TimedLine.init), other.id: revisions[0].lines.map(TimedLine.init),
                ])
        }
    }

    @Test(arguments: Engine.available)
    func clipsAMachineWroteDownAreThoseNobodyUploadedCaptionsOfLater(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (heard, edited, uploaded, silent) = (
                try stage.anyClip().id, try stage.anyClip().id, try stage.anyClip().id, try stage.anyClip().id
            )
            for clip in [heard, edited, uploaded] {
                try stage.transcripts.insert(Self.transcript(1, "Heard", at: stage.now), clip: clip)
            }
            try stage.transcripts.insert(Self.transcript(2, "Mended", at: stage.now), clip: edited)
            try stage.transcripts.insert(
                Transcript(revision: 2, source: .uploaded, lines: [], savedAt: stage.now), clip: uploaded)
            #expect(Set(try stage.transcripts.spokenClips()) == [heard, edited])
            #expect(try stage.transcripts.latest(of: edited, source: .machine)?.lines.map(\.text) == ["Heard"])
            #expect(try stage.transcripts.latest(of: silent, source: .machine) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func everyRevisionIsKept(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let all = (1...3).map { Self.transcript($0, "Text \($0)", at: stage.now) }
            for transcript in all { try stage.transcripts.insert(transcript, clip: clip.id) }
            #expect(try stage.transcripts.latest(of: clip.id) == all[2])
            #expect(try stage.transcripts.find(clip.id, revision: 1) == all[0])
            #expect(try stage.transcripts.find(clip.id, revision: 4) == nil)
            #expect(try stage.transcripts.history(of: clip.id).map(\.revision) == [3, 2, 1])
        }
    }

    @Test(arguments: Engine.available)
    func secondSaveOfTheSameRevisionIsAConflictAndLosesNothing(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let first = Self.transcript(1, "First", at: stage.now)
            try stage.transcripts.insert(first, clip: clip.id)
            let code = stage.problemCode {
                try stage.transcripts.insert(Self.transcript(1, "Second", at: stage.now), clip: clip.id)
            }
            #expect(code == "edited_meanwhile")
            #expect(try stage.transcripts.latest(of: clip.id) == first)
        }
    }

    @Test(arguments: Engine.available)
    func clipWithoutATranscriptHasNone(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            #expect(try stage.transcripts.latest(of: clip.id) == nil)
            #expect(try stage.transcripts.history(of: clip.id).isEmpty)
        }
    }
}
