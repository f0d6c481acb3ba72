import CKernels
import Testing

@testable import Lookup

/// The loops over all windows do what plain loops do, whatever instructions they use.
@Suite(.tags(.kernels))
struct RankLoopsTests {
    private static let count = 2_717

    private static func numbers(seed: UInt64) -> [Float] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in Float(random.next() % 2001) / 1000 - 1 }
    }

    /// Clips of one to nine windows, and one of very many.
    private static var firsts: [Int] {
        var random = SeededRandom(seed: 5)
        var firsts = [0]
        while let last = firsts.last, last < count {
            let length = firsts.count == 40 ? 1500 : 1 + Int(random.next() % 9)
            firsts.append(min(count, last + length))
        }
        return firsts
    }

    private static var continues: [UInt8] {
        var continues = [UInt8](repeating: 1, count: count)
        for first in firsts where first < count { continues[first] = 0 }
        return continues
    }

    @Test(arguments: Kernels.available)
    func windowsGetTheWordsBeforeThemInTheirOwnClip(kernels: Kernels) {
        let (near, spoken) = (Self.numbers(seed: 1), Self.numbers(seed: 2))
        let continues = Self.continues
        let seen = (0..<Self.count).map { UInt8($0 % 7 == 0 ? 0 : 1) }
        var base = [Float](repeating: 0, count: Self.count)
        ck_blend(kernels.level, near, spoken, continues, seen, 1.5, 0.3, Self.count, &base)
        for window in 0..<Self.count {
            guard seen[window] == 1 else {
                #expect(base[window] == -.infinity)
                continue
            }
            let before = continues[window] == 1 ? spoken[window - 1] : 0
            let said: Float = spoken[window] + 0.3 * before
            let expected: Float = near[window] + 1.5 * said
            #expect(abs(base[window] - expected) < 1e-5)
        }
        let most = ck_largest_said(kernels.level, spoken, continues, nil, 0.3, Self.count)
        var expected: Float = 0
        for window in 0..<Self.count {
            let before: Float = continues[window] == 1 ? spoken[window - 1] : 0
            expected = max(expected, spoken[window] + 0.3 * before)
        }
        #expect(abs(most - expected) < 1e-5)
    }

    @Test(arguments: Kernels.available)
    func clipsHaveTheFirstOfTheirBestWindows(kernels: Kernels) {
        let base = Self.numbers(seed: 3)
        let firsts = Self.firsts
        var random = SeededRandom(seed: 4)
        let affinities = (0..<3 * Self.count).map { _ in Int8(truncatingIfNeeded: Int(random.next() % 255) - 127) }
        let (which, weights): ([Int32], [Float]) = ([2, 0], [0.02, 0.01])
        var most = [Float](repeating: 0, count: firsts.count - 1)
        var at = [Int32](repeating: 0, count: firsts.count - 1)
        ck_clip_tops(
            kernels.level, base, affinities, Self.count, which, weights, 2, -16, 64, firsts, firsts.count - 1, &most,
            &at)
        func score(_ window: Int) -> Float {
            var score = base[window]
            for (objection, weight) in zip(which, weights) {
                let own = affinities[Int(objection) * Self.count + window]
                score += weight * Float(min(max(own, -16), 64))
            }
            return score
        }
        for clip in most.indices {
            let scores = (firsts[clip]..<firsts[clip + 1]).map(score)
            #expect(abs(most[clip] - (scores.max() ?? 0)) < 1e-4)
            #expect(abs(score(Int(at[clip])) - most[clip]) < 1e-4)
        }
    }

    @Test(arguments: Kernels.available, [1, 10, 200, 5000])
    func largestAreFound(kernels: Kernels, wanted: Int) {
        let values = Self.numbers(seed: 6)
        let found = kernels.largest(wanted, of: values)
        let expected = values.sorted(by: >).prefix(wanted)
        #expect(Set(found).count == found.count)
        #expect(found.count >= expected.count)
        #expect(found.map { values[$0] }.min() == expected.last)
    }

    @Test func nothingIsLargestOfNothing() {
        #expect(Kernels.best.largest(5, of: []).isEmpty)
        #expect(Kernels.best.largest(5, of: [-.infinity, -.infinity]).isEmpty)
    }
}
