import Testing

@testable import Understudy

struct SeededNumbersTests {
    @Test func theSameSeedGivesTheSameNumbers() {
        var one = SeededNumbers(seed: 9)
        var other = SeededNumbers(seed: 9)
        for _ in 0..<100 { #expect(one.below(1000) == other.below(1000)) }
    }

    @Test func everyRankComesUpAndTheFirstMostOften() {
        var numbers = SeededNumbers(seed: 2)
        var counts = [0, 0, 0, 0, 0]
        for _ in 0..<5000 { counts[numbers.rank(below: 5)] += 1 }
        #expect(counts == counts.sorted(by: >))
        #expect(counts[4] > 100)
    }

    @Test func nothingToChooseFromIsTheFirst() {
        var numbers = SeededNumbers(seed: 2)
        #expect(numbers.below(0) == 0 && numbers.rank(below: 0) == 0 && numbers.rank(below: 1) == 0)
    }

    @Test func mixingKeepsEverything() {
        var numbers = SeededNumbers(seed: 2)
        let mixed = numbers.mixed(Array(0..<50))
        #expect(mixed != Array(0..<50))
        #expect(mixed.sorted() == Array(0..<50))
    }
}
