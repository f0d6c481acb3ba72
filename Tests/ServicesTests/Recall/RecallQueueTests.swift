import Domain
import Rehearsal
import Services
import Testing

/// How much, when, and in which order.
struct RecallQueueTests {
    @Test func noMoreThanTheCapIsAskedInADay() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(9, for: cast.peer, by: cast.owner)
            #expect(try await stage.services.recall.today(by: cast.peer).waiting == 5)
            #expect(try await stage.answerAll(by: cast.peer).count == 5)
            let today = try await stage.services.recall.today(by: cast.peer)
            #expect(today.done == 5)
            #expect(today.waiting == 0)
        }
    }

    @Test func minutesAreACapOfTheirOwn() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(9, for: cast.peer, by: cast.owner)
            var habit = RecallHabit.usual
            habit.cuesPerDay = 30
            habit.minutesPerDay = 2
            try await stage.services.recall.setHabit(habit, by: cast.peer)
            // 36 seconds each until it is known better.
            #expect(try await stage.services.recall.today(by: cast.peer).waiting == 3)
        }
    }

    @Test func noObjectionComesTwiceInARowWhileThereIsAnother() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for number in 0..<5 {
                let cue = try await stage.cue(
                    "Line \(number)", of: cast.owner, objection: number < 3 ? "ob.price" : "ob.later")
                _ = try await stage.services.cues.remember(cue.id, by: cast.peer)
            }
            let asked = try await stage.answerAll(by: cast.peer).map { $0.objection?.text }
            #expect(asked == ["ob.price", "ob.later", "ob.price", "ob.later", "ob.price"])
        }
    }

    @Test func quietDaysAndHoldsAskNothingAndLoseNothing() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(2, for: cast.peer, by: cast.owner)
            // The stage begins on a Monday.
            stage.world.advance(days: 5)
            let saturday = try await stage.services.recall.today(by: cast.peer)
            #expect(saturday.isQuiet)
            #expect(saturday.waiting == 0)
            #expect(try await stage.services.recall.next(.due, by: cast.peer) == nil)
            var habit = RecallHabit.usual
            habit.holdFrom = stage.world.now.day
            habit.holdUntil = stage.world.now.day.advanced(byDays: 10)
            try await stage.services.recall.setHabit(habit, by: cast.peer)
            stage.world.advance(days: 4)
            let away = try await stage.services.recall.today(by: cast.peer)
            #expect(away.isHeld)
            #expect(away.waiting == 0)
            stage.world.advance(days: 7)
            let back = try await stage.services.recall.today(by: cast.peer)
            #expect(!back.isHeld)
            #expect(back.scheduled == 2)
        }
    }

    @Test func duesFallOnWorkdaysAndAreSpread() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cues = try await stage.schedule(5, for: cast.peer, by: cast.owner)
            // Wednesday: two or three days later begin Friday and Saturday.
            stage.world.advance(days: 2)
            _ = try await stage.answerAll(by: cast.peer)
            stage.world.advance(days: 2)
            _ = try await stage.answerAll(by: cast.peer)
            var dues: [Day] = []
            for cue in cues { dues.append(try await stage.memory(cue.id, of: cast.peer).dueOn) }
            #expect(dues.allSatisfy { !RecallHabit.usual.isQuiet(on: $0) })
            #expect(Set(dues).count > 1)
        }
    }

    @Test func aCramAsksWhatIsLeastCertainOfTheseObjectionsAndSaysSo() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cues = try await stage.schedule(6, for: cast.peer, by: cast.owner)
            _ = try await stage.answerAll(by: cast.peer)
            stage.world.advance(days: 1)
            let recall = stage.services.recall
            let ask = RecallAsk.cram([ID("ob.later")], minutes: 1)
            let next = try #require(try await recall.next(ask, by: cast.peer))
            let shown = try await stage.answer(next, by: cast.peer)
            #expect(shown.objection == ID("ob.later"))
            #expect(shown.showing.occasion == .cram)
            #expect(try await stage.history(shown.showing.cue, of: cast.peer).last?.occasion == .cram)
            #expect(cues.map(\.id).contains(shown.showing.cue))
        }
    }

    @Test func aboutFourInAHundredAnswersAreProbes() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(60, for: cast.peer, by: cast.owner)
            var occasions: [RecallOccasion] = []
            for _ in 0..<90 {
                occasions += try await stage.answerAll(by: cast.peer).map(\.showing.occasion)
                stage.world.advance(days: 1)
            }
            let share = Double(occasions.count { $0 == .probe }) / Double(occasions.count)
            #expect((0.02...0.07).contains(share), "\(share)")
        }
    }

    @Test func daysAreCountedWhereThePersonIs() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(6, for: cast.peer, by: cast.owner)
            let tokyo = try #require(LearnerZone("Asia/Tokyo"))
            // 14:13 in UTC on Monday, 23:13 in Tokyo.
            let next = try #require(try await stage.services.recall.next(.due, zone: tokyo, by: cast.peer))
            let today = try await stage.services.recall.show(next, by: cast.peer).showing.day
            _ = try await stage.answer(next, by: cast.peer)
            stage.world.advance(seconds: 4 * 3600)
            #expect(try await stage.services.recall.today(by: cast.peer).day == today)
            stage.world.advance(seconds: 3600)
            #expect(try await stage.services.recall.today(by: cast.peer).day == today.advanced(byDays: 1))
        }
    }
}
