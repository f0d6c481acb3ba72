import Database
import Domain
import Rehearsal
import Store
import Testing

struct ClipRoundTripTests {
    @Test(arguments: Engine.available)
    func everyFieldComesBackAsItWasWritten(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let owner = try stage.person(in: [team])
            let hash = try stage.blob("a", bytes: 7)
            let ids = try [TermKind.stage, .objection, .clipType, .persona, .industry].map { kind in
                try stage.term(kind, "A \(kind)").id
            }
            let clip = try stage.clip(owner: owner, team: team, state: .trashed) { clip in
                clip.details = ClipDetails(
                    title: "'It costs too much' – 100 % \\ _", description: awkwardTexts.joined(separator: "\n"),
                    stage: ids[0], objection: ids[1], clipType: ids[2], persona: ids[3], industry: ids[4],
                    language: "pt-BR", origin: .aiRolePlay, purpose: .weakExample,
                    recordedOn: Day(year: 2026, month: 2, day: 28), verifyBy: Day(daysSince1970: -1),
                    tags: awkwardTexts,
                    speakers: [ClipSpeaker(name: "Ana", person: owner.id), ClipSpeaker(name: "👨‍👩‍👧‍👦")],
                    rules: [
                        Rule(when: "w'", action: "a\"", because: ""), Rule(when: "2", action: "b", because: "🎧"),
                    ], conditions: awkwardTexts.reversed())
                clip.media = ClipMedia(
                    originalBlob: hash, originalName: "a\u{202E}b.mp4", originalBytes: Int64.max,
                    durationMilliseconds: 86_400_000, width: 1, height: 0, hasVideo: true, transcript: .failed,
                    transcriptNote: "no speech")
                clip.version = 41
                clip.updatedAt = clip.createdAt.advanced(byMilliseconds: 1)
                clip.publishedAt = Instant(milliseconds: -1)
                clip.stateBeforeTrash = .rejected
                clip.rejection = "This is no recording."
                clip.notice = Notice(
                    whoIsHeard: "Bo'", howTold: "", allows: .team, allowsExternal: true,
                    validUntil: Day(daysSince1970: 0), recordedBy: owner.id, recordedAt: stage.now,
                    withdrawnAt: stage.now.advanced(bySeconds: 9))
            }
            #expect(try stage.clips.find(clip.id) == clip)
        }
    }

    @Test(arguments: Engine.available)
    func bareClipComesBackBare(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip("", state: .processing)
            #expect(try stage.clips.find(clip.id) == clip)
            #expect(try stage.clips.find(ID("clip_none")) == nil)
        }
    }

    @Test(arguments: Engine.available, ClipState.allCases)
    func everyStateIsKept(engine: Engine, state: ClipState) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip(state: state)
            #expect(try stage.clips.find(clip.id)?.state == state)
        }
    }

    @Test(arguments: Engine.available)
    func severalAreFoundInTheOrderAskedForWithoutThoseMissing(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clips = try (0..<4).map { try stage.anyClip("Clip \($0)") }
            let ids = [clips[2].id, ID("clip_none"), clips[0].id, clips[3].id]
            #expect(try stage.clips.find(ids: ids) == [clips[2], clips[0], clips[3]])
            #expect(try stage.clips.find(ids: []).isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func deletingAClipTakesEverythingThatHangsOnIt(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let owner = try #require(try stage.people.find(clip.owner))
            try stage.notices.set(stage.notice(by: owner), clip: clip.id)
            try stage.moments.replaceAll(
                of: clip.id,
                with: [Moment(id: stage.world.id(), startMilliseconds: 0, endMilliseconds: 1, title: "Price")])
            let line = TranscriptLine(startMilliseconds: 0, endMilliseconds: 1, text: "Hello")
            try stage.transcripts.insert(
                Transcript(revision: 1, source: .machine, lines: [line], savedAt: stage.now), clip: clip.id)
            try stage.resumePoints.set(clip.owner, clip.id, milliseconds: 5, at: stage.now)
            try stage.clips.delete(clip.id)
            #expect(try stage.clips.find(clip.id) == nil)
            #expect(try stage.notices.find(clip.id) == nil)
            #expect(try stage.moments.list(of: clip.id).isEmpty)
            #expect(try stage.transcripts.latest(of: clip.id) == nil)
            #expect(try stage.connection.count("SELECT COUNT(*) FROM transcript_line") == 0)
            #expect(try stage.resumePoints.find(clip.owner, clip.id) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func usageCountsWhatAPersonOwns(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let owner = try stage.person()
            for bytes in [5, 7] as [Int64] {
                try stage.clip(owner: owner, team: team) { $0.media.originalBytes = bytes }
            }
            try stage.anyClip()
            let usage = try stage.clips.usage(of: owner.id)
            #expect(usage.clips == 2)
            #expect(usage.bytes == 12)
            #expect(try stage.clips.usage(of: ID("person_none")).bytes == 0)
        }
    }

    @Test(arguments: Engine.available)
    func sameFileOfTheSameOwnerIsKnownUnlessTrashedOrRejected(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let owner = try stage.person()
            let other = try stage.person("Bo")
            let hash = try stage.blob("a")
            for state in [ClipState.trashed, .rejected] {
                try stage.clip(owner: owner, team: team, state: state) { $0.media.originalBlob = hash }
            }
            try stage.clip(owner: other, team: team) { $0.media.originalBlob = hash }
            #expect(try stage.clips.exists(original: hash, owner: owner.id) == nil)
            let clip = try stage.clip(owner: owner, team: team, state: .draft) { $0.media.originalBlob = hash }
            #expect(try stage.clips.exists(original: hash, owner: owner.id) == clip.id)
        }
    }

    @Test(arguments: Engine.available)
    func publishedListsOnlyPublishedOldestFirst(engine: Engine) async throws {
        try await engine.onStage { stage in
            var expected: [ID<Clip>] = []
            for state in ClipState.allCases + [.published] {
                stage.world.advance(seconds: 1)
                let clip = try stage.anyClip(state: state)
                if state == .published { expected.append(clip.id) }
            }
            #expect(try stage.clips.published() == expected)
        }
    }
}
