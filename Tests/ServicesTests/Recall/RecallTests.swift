import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// Asked, answered, revealed, graded.
struct RecallTests {
    @Test func theAnswerIsHiddenUntilOnesOwnIsCommitted() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(1, for: cast.peer, by: cast.owner)
            let next = try #require(try await stage.services.recall.next(.due, by: cast.peer))
            let before = try await stage.services.recall.show(next, by: cast.peer)
            #expect(before.reveal == nil)
            stage.world.advance(seconds: 20)
            let after = try await stage.services.recall.answer(
                next, RecallAnswer(text: "Compared to what?", gaveUp: false), milliseconds: 9000, by: cast.peer)
            #expect(after.reveal?.points.count == 2)
            #expect(after.reveal?.peer?.moment.startMilliseconds == 1000)
            #expect(after.reveal?.result == nil)
            #expect(after.showing.answer?.latencyMilliseconds == 9000)
        }
    }

    @Test func wrongOrderChangesNothing() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cues = try await stage.schedule(1, for: cast.peer, by: cast.owner)
            let recall = stage.services.recall
            let next = try #require(try await recall.next(.due, by: cast.peer))
            let ticks = RecallTicks(points: [1, 2])
            #expect(try await refusedCode { try await recall.grade(next, ticks, by: cast.peer) } == "not_answered")
            #expect(try await refusedCode { try RecallAnswer(text: " ", gaveUp: false) } == "invalid")
            let answer = try RecallAnswer(text: "So what", gaveUp: false)
            #expect(try await refusedCode { try await recall.answer(next, answer, by: cast.owner) } == "not_found")
            #expect(
                try await refusedCode {
                    try await recall.answer(next, cue: ID("cue_other"), answer, by: cast.peer)
                } == "not_found")
            stage.world.advance(seconds: 9)
            _ = try await recall.answer(next, answer, by: cast.peer)
            #expect(
                try await refusedCode { try await recall.answer(next, answer, by: cast.peer) } == "already_answered")
            #expect(
                try await refusedCode {
                    try await recall.grade(next, RecallTicks(points: [1, 99]), by: cast.peer)
                } == "invalid")
            #expect(try await stage.history(cues[0].id, of: cast.peer).isEmpty)
            _ = try await recall.grade(next, ticks, by: cast.peer)
            #expect(try await refusedCode { try await recall.grade(next, ticks, by: cast.peer) } == "already_graded")
            #expect(try await stage.history(cues[0].id, of: cast.peer).count == 1)
        }
    }

    @Test func theLogHoldsWhatWasPredictedBeforeTheAnswer() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.schedule(1, for: cast.peer, by: cast.owner)[0]
            _ = try await stage.answerAll(by: cast.peer)
            let known = try #require(try await stage.memory(cue.id, of: cast.peer).known)
            #expect(known.stability == 2.3065)
            stage.world.advance(days: 4)
            _ = try await stage.answerAll(by: cast.peer) { _ in [1] }
            let history = try await stage.history(cue.id, of: cast.peer)
            #expect(history.map(\.chance)[0] == nil)
            let chance = try #require(history[1].chance)
            #expect(abs(chance - 0.858) < 0.001)
            #expect(history[1].grade == .forgot)
            #expect(history[1].ticked == [1])
            #expect(history[1].model == "fsrs-6")
            #expect(history[1].parameters == MemoryVector.standard)
            #expect(history[1].latencyMilliseconds == 12_000)
            #expect(try await stage.memory(cue.id, of: cast.peer).known?.lapses == 1)
        }
    }

    @Test func notKnowingIsGradedAtOnceAndCanBeTriedOnceMore() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.schedule(1, for: cast.peer, by: cast.owner)[0]
            let recall = stage.services.recall
            let next = try #require(try await recall.next(.due, by: cast.peer))
            let shown = try await recall.answer(next, RecallAnswer(text: "", gaveUp: true), by: cast.peer)
            #expect(shown.reveal?.result?.grade == .forgot)
            #expect(try await recall.next(.due, by: cast.peer) == nil)
            #expect(try await recall.today(by: cast.peer).canRetry == 1)
            let again = try #require(try await recall.next(.retry, by: cast.peer))
            _ = try await stage.answer(again, by: cast.peer)
            #expect(try await recall.next(.retry, by: cast.peer) == nil)
            let history = try await stage.history(cue.id, of: cast.peer)
            #expect(history.map(\.occasion) == [.scheduled, .retry])
            // The same day says nothing of what is kept: no prediction is made for it.
            #expect(history[1].chance == nil)
        }
    }

    @Test func tooFastToMeanAnythingIsKeptAndNotRated() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.schedule(1, for: cast.peer, by: cast.owner)[0]
            let next = try #require(try await stage.services.recall.next(.due, by: cast.peer))
            let shown = try await stage.answer(next, after: 1, by: cast.peer)
            #expect(shown.reveal?.result?.grade == nil)
            #expect(try await stage.history(cue.id, of: cast.peer).count == 1)
            #expect(try await stage.memory(cue.id, of: cast.peer).known == nil)
            #expect(try await stage.services.recall.next(.due, by: cast.peer) == nil)
            stage.world.advance(days: 1)
            #expect(try await stage.services.recall.next(.due, by: cast.peer) != nil)
        }
    }

    @Test func whatIsOpenComesBackUntilItIsGraded() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(3, for: cast.peer, by: cast.owner)
            let recall = stage.services.recall
            let first = try #require(try await recall.next(.due, by: cast.peer))
            #expect(try await recall.next(.due, by: cast.peer) == first)
            // Seen and left: on another day something else may come.
            stage.world.advance(days: 1)
            let second = try #require(try await recall.next(.due, by: cast.peer))
            #expect(second != first)
            stage.world.advance(seconds: 30)
            _ = try await recall.answer(second, RecallAnswer(text: "Yes", gaveUp: false), by: cast.peer)
            // Answered and not graded: leaving is no way around a miss.
            stage.world.advance(days: 5)
            #expect(try await recall.next(.due, by: cast.peer) == second)
        }
    }

    @Test func aCorrectionIsANewLineAndTheMemoryFollows() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.schedule(1, for: cast.peer, by: cast.owner)[0]
            let done = try await stage.answerAll(by: cast.peer)
            let recall = try #require(done[0].reveal?.result?.recall)
            let good = try await stage.memory(cue.id, of: cast.peer)
            let result = try await stage.services.recall.correct(
                recall, RecallTicks(points: [1]), by: cast.peer)
            #expect(result.grade == .forgot)
            let history = try await stage.history(cue.id, of: cast.peer)
            #expect(history.map(\.grade) == [.good, .forgot])
            #expect(history[1].corrects == recall)
            let after = try await stage.memory(cue.id, of: cast.peer)
            #expect(after.known?.answers == 1)
            #expect((after.known?.stability ?? 9) < (good.known?.stability ?? 0))
            #expect(
                try await refusedCode {
                    try await stage.services.recall.correct(recall, RecallTicks(points: [1]), by: cast.owner)
                } == "not_found")
            #expect(try await stage.events().contains("recall.corrected"))
        }
    }

    @Test func speakersAndLinesTakeTurns() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("One", of: cast.owner) {
                $0.details.speakers = [ClipSpeaker(name: "Ana")]
            }
            let points = [CueInput.Point(text: "A", isMust: true), CueInput.Point(text: "B", isMust: true)]
            let cue = try await stage.services.cues.make(
                CueInput(lines: ["Too dear", "Too expensive", "Over budget"], points: points), from: clip,
                startMilliseconds: 0, endMilliseconds: nil, by: cast.owner
            ).cue
            let other = try await stage.clip("Two", of: cast.owner) {
                $0.details.speakers = [ClipSpeaker(name: "Ben")]
            }
            _ = try await stage.services.cues.addMoment(
                cue.id, clip: other, startMilliseconds: 0, endMilliseconds: nil, by: cast.performer)
            _ = try await stage.services.cues.remember(cue.id, by: cast.peer)
            var habit = RecallHabit.usual
            habit.quietDays = []
            try await stage.services.recall.setHabit(habit, by: cast.peer)
            var lines: [String] = []
            var clips: [ID<Clip>?] = []
            for _ in 0..<4 {
                let done = try await stage.answerAll(by: cast.peer)
                lines += done.map(\.showing.line)
                clips += done.map { $0.showing.moment?.clip }
                let due = try await stage.memory(cue.id, of: cast.peer).dueOn
                stage.world.advance(days: Int64(due - stage.world.now.day) + 2)
            }
            #expect(lines == ["Too dear", "Too expensive", "Over budget", "Too dear"])
            #expect(clips == [clip, other, clip, other])
        }
    }

    @Test func aClipThatMayNotBeSeenAnyMoreIsNotRevealed() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.owner)
            _ = try await stage.services.cues.remember(cue.id, by: cast.peer)
            let clips = try await stage.services.cues.show(cue.id, by: cast.owner).places.map(\.clip.id)
            _ = try await stage.services.clips.setVisibility(clips[0], to: .private, by: cast.owner)
            let next = try #require(try await stage.services.recall.next(.due, by: cast.peer))
            let shown = try await stage.answer(next, by: cast.peer)
            #expect(shown.reveal?.peer == nil)
            #expect(shown.reveal?.result?.grade == .good)
        }
    }

    @Test func whatIsWatchedToItsEndIsAskedOfThoseWhoAgreed() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.performer)
            let moments = try await stage.database.read { try CueStore($0).moments(of: [cue.id]) }
            let clip = try #require(moments[cue.id]?.first?.clip)
            func watch(to end: Int, number: Int, by actor: Actor) async throws {
                try await stage.services.watches.report(
                    try PlayReport(
                        player: ID("player_a"), number: number,
                        intervals: [PlayedInterval(start: 0, end: end, at: 0, wall: end)]), of: clip, by: actor)
            }
            var habit = try await stage.services.recall.habit(of: cast.peer)
            habit.entersWatched = true
            try await stage.services.recall.setHabit(habit, by: cast.peer)
            try await watch(to: 20_000, number: 1, by: cast.peer)
            #expect(try await stage.services.recall.waiting(for: cast.peer.person.id).scheduled == 0)
            try await watch(to: 60_000, number: 2, by: cast.peer)
            try await watch(to: 60_000, number: 1, by: cast.owner)
            #expect(try await stage.memory(cue.id, of: cast.peer).source == .watched)
            #expect(try await stage.services.recall.waiting(for: cast.peer.person.id).cues == 1)
            #expect(try await stage.services.recall.waiting(for: cast.owner.person.id).scheduled == 0)
            // Let go of once, it does not come back by itself.
            try await stage.services.cues.letGo(cue.id, by: cast.peer)
            try await watch(to: 60_000, number: 3, by: cast.peer)
            #expect(try await stage.services.recall.waiting(for: cast.peer.person.id).scheduled == 0)
        }
    }

    @Test func pagesCountWhatWaitsUntilItIsAnsweredAndFromTheNextDayOn() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(7, for: cast.peer, by: cast.performer)
            let recall = stage.services.recall
            #expect(try await recall.waiting(for: cast.peer.person.id).cues == 5)
            try await stage.answerAll(by: cast.peer)
            #expect(try await recall.waiting(for: cast.peer.person.id).cues == 0)
            stage.world.advance(days: 1)
            #expect(try await recall.waiting(for: cast.peer.person.id).cues >= 2)
        }
    }

    @Test func cueOfASetIsAskedAtOnceAndOnlyOnceADay() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let recall = stage.services.recall
            try await stage.schedule(6, for: cast.peer, by: cast.performer)
            let cue = try await stage.cue("Out of a set", of: cast.performer)
            // Something else is open: what was asked for comes instead.
            let other = try #require(try await recall.next(.due, by: cast.peer))
            let next = try #require(try await recall.next(.cue(cue.id), by: cast.peer))
            #expect(other != next)
            let shown = try await recall.show(next, by: cast.peer)
            #expect(shown.showing.cue == cue.id)
            // The day was full without it, and the log says so.
            #expect(shown.showing.occasion == .cram)
            try await stage.answer(next, by: cast.peer)
            #expect(try await stage.memory(cue.id, of: cast.peer).source == .chosen)
            #expect(try await recall.next(.cue(cue.id), by: cast.peer) == nil)
            let hidden = try await stage.cue("Elsewhere", of: cast.outsider)
            #expect(try await refusal { try await recall.next(.cue(hidden.id), by: cast.peer) }?.status == 404)
        }
    }

    @Test func theBuyersVoiceIsAskedWhereItIsHeardAndTheTextWhereItIsNot() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.performer)
            let words = ["Honestly,", "you", "are", "too", "expensive"].enumerated().map { number, word in
                TimedWord(text: word, startMilliseconds: number * 400, endMilliseconds: number * 400 + 300)
            }
            try await stage.database.write { connection in
                try TranscriptStore(connection).insert(
                    Transcript(
                        revision: 9, source: .machine,
                        lines: [
                            TranscriptLine(
                                startMilliseconds: 0, endMilliseconds: 2000, text: "Honestly, you are too expensive",
                                words: words)
                        ], savedAt: stage.world.now), clip: clip)
            }
            let input = try CueInput(
                lines: ["You are too expensive"],
                points: [CueInput.Point(text: "One", isMust: true), CueInput.Point(text: "Two", isMust: true)],
                objection: nil, retention: 0.9)
            let made = try await stage.services.cues.make(
                input, from: clip, startMilliseconds: 2000, endMilliseconds: 9000, by: cast.performer)
            let moment = try #require(made.places.first?.moment)
            #expect(moment.voice == 250..<2050)
            _ = try await stage.services.cues.remember(made.cue.id, by: cast.peer)
            let recall = stage.services.recall
            let next = try #require(try await recall.next(.due, by: cast.peer))
            let asked = try await recall.show(next, by: cast.peer)
            #expect(asked.voice?.clip == clip)
            #expect(asked.voice?.range == 250..<2050)
            #expect(asked.showing.line == "you are too expensive")
            _ = try await stage.services.cues.setVoice(nil, of: moment.id, in: made.cue.id, by: cast.performer)
            #expect(try await recall.show(next, by: cast.peer).voice == nil)
            let stranger = try await refusal {
                try await stage.services.cues.setVoice(
                    (start: 0, end: 900), of: moment.id, in: made.cue.id, by: cast.peer)
            }
            #expect(stranger?.status == 403)
        }
    }
}
