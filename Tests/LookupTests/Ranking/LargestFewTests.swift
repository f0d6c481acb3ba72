import Testing

@testable import Lookup

struct LargestFewTests {
    @Test func rankIsThatOfTheSortedValues() {
        var random = SeededRandom(seed: 31)
        for count in [1, 2, 3, 17, 200] {
            // Few distinct values, so that many are equal.
            let values = (0..<count).map { _ in Float(random.next() % 12) - 6 }
            let sorted = values.sorted(by: >)
            for rank in 1...count {
                #expect(Kernels.largest(rank, of: values) == sorted[rank - 1])
            }
        }
    }

    @Test func orderedValuesAreNoTrap() {
        let values = (0..<10_000).map(Float.init)
        #expect(Kernels.largest(1, of: values) == 9999)
        #expect(Kernels.largest(10_000, of: values.reversed()) == 0)
        #expect(Kernels.largest(50, of: [Float](repeating: 3, count: 100)) == 3)
    }

    @Test func valuesThatDoNotCountAreNeverAmongThem() {
        let values: [Float] = [-.infinity, 2, -.infinity, 1]
        #expect(Set(Kernels.best.largest(3, of: values)) == [1, 3])
    }
}
