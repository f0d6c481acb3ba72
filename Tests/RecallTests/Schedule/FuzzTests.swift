import Recall
import Testing

struct FuzzTests {
    @Test func theFreedomIsWhatOthersComputed() throws {
        for row in try Golden.rows("fuzz") {
            let numbers = row.compactMap { Int($0) }
            #expect(Fuzz.range(around: numbers[0]) == numbers[1]...numbers[2])
        }
        #expect(Fuzz.range(around: 90, longest: 92).upperBound == 92)
    }

    @Test func everyDrawStaysInside() {
        for interval in [1, 2, 3, 10, 400] {
            let range = Fuzz.range(around: interval)
            #expect(Fuzz.pick(range, draw: 0) == range.lowerBound)
            #expect(Fuzz.pick(range, draw: 0.999_999_999) == range.upperBound)
        }
    }

    @Test func aReplayDrawsTheSameAndOthersDrawDifferently() {
        let draw = Fuzz.draw(person: "person_1", cue: "cue_1", review: 3)
        #expect(draw == Fuzz.draw(person: "person_1", cue: "cue_1", review: 3))
        let others = [("person_2", "cue_1", 3), ("person_1", "cue_2", 3), ("person_1", "cue_1", 4)]
        for (person, cue, review) in others {
            #expect(Fuzz.draw(person: person, cue: cue, review: review) != draw)
        }
    }

    @Test func drawsAreSpreadEvenly() {
        var buckets = [Int](repeating: 0, count: 10)
        for review in 0..<10_000 { buckets[Int(Fuzz.draw(person: "p", cue: "c", review: review) * 10)] += 1 }
        for count in buckets { #expect((850...1150).contains(count)) }
    }

    @Test func theLeastBusyWorkdayIsChosen() {
        let load = [18: 5, 19: 1, 20: 7, 21: 0, 22: 3]
        // The 21st has nothing to do but is no workday.
        #expect(Fuzz.leastBusy(around: 20, load: { load[$0] ?? 9 }, isFree: { $0 != 21 }) == 19)
        // Equally busy: nearest to the interval.
        #expect(Fuzz.leastBusy(around: 20, load: { _ in 2 }, isFree: { $0 != 20 }) == 19)
        // A whole window of days off: asked all the same.
        #expect(Fuzz.leastBusy(around: 20, load: { _ in 2 }, isFree: { _ in false }) == 20)
        #expect(Fuzz.leastBusy(around: 1, load: { _ in 99 }, isFree: { _ in true }) == 1)
    }
}
