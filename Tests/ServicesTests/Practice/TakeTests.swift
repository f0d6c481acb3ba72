import Domain
import Rehearsal
import Services
import Store
import Testing

extension Stage {
    /// A take that was recorded: its upload is whole.
    func record(
        _ text: String = "moving pictures of a take", for brief: Brief, again: ID<Take>? = nil, by actor: Actor
    ) async throws -> Take {
        let upload = try await services.uploads.create(
            UploadService.NewUpload(
                fileName: "take.webm", length: Int64(text.utf8.count), brief: brief.id, again: again), by: actor)
        let whole = try await services.uploads.append(
            upload.id, at: 0, checksum: nil, body: Self.body(text), by: actor)
        guard let take = whole.take else { throw Problem.notFound }
        return try await services.takes.show(take, by: actor).take
    }
}

/// Recording takes and giving them to others.
struct TakeTests {
    @Test func aWholeRecordingIsAPrivateTake() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            #expect(take.brief == brief.id)
            #expect(take.submittedAt == nil)
            let clip = try await stage.stored(take.clip)
            #expect(clip.details.title == "Too expensive")
            #expect(clip.details.objection == ID("ob.price"))
            #expect(clip.details.speakers == [ClipSpeaker(name: "Owner", person: cast.owner.person.id)])
            let takes = stage.services.takes
            for actor in [cast.peer, cast.performer, cast.manager, cast.outsider] {
                #expect(try await refusal { try await takes.show(take.id, by: actor) } == .notFound)
            }
            #expect(try await takes.mine(by: cast.owner).map(\.take.id) == [take.id])
            #expect(try await stage.services.clips.list(ClipFilter(shelf: .mine), by: cast.owner).items.isEmpty)
        }
    }

    @Test func theSameFileAgainIsAnotherTake() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let first = try await stage.record(for: brief, by: cast.owner)
            let second = try await stage.record(for: brief, again: first.id, by: cast.owner)
            #expect(second.clip != first.clip)
            #expect(second.again == first.id)
            // And as a clip it is a third thing.
            let upload = try await stage.begin("moving pictures of a take", by: cast.owner)
            let whole = try await stage.services.uploads.append(
                upload.id, at: 0, checksum: nil, body: Stage.body("moving pictures of a take"), by: cast.owner)
            #expect(whole.take == nil)
            #expect(![first.clip, second.clip].contains(whole.clip))
        }
    }

    @Test func submittedItIsAskedForAndSeen() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            let review = try SelfReview(worked: "I asked back", question: "Was the pause too long?", confidence: 3)
            let submitted = try await stage.services.takes.submit(take.id, review, by: cast.owner)
            #expect(!submitted.isNobodyFree)
            #expect(submitted.shown.take.review == review)
            let inbox = try await stage.services.feedback.inbox(of: cast.performer)
            #expect(inbox.items.map(\.clip.id) == [take.clip])
            #expect(inbox.items.map(\.ask.note) == ["Was the pause too long?"])
            let takes = stage.services.takes
            #expect(try await takes.show(take.id, by: cast.performer).personName == "Owner")
            #expect(try await takes.show(take.id, by: cast.manager).personName == "Owner")
            for actor in [cast.peer, cast.outsider, cast.otherManager] {
                #expect(try await refusal { try await takes.show(take.id, by: actor) } == .notFound)
            }
            #expect(
                try await refusedCode { try await takes.submit(take.id, .none, by: cast.owner) }
                    == "submitted_already")
        }
    }

    @Test func whoeverIsAskedByNameSeesItWhereverTheyAre() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            let takes = stage.services.takes
            _ = try await takes.submit(take.id, .none, to: cast.outsider.person.id, by: cast.owner)
            #expect(try await takes.show(take.id, by: cast.outsider).take.id == take.id)
            let given = try await stage.services.feedback.give(
                try NewFeedback(text: "You paused.", alternative: "Ask first."), on: take.clip, by: cast.outsider)
            #expect(given.thread.commentCount == 1)
            #expect(
                try await refusal {
                    try await stage.services.feedback.give(
                        try NewFeedback(text: "Me too."), on: take.clip, by: cast.performer)
                } == .notFound)
        }
    }

    @Test func whoeverIsAskedFromElsewhereSeesTheOtherTakesTheyWereAskedAboutWithoutTheBrief() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let takes = stage.services.takes
            var made: [ID<Take>] = []
            for text in ["first", "second", "third"] {
                stage.world.advance(seconds: 60)
                made.append(try await stage.record(text, for: brief, again: made.last, by: cast.owner).id)
            }
            stage.world.advance(seconds: 60)
            for id in made.prefix(2) {
                _ = try await takes.submit(id, .none, to: cast.outsider.person.id, by: cast.owner)
            }
            #expect(try await refusal { try await takes.list(of: brief.id, by: cast.outsider) } == .notFound)
            #expect(try await takes.siblings(of: made[0], by: cast.outsider).map(\.take.id) == [made[1]])
            #expect(try await takes.siblings(of: made[0], by: cast.owner).map(\.take.id) == [made[1], made[2]])
            #expect(try await takes.beside(made[1], by: cast.outsider).first.take.id == made[0])
            // Its maker too, when the brief went back to its writers.
            _ = try await stage.services.briefs.setState(.draft, of: brief.id, by: cast.performer)
            #expect(try await takes.siblings(of: made[0], by: cast.owner).map(\.take.id) == [made[1], made[2]])
            #expect(try await refusal { try await takes.siblings(of: made[2], by: cast.outsider) } == .notFound)
        }
    }

    @Test func itIsSeenByWhomItsMakerWasToldOrByNobody() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(audience: .asked, by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            var content = brief.content
            content.audience = .everyone
            _ = try await stage.services.briefs.edit(brief.id, try BriefInput(content), by: cast.performer)
            let takes = stage.services.takes
            #expect(
                try await refusedCode { try await takes.submit(take.id, .none, seenBy: .asked, by: cast.owner) }
                    == "audience_changed")
            #expect(try await takes.show(take.id, by: cast.owner).take.submittedAt == nil)
            let submitted = try await takes.submit(take.id, .none, seenBy: .everyone, by: cast.owner)
            #expect(submitted.shown.take.audience == .everyone)
        }
    }

    @Test func oneRecordingIsOneTakeWhoeverFinishesIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let upload = try await stage.services.uploads.create(
                UploadService.NewUpload(fileName: "take.webm", length: 10, brief: brief.id), by: cast.owner)
            try await stage.addFinish(upload.id, of: cast.owner.person.id)
            // Between the bytes and the rows of one, a job does all of it.
            stage.blobs.afterAdopting {
                stage.blobs.afterAdopting(nil)
                var turns = JobTurns()
                _ = try await stage.services.worker.runNext(in: .media, &turns)
            }
            let whole = try await stage.services.uploads.append(
                upload.id, at: 0, checksum: nil, body: Stage.body("0123456789"), by: cast.owner)
            let (take, clip) = (try #require(whole.take), try #require(whole.clip))
            let takes = try await stage.services.takes.mine(by: cast.owner)
            #expect(takes.map(\.take.id) == [take])
            #expect(takes.map(\.take.clip) == [clip])
            #expect(try await stage.jobs().map(\.name) == ["upload.finish", "clip.probe"])
        }
    }

    @Test func aTakeIsNotSaidInAComment() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            let clip = try await stage.clip(of: cast.peer)
            let problem = try await refusal {
                try await stage.services.feedback.give(
                    try NewFeedback(text: "", recording: take.clip), on: clip, by: cast.owner)
            }
            #expect(problem?.errors.map(\.field) == ["recording"])
        }
    }

    @Test func whenNobodyIsFreeItIsSubmittedAllTheSame() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            for actor in [cast.performer, cast.manager] {
                _ = try await stage.services.feedback.setHelp(try FeedbackHelp(isAvailable: false), by: actor)
            }
            let take = try await stage.record(for: brief, by: cast.owner)
            let submitted = try await stage.services.takes.submit(take.id, .none, by: cast.owner)
            #expect(submitted.isNobodyFree)
            #expect(submitted.shown.take.submittedAt != nil)
        }
    }

    @Test func whoSeesItStaysAsItWasSaidWhenItWasSubmitted() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(audience: .team, by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            _ = try await stage.services.takes.submit(take.id, .none, by: cast.owner)
            #expect(try await stage.services.takes.show(take.id, by: cast.peer).take.audience == .team)
            var content = brief.content
            content.audience = .everyone
            _ = try await stage.services.briefs.edit(brief.id, try BriefInput(content), by: cast.performer)
            #expect(
                try await refusal { try await stage.services.takes.show(take.id, by: cast.outsider) } == .notFound)
        }
    }

    @Test func onlyWhatTheBriefAllowsIsTaken() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let spoken = try await stage.brief(answers: [.voice], by: cast.performer)
            let written = try await stage.brief(answers: [.text], by: cast.performer)
            let takes = stage.services.takes
            #expect(
                try await refusal { try await takes.write("Hm.", for: spoken.id, by: cast.owner) }?.errors.map(\.field)
                    == ["text"])
            #expect(
                try await refusal { try await stage.record(for: written, by: cast.owner) }?.errors.map(\.field)
                    == ["brief"])
            let take = try await takes.write(" Compared to what? ", for: written.id, by: cast.owner)
            #expect(take.take.text == "Compared to what?")
            _ = try await stage.services.briefs.setState(.retired, of: written.id, by: cast.performer)
            #expect(
                try await refusedCode { try await takes.write("Hm.", for: written.id, by: cast.owner) }
                    == "brief_closed")
            #expect(
                try await refusal { try await takes.write("Hm.", for: spoken.id, by: cast.outsider) } == .notFound)
        }
    }

    @Test func itComesAfterATakeOfOnesOwn() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let other = try await stage.brief("Another", by: cast.performer)
            let others = try await stage.record(for: brief, by: cast.peer)
            let elsewhere = try await stage.record(for: other, by: cast.owner)
            for again in [others.id, elsewhere.id, ID("take_nowhere")] {
                let problem = try await refusal { try await stage.record(for: brief, again: again, by: cast.owner) }
                #expect(problem?.errors.map(\.field) == ["again"])
            }
        }
    }

    @Test func itsMediaIsSeenByWhoeverSeesIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            try await stage.addRendition(.main, to: take.clip)
            let media = stage.services.media
            #expect(try await media.open(.rendition(.main), of: take.clip, by: cast.owner).contentType == "video/mp4")
            #expect(
                try await refusal { try await media.open(.rendition(.main), of: take.clip, by: cast.performer) }
                    == .notFound)
            _ = try await stage.services.takes.submit(take.id, .none, to: cast.performer.person.id, by: cast.owner)
            #expect(
                try await media.open(.rendition(.main), of: take.clip, by: cast.performer).contentType == "video/mp4")
        }
    }
}
