import Domain
import Rehearsal
import Services
import Testing

/// Comments that are said by voice or video.
struct RecordingTests {
    private static func draft(of actor: Actor, _ stage: Stage, state: ClipState = .draft) async throws -> ID<Clip> {
        try await stage.clip("answer", of: actor, state: state, visibility: .team, said: "Ask the price back")
    }

    private static func spoken(_ recording: ID<Clip>) throws -> NewFeedback {
        try NewFeedback(text: "", startMilliseconds: 5000, recording: recording)
    }

    @Test func whatIsSaidIsHeardByWhoeverMayReadTheComment() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let recording = try await Self.draft(of: cast.performer, stage)
            let thread = try await stage.services.feedback.give(Self.spoken(recording), on: clip, by: cast.performer)
                .thread
            let shown = try #require(thread.comments.first)
            #expect(shown.recording?.isReady == true)
            #expect(shown.recording?.said == "Ask the price back")
            let media = stage.services.media
            for actor in [cast.owner, cast.peer, cast.manager] {
                #expect(try await media.open(.main, saidIn: shown.comment.id, by: actor).contentType == "video/mp4")
            }
            #expect(
                try await refusal { try await media.open(.main, saidIn: shown.comment.id, by: cast.outsider) }
                    == .notFound)
        }
    }

    @Test func itIsInNoListOfClips() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let recording = try await Self.draft(of: cast.performer, stage)
            let clips = stage.services.clips
            #expect(try await clips.list(ClipFilter(shelf: .mine), by: cast.performer).items.map(\.id) == [recording])
            _ = try await stage.services.feedback.give(Self.spoken(recording), on: clip, by: cast.performer)
            #expect(try await clips.list(ClipFilter(shelf: .mine), by: cast.performer).items.isEmpty)
            #expect(try await clips.list(ClipFilter(), by: cast.admin).items.map(\.id) == [clip])
            #expect(try await clips.counts(by: cast.performer).states[.draft] == nil)
        }
    }

    @Test func onlyOnesOwnUnusedDraftsCanBeSaid() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let used = try await Self.draft(of: cast.performer, stage)
            _ = try await feedback.give(Self.spoken(used), on: clip, by: cast.performer)
            let others = try await Self.draft(of: cast.owner, stage)
            let published = try await Self.draft(of: cast.performer, stage, state: .published)
            for recording in [used, others, published, clip, ID("clip_nowhere")] {
                let problem = try await refusal {
                    try await feedback.give(Self.spoken(recording), on: clip, by: cast.performer)
                }
                #expect(problem?.errors.map(\.field) == ["recording"], "\(recording)")
            }
            // Nothing was half written.
            #expect(try await feedback.page(of: clip, by: cast.owner).threadCount == 1)
            #expect(try await stage.services.clips.list(ClipFilter(shelf: .mine), by: cast.performer).items.count == 1)
        }
    }

    @Test func takingACommentAwayTakesWhatWasSaidToo() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let recording = try await Self.draft(of: cast.performer, stage)
            let thread = try await stage.services.feedback.give(Self.spoken(recording), on: clip, by: cast.performer)
                .thread
            let id = try #require(thread.comments.first?.comment.id)
            try await stage.services.feedback.delete(id, by: cast.performer)
            #expect(
                try await refusal { try await stage.services.media.open(.main, saidIn: id, by: cast.owner) }
                    == .notFound)
            #expect(try await refusal { try await stage.stored(recording) } == .notFound)
            #expect(try await stage.services.feedback.comment(id, by: cast.owner).recording == nil)
        }
    }

    @Test func nothingSaidAndNothingWrittenIsNoComment() {
        #expect(throws: Problem.self) { try NewFeedback(text: " ") }
        #expect(throws: Problem.self) { try FeedbackWords(text: "") }
    }
}
