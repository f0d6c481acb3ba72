import Domain
import Services
import Testing

/// Transcript, captions and moments.
struct ClipWordsTests {
    @Test func anEditKeepsTheRevisionBeforeAndTheTimesOfWordsThatStayed() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, state: .draft)
            let timed = TranscriptLine(
                startMilliseconds: 0, endMilliseconds: 900, text: "Too expensive",
                words: [
                    TimedWord(text: "Too", startMilliseconds: 0, endMilliseconds: 300),
                    TimedWord(text: "expensive", startMilliseconds: 300, endMilliseconds: 900),
                ])
            let clips = stage.services.clips
            _ = try await clips.saveTranscript([timed, line("Compared to wat?")], of: clip, revision: 0, by: owner)
            var same = timed
            same.words = []
            let saved = try await clips.saveTranscript(
                [line("Compared to what?"), same], of: clip, revision: 1, by: owner)
            #expect(saved.revision == 2)
            #expect(saved.lines.map(\.text) == ["Too expensive", "Compared to what?"])
            #expect(saved.lines.map(\.words) == [timed.words, []])
            #expect(try await clips.transcriptHistory(of: clip, by: owner).map(\.revision) == [2, 1])
            let before = try await clips.transcript(of: clip, revision: 1, by: owner)
            #expect(before.lines.last?.text == "Compared to wat?")
            #expect(before.savedBy == owner.person.id)
        }
    }

    @Test func twoPeopleMendingAtOnceDoNotUndoEachOther() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, said: "Hello")
            let clips = stage.services.clips
            _ = try await clips.saveTranscript([line("By the owner")], of: clip, revision: 1, by: cast.owner)
            let code = try await refusedCode {
                try await clips.saveTranscript([line("By another")], of: clip, revision: 1, by: cast.performer)
            }
            #expect(code == "edited_meanwhile")
            #expect(try await clips.transcript(of: clip, by: cast.peer).lines.map(\.text) == ["By the owner"])
        }
    }

    @Test func captionsComeInAsWebVTTAndAsSubRip() async throws {
        let files = [
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v Ana>Too <b>expensive</b></v>\n",
            "1\r\n00:00:01,000 --> 00:00:02,500\r\nToo <i>expensive</i>\r\n",
        ]
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            for file in files {
                let clip = try await stage.clip(of: owner, said: "What the machine heard")
                let saved = try await stage.services.clips.uploadCaptions(file, of: clip, by: owner)
                #expect(saved.source == .uploaded)
                #expect(saved.revision == 2)
                #expect(saved.lines.map(\.text) == ["Too expensive"])
                #expect(saved.lines.map(\.startMilliseconds) == [1000])
                #expect(saved.lines.map(\.endMilliseconds) == [2500])
                #expect(try await stage.stored(clip).media.transcript == .uploaded)
            }
        }
    }

    @Test func captionsGoOutAndComeInAgainUnchanged() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, said: "1 < 2 & \"so on\"")
            let cues = try await stage.services.clips.captions(of: clip, by: owner)
            let again = try await stage.services.clips.uploadCaptions(Captions.vtt(cues), of: clip, by: owner)
            #expect(again.lines.map(\.text) == ["1 < 2 & \"so on\""])
        }
    }

    @Test func aFileWithoutCaptionsChangesNothing() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let clip = try await stage.clip(of: owner, said: "Hello")
            let problem = try await refusal {
                try await stage.services.clips.uploadCaptions("no times here", of: clip, by: owner)
            }
            #expect(problem?.errors.map(\.field) == ["captions"])
            #expect(try await stage.services.clips.transcript(of: clip, by: owner).revision == 1)
        }
    }

    @Test func momentsLieInsideTheClipAndKeepTheirIds() async throws {
        try await Stage.open { stage in
            let owner = try await stage.person("Ana", in: "A")
            let (clip, other) = (try await stage.clip(of: owner), try await stage.clip(of: owner))
            let clips = stage.services.clips
            let foreign = try await clips.setMoments([moment(0, 1000)], of: other, by: owner)[0].id
            let first = try await clips.setMoments([moment(5000, 9000), moment(0, 4000)], of: clip, by: owner)
            #expect(first.map(\.startMilliseconds) == [0, 5000])
            var kept = moment(6000, 9000)
            kept.id = first[1].id
            var stolen = moment(1000, 2000)
            stolen.id = foreign
            let second = try await clips.setMoments([kept, stolen], of: clip, by: owner)
            #expect(second.last?.id == first[1].id)
            #expect(second.first?.id != foreign)
            #expect(try await clips.moments(of: other, by: owner).map(\.id) == [foreign])
            let late = try await refusal { try await clips.setMoments([moment(70_000, 80_000)], of: clip, by: owner) }
            #expect(late?.errors.map(\.field) == ["moments_1"])
            #expect(try await clips.moments(of: clip, by: owner) == second)
        }
    }

    private func line(_ text: String) -> TranscriptLine {
        TranscriptLine(startMilliseconds: 1000, endMilliseconds: 2000, text: text)
    }

    private func moment(_ start: Int, _ end: Int) -> MomentInput {
        MomentInput(startMilliseconds: start, endMilliseconds: end, title: "You are too expensive")
    }
}
