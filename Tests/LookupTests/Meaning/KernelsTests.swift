import CKernels
import Testing

@testable import Lookup

/// Whatever instructions are used, the answer is that of plain arithmetic.
@Suite(.tags(.kernels))
struct KernelsTests {
    private static func numbers(_ count: Int, seed: UInt64) -> [Float] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in Float(random.next() % 2001) / 1000 - 1 }
    }

    private static func bytes(_ count: Int, seed: UInt64) -> [Int8] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in Int8(truncatingIfNeeded: Int(random.next() % 255) - 127) }
    }

    @Test(arguments: Kernels.available, [1, 2, 5, 6, 7, 13])
    func wholeLayerIsNearTheExactOne(kernels: Kernels, rows: Int) {
        let (inputs, outputs) = (64, 96)
        let weights = Self.numbers(inputs * outputs, seed: 3)
        let bias = Self.numbers(outputs, seed: 4)
        let x = Self.numbers(rows * inputs, seed: 5)
        var y = [Float](repeating: 0, count: rows * outputs)
        DenseLayer.whole(WholeLayer(weights: weights, bias: bias)).apply(x, rows: rows, to: &y, kernels)
        for row in 0..<rows {
            for output in 0..<outputs {
                let exact = (0..<inputs).reduce(bias[output]) {
                    $0 + x[row * inputs + $1] * weights[output * inputs + $1]
                }
                #expect(abs(y[row * outputs + output] - exact) < 0.12)
            }
        }
    }

    @Test(arguments: Kernels.available)
    func everyLevelGivesTheSameWholeNumbers(kernels: Kernels) {
        let (inputs, outputs, rows) = (128, 64, 7)
        let layer = WholeLayer(weights: Self.numbers(inputs * outputs, seed: 6), bias: Self.numbers(outputs, seed: 7))
        let x = Self.numbers(rows * inputs, seed: 8)
        var y = [Float](repeating: 0, count: rows * outputs)
        var expected = y
        layer.apply(x, rows: rows, to: &y, kernels)
        layer.apply(x, rows: rows, to: &expected, .portable)
        for (one, other) in zip(y, expected) { #expect(abs(one - other) < 1e-4) }
    }

    @Test(arguments: Kernels.available)
    func exactLayerIsExact(kernels: Kernels) {
        let (inputs, outputs) = (40, 32)
        let weights = Self.numbers(inputs * outputs, seed: 9)
        let bias = Self.numbers(outputs, seed: 10)
        let x = Self.numbers(3 * inputs, seed: 11)
        var y = [Float](repeating: 0, count: 3 * outputs)
        ExactLayer(weights: weights, bias: bias).apply(x, rows: 3, to: &y, kernels)
        for place in y.indices {
            let (row, output) = (place / outputs, place % outputs)
            let exact = (0..<inputs).reduce(bias[output]) {
                $0 + x[row * inputs + $1] * weights[output * inputs + $1]
            }
            #expect(abs(y[place] - exact) < 1e-4)
        }
    }

    @Test(arguments: Kernels.available)
    func productsOfRowsAreExact(kernels: Kernels) {
        let width = 384
        let query = Self.bytes(width, seed: 12)
        let rows = Self.bytes(9 * width, seed: 13)
        let scales = Self.numbers(9, seed: 14)
        var dots = [Float](repeating: 0, count: 9)
        ck_dots_i8(kernels.level, query, 0.5, rows, scales, 9, width, &dots)
        var some = [Float](repeating: 0, count: 6)
        ck_dots_at_i8(kernels.level, query, 0.5, rows, scales, [8, 0, 3, 3, 1, 7], 6, width, &some)
        for row in 0..<9 {
            let sum = (0..<width).reduce(0) { $0 + Int(query[$1]) * Int(rows[row * width + $1]) }
            #expect(abs(dots[row] - Float(sum) * 0.5 * scales[row]) <= abs(dots[row]) * 1e-5)
        }
        #expect(some == [8, 0, 3, 3, 1, 7].map { dots[$0] })
    }

    @Test(arguments: Kernels.available)
    func normalEquationsAreSolved(kernels: Kernels) {
        // Two of sixteen unknowns; three rows that say y = 2 a - b, and nothing of the others.
        let width = 16
        var x = [Float](repeating: 0, count: 3 * width)
        for (row, place) in [(0, 0), (1, 9), (2, 0), (2, 9)] { x[row * width + place] = 1 }
        let y: [Float] = [2, -1, 1]
        var gram = [Float](repeating: 0, count: width * width)
        var right = [Float](repeating: 0, count: width)
        ck_add_normal(kernels.level, x, y, 3, width, 1, &gram, &right)
        var exact = gram.map(Double.init)
        for place in 0..<width where exact[place * width + place] == 0 { exact[place * width + place] = 1 }
        var solution = right.map(Double.init)
        #expect(ck_solve(&exact, &solution, width, 1) == 1)
        #expect(abs(solution[0] - 2) < 1e-6 && abs(solution[9] + 1) < 1e-6 && abs(solution[5]) < 1e-6)
    }

    @Test(arguments: Kernels.available)
    func normalEquationsAreThoseOfPlainArithmetic(kernels: Kernels) {
        let (rows, width, targets) = (37, 48, 3)
        let x = Self.numbers(rows * width, seed: 15)
        let y = Self.numbers(rows * targets, seed: 16).map { $0 > 0.3 ? $0 : 0 }
        var gram = [Float](repeating: 1, count: width * width)
        var right = [Float](repeating: 1, count: width * targets)
        ck_add_normal(kernels.level, x, y, rows, width, targets, &gram, &right)
        for one in 0..<width {
            for other in 0..<width {
                let exact = (0..<rows).reduce(Float(1)) { $0 + x[$1 * width + one] * x[$1 * width + other] }
                #expect(abs(gram[one * width + other] - exact) < 1e-4)
            }
            for target in 0..<targets {
                let exact = (0..<rows).reduce(Float(1)) { $0 + x[$1 * width + one] * y[$1 * targets + target] }
                #expect(abs(right[one * targets + target] - exact) < 1e-4)
            }
        }
    }

    @Test func whatCannotBeSolvedIsSaid() {
        var gram: [Double] = [0, 0, 0, 0]
        var right: [Double] = [1, 1]
        #expect(ck_solve(&gram, &right, 2, 1) == 0)
    }

    @Test func damagedByteChangesTheChecksum() {
        var bytes = (0..<100).map { UInt8($0) }
        let whole = bytes.withUnsafeBytes { Checksum.of($0) }
        for place in bytes.indices {
            bytes[place] ^= 4
            #expect(bytes.withUnsafeBytes { Checksum.of($0) } != whole)
            bytes[place] ^= 4
        }
        #expect(bytes.dropLast().map { $0 }.withUnsafeBytes { Checksum.of($0) } != whole)
    }

    @Test func everyMachineHasThePortableLoops() {
        #expect(Kernels.available.first == .portable)
        #expect(Kernels(named: "portable") == .portable)
        #expect(Kernels(named: "abacus") == nil)
    }
}

extension Tag {
    @Tag static var kernels: Self
}
