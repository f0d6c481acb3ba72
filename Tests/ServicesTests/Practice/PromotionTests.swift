import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// Bringing takes into the catalog.
struct PromotionTests {
    private static func content(_ visibility: Visibility = .team) throws -> PromotionContent {
        try PromotionContent(
            title: "You are too expensive", stage: ID("st.negotiate"), objection: ID("ob.price"),
            rules: [Rule(when: "they name the price", action: "ask what it is measured by", because: "it is a figure")],
            visibility: visibility, howTold: "Recorded for practice")
    }

    /// The owner's submitted take that can be played and says something.
    private static func take(
        _ stage: Stage, _ cast: Stage.Cast, for request: ID<RecordingRequest>? = nil
    ) async throws -> Take {
        let content = BriefContent(
            title: "Price", stage: ID("st.negotiate"), objection: ID("ob.price"), audience: .team)
        let brief = try await stage.services.briefs.write(
            try BriefInput(content), for: request, isPublished: true, by: cast.performer
        ).brief
        let take = try await stage.record(for: brief, by: cast.owner)
        try await stage.addRendition(.main, to: take.clip)
        let now = stage.world.now
        try await stage.database.write { connection in
            let line = TranscriptLine(
                startMilliseconds: 1000, endMilliseconds: 9000, text: "Compared to which zeppelin exactly")
            try TranscriptStore(connection).insert(
                Transcript(revision: 1, source: .machine, lines: [line], savedAt: now), clip: take.clip)
            var media = try #require(try ClipStore(connection).find(take.clip)).media
            media.transcript = .machine
            media.durationMilliseconds = 10_000
            try ClipStore(connection).setMedia(media, of: take.clip, at: now)
        }
        return try await stage.services.takes.submit(take.id, .none, by: cast.owner).shown.take
    }

    @Test func theSpeakerIsAskedAndLookupFindsItByItsWords() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let take = try await Self.take(stage, cast)
            let takes = stage.services.takes
            #expect(try await takes.promote(take.id, as: Self.content(), by: cast.performer) == nil)
            #expect(try await stage.found("zeppelin", by: cast.peer).isEmpty)
            #expect(try await stage.services.news.list(of: cast.owner).map(\.news.what).contains("promotion_asked"))
            #expect(try await takes.promotion(of: take.id, by: cast.owner).waitsForMe)
            let asked = stage.world.now
            #expect(
                try await refusedCode { try await takes.agree(to: take.id, askedAt: asked, by: cast.performer) }
                    == "forbidden")
            let id = try await takes.agree(to: take.id, askedAt: asked, by: cast.owner)
            #expect(try await stage.found("zeppelin", by: cast.peer) == [id])
            #expect(try await stage.found("zeppelin", by: cast.outsider).isEmpty)
            let clip = try await stage.services.clips.show(id, by: cast.peer)
            #expect(clip.clip.owner == cast.owner.person.id)
            #expect(clip.clip.details.rules.count == 1)
            #expect(clip.clip.notice?.covers(.team, on: stage.world.now.day) == true)
            #expect(clip.isPlayable)
            #expect(try await stage.services.news.list(of: cast.performer).map(\.news.what).contains("promoted"))
        }
    }

    @Test func whoAgreedBeforeIsNotAskedAgain() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let take = try await Self.take(stage, cast)
            let takes = stage.services.takes
            try await takes.setConsent(.team, to: take.id, by: cast.owner)
            #expect(try await takes.promote(take.id, as: Self.content(.library), by: cast.performer) == nil)
            #expect(try await takes.promote(take.id, as: Self.content(.team), by: cast.performer) != nil)
            #expect(
                try await refusedCode { try await takes.promote(take.id, as: Self.content(), by: cast.manager) }
                    == "promoted_already")
        }
    }

    @Test func whatWasSaidAboutTheTakeStaysWithIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let take = try await Self.take(stage, cast)
            let takes = stage.services.takes
            _ = try await stage.services.feedback.give(
                try NewFeedback(text: "You paused for long."), on: take.clip, by: cast.performer)
            try await takes.setConsent(.library, to: take.id, by: cast.owner)
            let id = try #require(
                try await takes.promote(take.id, as: Self.content(.library), by: cast.performer))
            #expect(try await stage.services.feedback.page(of: id, by: cast.outsider).threadCount == 0)
            #expect(try await refusal { try await takes.show(take.id, by: cast.outsider) } == .notFound)
            #expect(try await stage.services.feedback.page(of: take.clip, by: cast.owner).threadCount == 1)
        }
    }

    @Test func whoeverWouldRatherNotSaysSo() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let take = try await Self.take(stage, cast)
            let takes = stage.services.takes
            _ = try await takes.promote(take.id, as: Self.content(), by: cast.performer)
            try await takes.decline(take.id, reason: try RequestReason("I stumble"), by: cast.owner)
            let shown = try await takes.promotion(of: take.id, by: cast.performer)
            #expect(shown.promotion?.state == .declined)
            #expect(shown.promotion?.reason == "I stumble")
            #expect(
                try await refusedCode {
                    try await takes.agree(to: take.id, askedAt: stage.world.now, by: cast.owner)
                } == "not_asked")
        }
    }

    @Test func nobodyAgreesToWhatTheyHaveNotRead() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let take = try await Self.take(stage, cast)
            let takes = stage.services.takes
            _ = try await takes.promote(take.id, as: Self.content(.team), by: cast.performer)
            let read = try #require(try await takes.promotion(of: take.id, by: cast.owner).promotion)
            stage.world.advance(seconds: 1)
            _ = try await takes.promote(take.id, as: Self.content(.library), by: cast.manager)
            #expect(
                try await refusedCode {
                    try await takes.agree(to: take.id, askedAt: read.createdAt, by: cast.owner)
                } == "asked_anew")
            #expect(try await takes.promotion(of: take.id, by: cast.owner).consent == nil)
            #expect(try await stage.found("zeppelin", by: cast.peer).isEmpty)
            let anew = try #require(try await takes.promotion(of: take.id, by: cast.owner).promotion)
            #expect(anew.content.visibility == .library)
            let id = try await takes.agree(to: take.id, askedAt: anew.createdAt, by: cast.owner)
            #expect(try await stage.found("zeppelin", by: cast.outsider) == [id])
        }
    }

    @Test func whatItsSpeakerAnsweredIsForThoseItConcerns() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let take = try await Self.take(stage, cast)
            let takes = stage.services.takes
            try await takes.setConsent(.team, to: take.id, by: cast.owner)
            _ = try await takes.promote(take.id, as: Self.content(.library), by: cast.performer)
            try await takes.decline(take.id, reason: try RequestReason("I stumble"), by: cast.owner)
            for actor in [cast.owner, cast.performer, cast.manager] {
                let shown = try await takes.promotion(of: take.id, by: actor)
                #expect(shown.promotion?.reason == "I stumble")
                #expect(shown.consent == .team)
            }
            let hidden = try await takes.promotion(of: take.id, by: cast.peer)
            #expect(hidden.promotion == nil)
            #expect(hidden.promoterName.isEmpty)
            #expect(hidden.consent == nil)
            let id = try await takes.promote(take.id, as: Self.content(.team), by: cast.performer)
            let promoted = try await takes.promotion(of: take.id, by: cast.peer)
            #expect(promoted.promotion?.state == .promoted)
            #expect(promoted.promotion?.clip == id)
            #expect(promoted.consent == nil)
        }
    }

    @Test func onlyThoseWhoWriteBriefsPromoteWhatTheySee() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let take = try await Self.take(stage, cast)
            let takes = stage.services.takes
            for actor in [cast.owner, cast.peer] {
                #expect(
                    try await refusedCode { try await takes.promote(take.id, as: Self.content(), by: actor) }
                        == "forbidden")
            }
            #expect(
                try await refusal { try await takes.promote(take.id, as: Self.content(), by: cast.otherManager) }
                    == .notFound)
        }
    }

    @Test func whatCannotBePlayedIsNotPromoted() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(audience: .team, by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            let takes = stage.services.takes
            _ = try await takes.submit(take.id, .none, by: cast.owner)
            #expect(
                try await refusedCode { try await takes.promote(take.id, as: Self.content(), by: cast.performer) }
                    == "not_ready")
        }
    }

    @Test func theQuestionThatAskedForItIsAnswered() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let asked = try await stage.services.requests.ask(
                try NewRequest(text: "Do you fly zeppelins?", objection: ID("ob.price")), by: cast.peer
            ).shown.request
            let take = try await Self.take(stage, cast, for: asked.id)
            let takes = stage.services.takes
            try await takes.setConsent(.team, to: take.id, by: cast.owner)
            let id = try await takes.promote(take.id, as: Self.content(), by: cast.performer)
            let request = try await stage.services.requests.show(asked.id, by: cast.peer)
            #expect(request.request.state == .answered)
            #expect(request.answers.map(\.answer.clip) == [id])
            #expect(try await stage.services.requests.news(of: cast.peer).answered.map(\.id) == [asked.id])
        }
    }

    @Test func everyFieldThatNeedsAnotherLookIsNamed() async throws {
        let problem = try await refusal {
            try PromotionContent(
                title: "", stage: nil, objection: nil, rules: [], visibility: .private, howTold: " ")
        }
        #expect(
            problem?.errors.map(\.field) == ["title", "stage", "objection", "rules", "visibility", "how_told"])
    }
}
