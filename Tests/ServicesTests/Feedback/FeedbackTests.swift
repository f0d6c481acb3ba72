import Domain
import Rehearsal
import Services
import Testing

/// What is said about a clip, from given to closed.
struct FeedbackTests {
    private static func new(
        _ text: String = "You paused.", from start: Int? = nil, to end: Int? = nil, isPrivate: Bool = false
    ) throws -> NewFeedback {
        try NewFeedback(text: text, startMilliseconds: start, endMilliseconds: end, isPrivate: isPrivate)
    }

    @Test func feedbackIsGivenAtAPlaceAndReadByEveryoneWhoSeesTheClip() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let given = try await feedback.give(Self.new(from: 42_000), on: clip, by: cast.performer)
            #expect(given.thread.thread.anchor == .point(42_000))
            let page = try await feedback.page(of: clip, by: cast.peer)
            #expect(page.threads.map(\.thread.id) == [given.thread.thread.id])
            #expect(page.places == [.point(42_000)])
            #expect(page.commentCount == 1)
            #expect(try await refusal { try await feedback.page(of: clip, by: cast.outsider) } == .notFound)
            #expect(try await stage.events().last == "comment.given")
        }
    }

    @Test func nothingIsWrittenForAPlaceThatIsNotThere() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            for (start, end) in [(60_001, nil), (9000, 8000), (nil, 8000)] as [(Int?, Int?)] {
                let problem = try await refusal {
                    try await stage.services.feedback.give(Self.new(from: start, to: end), on: clip, by: cast.peer)
                }
                #expect(problem?.status == 422)
            }
            #expect(try await stage.services.feedback.page(of: clip, by: cast.peer).threadCount == 0)
            #expect(try await !stage.events().contains("comment.given"))
        }
    }

    @Test func vagueWordsAreAskedAboutAndKept() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let given = try await feedback.give(Self.new("Great job!"), on: clip, by: cast.peer)
            #expect(given.vague == ["great job"])
            try await feedback.setVagueWords(VagueWords(["Top notch"]), by: cast.admin)
            #expect(try await feedback.give(Self.new("Great job!"), on: clip, by: cast.peer).vague == [])
            #expect(try await feedback.give(Self.new("top  NOTCH"), on: clip, by: cast.peer).vague == ["top notch"])
            #expect(try await refusedCode { try await feedback.setVagueWords(.usual, by: cast.manager) } == "forbidden")
            #expect(try await feedback.page(of: clip, by: cast.owner).threadCount == 3)
        }
    }

    @Test func notesToOneselfAreHiddenFromEveryoneWhateverTheirRole() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let note = try await feedback.give(Self.new(isPrivate: true), on: clip, by: cast.peer).thread
            let comment = try #require(note.comments.first?.comment.id)
            for actor in [cast.owner, cast.manager, cast.admin] {
                #expect(try await feedback.page(of: clip, by: actor).threads.isEmpty)
                #expect(try await refusal { try await feedback.comment(comment, by: actor) } == .notFound)
                #expect(try await refusal { try await feedback.delete(comment, by: actor) } == .notFound)
                let file = try await feedback.export(clip, as: .text, label: \.rawValue, by: actor)
                #expect(!file.contains("You paused."))
            }
            #expect(try await feedback.page(of: clip, by: cast.peer).threads.count == 1)
        }
    }

    @Test func editingKeepsWhatWasSaidAndTakingAwayLeavesAStone() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let thread = try await feedback.give(Self.new("First"), on: clip, by: cast.peer).thread
            let id = try #require(thread.comments.first?.comment.id)
            _ = try await feedback.edit(id, try FeedbackWords(text: "Second"), by: cast.peer)
            #expect(try await feedback.history(of: id, by: cast.performer).map(\.words.text) == ["First"])
            #expect(
                try await refusedCode {
                    try await feedback.edit(id, try FeedbackWords(text: "Third"), by: cast.owner)
                } == "forbidden")
            _ = try await feedback.reply(try FeedbackWords(text: "Thanks"), in: thread.thread.id, by: cast.owner)
            try await feedback.delete(id, by: cast.owner)
            let shown = try await feedback.thread(thread.thread.id, by: cast.peer)
            #expect(shown.comments.map(\.comment.isDeleted) == [true, false])
            #expect(shown.comments.first?.deletedByName == "Owner")
            #expect(shown.comments.first?.comment.words == FeedbackWords.none)
            #expect(try await feedback.history(of: id, by: cast.peer).isEmpty)
            #expect(try await refusedCode { try await feedback.delete(id, by: cast.peer) } == "forbidden")
        }
    }

    @Test func anEditThatChangesNothingIsNoNewText() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let thread = try await stage.services.feedback.give(Self.new("Same"), on: clip, by: cast.peer).thread
            let id = try #require(thread.comments.first?.comment.id)
            let same = try await stage.services.feedback.edit(id, try FeedbackWords(text: "Same"), by: cast.peer)
            #expect(same.comment.revision == 1)
            #expect(same.comment.editedAt == nil)
        }
    }

    @Test func peopleAreCalledOnlyToWhatTheyMaySee() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let thread = try await stage.services.feedback.give(
                Self.new("@Performer and @Outsider, look"), on: clip, by: cast.peer
            ).thread
            #expect(thread.comments.first?.called == ["Performer"])
            let called = try await stage.services.feedback.list(.mentioned, by: cast.performer)
            #expect(called.map(\.shown.comment.thread) == [thread.thread.id])
            #expect(try await stage.services.feedback.list(.mentioned, by: cast.outsider).isEmpty)
        }
    }

    @Test func resolvedThreadsLeaveTheBarAndComeBack() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let id = try await feedback.give(Self.new(from: 1000), on: clip, by: cast.peer).thread.thread.id
            let resolved = try await feedback.resolve(id, is: true, by: cast.owner)
            #expect(resolved.resolvedByName == "Owner")
            #expect(try await feedback.page(of: clip, by: cast.peer).places.isEmpty)
            #expect(
                try await refusedCode { try await feedback.resolve(id, is: false, by: cast.performer) } == "forbidden")
            #expect(try await feedback.resolve(id, is: false, by: cast.peer).thread.resolvedAt == nil)
            #expect(try await feedback.page(of: clip, by: cast.peer).places == [.point(1000)])
        }
    }

    @Test func whoeverGaveItSeesWhatBecameOfIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let thread = try await feedback.give(Self.new(), on: clip, by: cast.performer).thread
            let id = try #require(thread.comments.first?.comment.id)
            try await feedback.markRead([id], on: clip, by: cast.peer)
            #expect(try await feedback.comment(id, by: cast.peer).comment.life.step == .given)
            try await feedback.markRead([id], on: clip, by: cast.owner)
            #expect(try await feedback.comment(id, by: cast.peer).comment.life.step == .read)
            let today = stage.world.now.day
            for step in [CommentLife.Step.willTry, .triedOn, .closed] {
                stage.world.advance(seconds: 5)
                _ = try await feedback.respond(
                    try CommentResponse(step, note: step == .triedOn ? "She told her budget" : "", today: today),
                    to: id,
                    by: cast.owner)
            }
            let told = try await feedback.list(.given, by: cast.performer)
            #expect(told.first?.shown.comment.life.step == .closed)
            #expect(told.first?.shown.comment.life.note == "She told her budget")
            #expect(told.first?.shown.comment.life.triedOn == today)
            #expect(
                try await feedback.steps(of: id, by: cast.performer).map(\.step)
                    == [.read, .willTry, .triedOn, .closed])
        }
    }

    @Test func onlyThoseItIsForSayWhatTheyDoWithIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let speaker = cast.peer.person.id
            let clip = try await stage.clip(of: cast.owner) {
                $0.details.speakers = [ClipSpeaker(name: "Peer", person: speaker)]
            }
            let feedback = stage.services.feedback
            let thread = try await feedback.give(Self.new(), on: clip, by: cast.performer).thread
            let id = try #require(thread.comments.first?.comment.id)
            let response = try CommentResponse(.willTry, today: stage.world.now.day)
            for actor in [cast.performer, cast.manager, cast.admin] {
                #expect(
                    try await refusedCode { try await feedback.respond(response, to: id, by: actor) } == "forbidden")
            }
            #expect(try await feedback.respond(response, to: id, by: cast.peer).comment.life.step == .willTry)
            #expect(try await refusedCode { try await feedback.respond(response, to: id, by: cast.owner) } == "not_now")
        }
    }

    @Test func thanksReachTheOtherPersonAndTheirMonth() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let thread = try await feedback.give(Self.new(), on: clip, by: cast.performer).thread
            let id = try #require(thread.comments.first?.comment.id)
            _ = try await feedback.thank(for: id, "The pause helped", by: cast.owner)
            _ = try await feedback.thank(for: clip, "The question helped", by: cast.peer)
            #expect(try await feedback.comment(id, by: cast.performer).thanks.map(\.fromName) == ["Owner"])
            #expect(try await feedback.comment(id, by: cast.peer).thanks.isEmpty)
            let month = stage.world.now.day
            #expect(
                try await feedback.receipt(of: month, by: cast.performer).thanks.map(\.thanks.text) == [
                    "The pause helped"
                ])
            #expect(try await feedback.receipt(of: month, by: cast.owner).thanks.map(\.fromName) == ["Peer"])
            #expect(try await feedback.receipt(of: month.advanced(byDays: -40), by: cast.owner).isEmpty)
            #expect(
                try await refusal { try await feedback.thank(for: clip, "Myself", by: cast.owner) }?.status == 422)
            #expect(
                try await refusedCode { try await feedback.thank(for: id, "Myself", by: cast.performer) } == "forbidden"
            )
        }
    }

    @Test func longThreadsComePartByPart() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let id = try await feedback.give(Self.new(), on: clip, by: cast.peer).thread.thread.id
            for number in 0..<30 {
                _ = try await feedback.reply(try FeedbackWords(text: "Answer \(number)"), in: id, by: cast.owner)
            }
            let shown = try await feedback.page(of: clip, by: cast.peer).threads.first
            #expect(shown?.comments.count == FeedbackService.shownOfAThread)
            #expect(shown?.commentCount == 31)
            var seen: [ID<FeedbackComment>] = []
            var last: ID<FeedbackComment>?
            repeat {
                let part = try await feedback.comments(of: id, after: last, limit: 8, by: cast.peer)
                #expect(part.total == 31)
                seen += part.items.map(\.comment.id)
                last = part.nextCursor.map { ID($0) }
            } while last != nil
            #expect(Set(seen).count == 31)
            // Who comes for a late answer finds it behind the first ones.
            let late = try #require(seen.last)
            let found = try await feedback.page(of: clip, comment: late, by: cast.peer).threads.first
            #expect(found?.comments.count == FeedbackService.shownOfAThread + 1)
            #expect(found?.comments.last?.comment.id == late)
        }
    }

    @Test func openPagesHearOfItAndNotOfNotes() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            var heard = await stage.services.live.subscribe(cast.owner).makeAsyncIterator()
            _ = try await stage.services.feedback.give(Self.new(isPrivate: true), on: clip, by: cast.peer)
            _ = try await stage.services.feedback.give(Self.new(), on: clip, by: cast.peer)
            let first = await heard.next()
            #expect(first?.name == "feedback")
            #expect(first?.clip == clip)
            let second = await heard.next()
            #expect(second?.name == "advice")
            #expect(second?.what == "given")
        }
    }
}
