import Database
import Domain
import Rehearsal
import Store
import Testing

struct FeedbackStoreTests {
    @Test(arguments: Engine.available, awkwardTexts.filter { !$0.isEmpty })
    func whatIsWrittenIsRead(engine: Engine, text: String) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let (thread, _) = try stage.thread(on: try stage.anyClip(), by: ana, at: .range(1000, 9000))
            #expect(try stage.feedback.find(thread.id) == thread)
            let comment = FeedbackComment(
                id: stage.world.id(), thread: thread.id, author: ana.id,
                words: FeedbackWords(stored: text, effect: text, alternative: text), moves: [.paused, .nextStep],
                createdAt: stage.now,
                life: CommentLife(step: .triedOn, at: stage.now, triedOn: stage.now.day, note: text))
            try stage.comments.insert(comment)
            #expect(try stage.comments.find(comment.id) == comment)
        }
    }

    @Test(arguments: Engine.available)
    func threadsAreInTheOrderOfTheRecordingPartByPart(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let clip = try stage.anyClip()
            var expected: [ID<FeedbackThread>] = []
            for anchor in [FeedbackAnchor.whole, .point(0), .range(500, 900), .point(500), .point(7000)] {
                expected.append(try stage.thread(on: clip, by: ana, at: anchor).thread.id)
                stage.world.advance(seconds: 1)
            }
            var found: [ID<FeedbackThread>] = []
            var cursor: FeedbackStore.Cursor?
            repeat {
                let part = try stage.feedback.list(of: clip.id, visibleTo: ana.id, after: cursor, limit: 2)
                found += part.map(\.id)
                cursor = part.last.map { FeedbackStore.Cursor(after: $0) }
            } while cursor != nil
            #expect(found == expected)
            let places = try stage.feedback.places(of: clip.id, visibleTo: ana.id)
            #expect(places == [.point(0), .range(500, 900), .point(500), .point(7000)])
        }
    }

    @Test func cursorsSurviveAnAddressAndOthersAreNone() {
        let thread = FeedbackThread(
            id: ID("thread_a"), clip: ID("clip_a"), anchor: .point(42), author: ID("person_a"),
            createdAt: Instant(milliseconds: 0))
        let cursor = FeedbackStore.Cursor(after: thread)
        #expect(FeedbackStore.Cursor(parsing: cursor.text) == cursor)
        for text in ["", "~", "42~", "~thread_a", "42", "x~thread_a", "42~thread_a~", "99999999999999999999~thread_a"] {
            #expect(FeedbackStore.Cursor(parsing: text) == nil, "\(text)")
        }
    }

    @Test(arguments: Engine.available)
    func notesToOneselfAreNobodyElses(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, bo) = (try stage.person("Ana"), try stage.person("Bo"))
            let clip = try stage.anyClip()
            try stage.thread(on: clip, by: ana, at: .point(9), isPrivate: true)
            #expect(try stage.feedback.list(of: clip.id, visibleTo: ana.id, after: nil, limit: 9).count == 1)
            #expect(try stage.feedback.list(of: clip.id, visibleTo: bo.id, after: nil, limit: 9).isEmpty)
            #expect(try stage.feedback.places(of: clip.id, visibleTo: bo.id).isEmpty)
            #expect(try stage.feedback.counts(of: clip.id, visibleTo: bo.id).threads == 0)
            #expect(try stage.feedback.counts(of: clip.id, visibleTo: bo.id).comments == 0)
            #expect(try stage.feedback.counts(of: clip.id, visibleTo: ana.id).threads == 1)
            #expect(try stage.feedback.counts(of: clip.id, visibleTo: ana.id).comments == 1)
        }
    }

    @Test(arguments: Engine.available)
    func aListShowsTheFirstAnswersOfEachThread(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let clip = try stage.anyClip()
            let (long, opening) = try stage.thread(on: clip, by: ana)
            let (short, _) = try stage.thread(on: clip, by: ana)
            let replies = try (0..<5).map { _ in try stage.comment(in: long, by: ana) }
            let first = try stage.comments.first(3, of: [long.id, short.id])
            #expect(first[long.id]?.map(\.id) == [opening.id, replies[0].id, replies[1].id])
            #expect(first[short.id]?.count == 1)
            #expect(try stage.comments.counts(of: [long.id, short.id]) == [long.id: 6, short.id: 1])
            let rest = try stage.comments.list(of: long.id, after: replies[1], limit: 9)
            #expect(rest.map(\.id) == replies[2...].map(\.id))
        }
    }

    @Test(arguments: Engine.available)
    func changedTextsAreKeptUntilTheCommentIsTakenAway(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, bo) = (try stage.person("Ana"), try stage.person("Bo"))
            let (thread, comment) = try stage.thread(on: try stage.anyClip(), by: ana, saying: "First")
            try stage.comments.setMentions([bo.id], of: comment.id)
            try stage.comments.rewrite(
                comment, as: FeedbackWords(stored: "Second", effect: "", alternative: ""), moves: [.pace], at: stage.now
            )
            let changed = try #require(try stage.comments.find(comment.id))
            #expect(changed.words.text == "Second")
            #expect(changed.revision == 2)
            #expect(try stage.comments.revisions(of: comment.id).map(\.words.text) == ["First"])
            #expect(try stage.comments.mentions(of: [comment.id]) == [comment.id: [bo.id]])
            try stage.comments.clear(comment.id, by: bo.id, at: stage.now)
            let stone = try #require(try stage.comments.find(comment.id))
            #expect(stone.isDeleted && stone.words == .none && stone.moves.isEmpty)
            #expect(try stage.comments.revisions(of: comment.id).isEmpty)
            #expect(try stage.comments.mentions(of: [comment.id]).isEmpty)
            #expect(try stage.feedback.counts(of: thread.clip, visibleTo: ana.id).threads == 1)
            #expect(try stage.feedback.counts(of: thread.clip, visibleTo: ana.id).comments == 0)
        }
    }

    @Test(arguments: Engine.available)
    func everyStepOfALifeIsKept(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, bo) = (try stage.person("Ana"), try stage.person("Bo"))
            let (_, comment) = try stage.thread(on: try stage.anyClip(), by: ana)
            let day = stage.now.day
            for life in [CommentLife(step: .read), CommentLife(step: .triedOn, triedOn: day, note: "It worked")] {
                stage.world.advance(seconds: 1)
                try stage.comments.setLife(life, of: comment.id, by: bo.id, step: stage.world.id(), at: stage.now)
            }
            #expect(try stage.comments.steps(of: comment.id).map(\.step) == [.read, .triedOn])
            #expect(
                try stage.comments.find(comment.id)?.life
                    == CommentLife(step: .triedOn, at: stage.now, triedOn: day, note: "It worked"))
            #expect(
                try stage.comments.lives(of: ana.id, since: stage.now, until: stage.now.advanced(bySeconds: 1))
                    == [.triedOn: 1])
            #expect(
                try stage.comments.lives(
                    of: ana.id, since: stage.now.advanced(bySeconds: 1), until: stage.now.advanced(bySeconds: 9)
                ).isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func shelvesHoldWhatWasToldToAndByAPerson(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let (owner, giver) = (try stage.person("Owner", in: [team]), try stage.person("Giver", in: [team]))
            let speaker = try stage.person("Speaker")
            let clip = try stage.clip(owner: owner, team: team) {
                $0.details.speakers = [ClipSpeaker(name: "Speaker", person: speaker.id)]
            }
            let (thread, comment) = try stage.thread(on: clip, by: giver, at: .point(9))
            try stage.thread(on: clip, by: giver, isPrivate: true)
            let reply = try stage.comment(in: thread, by: owner)
            try stage.comments.setMentions([owner.id], of: comment.id)
            #expect(try stage.comments.received(by: owner.id, isOpen: true, limit: 9).map(\.comment.id) == [comment.id])
            #expect(
                try stage.comments.received(by: speaker.id, isOpen: false, limit: 9).map(\.comment.id)
                    == [reply.id, comment.id])
            #expect(try stage.comments.given(by: giver.id, limit: 9).map(\.comment.id) == [comment.id])
            #expect(try stage.comments.given(by: owner.id, limit: 9).isEmpty)
            #expect(try stage.comments.calling(owner.id, limit: 9).map(\.comment.id) == [comment.id])
            #expect(try stage.comments.countOpen(for: owner.id) == 1)
            try stage.comments.setLife(
                CommentLife(step: .willTry), of: comment.id, by: owner.id, step: stage.world.id(), at: stage.now)
            #expect(try stage.comments.received(by: owner.id, isOpen: true, limit: 9).isEmpty)
            #expect(try stage.comments.countOpen(for: owner.id) == 0)
        }
    }

    @Test(arguments: Engine.available)
    func thanksAreSeenByTheTwoPeopleOnly(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, bo, eve) = (try stage.person("Ana"), try stage.person("Bo"), try stage.person("Eve"))
            let (thread, comment) = try stage.thread(on: try stage.anyClip(), by: ana)
            let thanks = Thanks(
                id: stage.world.id(), from: bo.id, to: ana.id, clip: thread.clip, comment: comment.id,
                text: "It helped",
                at: stage.now)
            try stage.thanks.insert(thanks)
            for (person, seen) in [(ana, [thanks]), (bo, [thanks]), (eve, [])] {
                #expect(try stage.thanks.list(of: [comment.id], involving: person.id) == seen)
            }
            let later = stage.now.advanced(bySeconds: 1)
            #expect(try stage.thanks.list(to: ana.id, since: stage.now, until: later) == [thanks])
            #expect(try stage.thanks.list(to: ana.id, since: later, until: later.advanced(bySeconds: 1)).isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func useIsCountedByPeopleAndNotByOneself(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let (owner, viewer) = (try stage.person("Owner", in: [team]), try stage.person("Viewer", in: [team]))
            let clip = try stage.clip(owner: owner, team: team)
            for (person, use) in [
                (viewer, LookupUse.played), (viewer, .played), (viewer, .kept), (owner, .played),
            ] {
                let record = LookupRecord(
                    id: stage.world.id(), person: person.id, text: "price", stage: nil, objection: nil, persona: nil,
                    hits: 1, bestClip: nil, isMiss: false, tookMicroseconds: 1, createdAt: stage.now)
                try stage.lookups.insert(record)
                try stage.uses.add(use, of: clip.id, in: record.id, at: stage.now)
            }
            let uses = try stage.thanks.uses(of: owner.id, since: stage.now, until: stage.now.advanced(bySeconds: 1))
            #expect(uses.map(\.clip) == [clip.id])
            #expect(uses.first?.played == 1)
            #expect(uses.first?.helped == 1)
        }
    }

    @Test(arguments: Engine.available)
    func feedbackGoesWithItsClip(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let clip = try stage.anyClip()
            let (thread, comment) = try stage.thread(on: clip, by: ana)
            try stage.clips.delete(clip.id)
            #expect(try stage.feedback.find(thread.id) == nil)
            #expect(try stage.comments.find(comment.id) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func theSchemaRefusesHalfARange(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let clip = try stage.anyClip()
            for (start, end) in [("NULL", "5"), ("5", "5"), ("9", "5")] as [(StaticString, StaticString)] {
                let problem = stage.failureKind {
                    try stage.connection.run(
                        """
                        INSERT INTO thread (id, clip_id, start_ms, end_ms, author_id, is_private, created_at)
                        VALUES ('thread_x', \(clip.id), \(literal: start), \(literal: end), \(ana.id), FALSE, 0)
                        """)
                }
                #expect(problem != nil)
            }
        }
    }
}
