import Recall
import Testing

/// Memory is what replaying the log gives, and nothing else.
struct MemoryReplayTests {
    private let model = MemoryModel()
    private let never = CueChange(epoch: 0, day: 0)

    private func answer(_ grade: Grade, _ day: Int, epoch: Int = 0, slack: Double = 0.5) -> LoggedAnswer {
        LoggedAnswer(grade: grade, day: day, epoch: epoch, slack: slack)
    }

    @Test func nothingAnsweredIsNothingKnown() {
        #expect(model.replay([LoggedAnswer](), change: never, retention: 0.9) == nil)
    }

    @Test func statesAreThoseOfTheModel() throws {
        let log = [answer(.good, 100), answer(.good, 103), answer(.forgot, 103), answer(.easy, 110)]
        let replayed = try #require(model.replay(log, change: never, retention: 0.9))
        let state = model.replay([
            Review(.good, days: 0), Review(.good, days: 3), Review(.forgot, days: 0), Review(.easy, days: 7),
        ])
        #expect(replayed.state == state)
        #expect(replayed.lastDay == 110)
        #expect(replayed.answers == 4)
        // On the same day it is no lapse of what was kept.
        #expect(replayed.lapses == 0)
    }

    @Test func aDayLivedTwiceIsTheSameDay() throws {
        let replayed = try #require(
            model.replay([answer(.good, 100), answer(.good, 99)], change: never, retention: 0.9))
        #expect(replayed.state == model.replay([Review(.good, days: 0), Review(.good, days: 0)]))
        #expect(replayed.lastDay == 100)
    }

    @Test func theSlackChoosesTheDayAgain() throws {
        for interval in [1, 2, 3, 8, 30, 200] {
            let range = Fuzz.range(around: interval)
            for day in range { #expect(Fuzz.pick(range, draw: Fuzz.draw(choosing: day, in: range)) == day) }
        }
        let log = [answer(.easy, 100, slack: 0)]
        let early = try #require(model.replay(log, change: never, retention: 0.9)).due
        let late = try #require(model.replay([answer(.easy, 100, slack: 0.999)], change: never, retention: 0.9)).due
        #expect(early < late)
    }

    @Test func anotherRetentionMovesTheDayAlone() throws {
        let log = [answer(.easy, 100), answer(.good, 110)]
        let usual = try #require(model.replay(log, change: never, retention: 0.9))
        let surer = try #require(model.replay(log, change: never, retention: 0.97))
        #expect(surer.due < usual.due)
        #expect(surer.state == usual.state)
    }

    @Test func aMaterialChangeCapsWhatIsKnownAndAsksSoon() throws {
        let log = [answer(.easy, 100), answer(.easy, 130), answer(.easy, 200)]
        let before = try #require(model.replay(log, change: never, retention: 0.9))
        #expect(before.state.stability > 7)
        let after = try #require(model.replay(log, change: CueChange(epoch: 1, day: 210), retention: 0.9))
        #expect(after.state.stability == 7)
        #expect(after.due <= 211)
        #expect(after.state.difficulty == before.state.difficulty)
        // Answered since: the cap lies in the past of that answer.
        let again = try #require(
            model.replay(log + [answer(.good, 211, epoch: 1)], change: CueChange(epoch: 1, day: 210), retention: 0.9))
        let capped = MemoryState(stability: 7, difficulty: before.state.difficulty)
        #expect(again.state == model.next(capped, .good, afterDays: 11))
        #expect(again.due > 212)
    }
}
