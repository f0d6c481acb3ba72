import Testing

@testable import Lookup

/// Looking at bits first finds what looking at everything finds.
@Suite(.tags(.kernels))
struct SignBitsTests {
    /// Vectors around some centres, as sentences about the same things are. Every hundredth window has none.
    private static func columns(_ count: Int) -> (MeaningColumns, queries: [[Float]]) {
        var random = SeededRandom(seed: 21)
        func number() -> Float { Float(random.next() % 2001) / 1000 - 1 }
        let centres = (0..<40).map { _ in (0..<SentenceEncoder.width).map { _ in number() } }
        var rows: [Int8] = []
        var scales: [Float] = []
        for window in 0..<count {
            let centre = random.pick(centres)
            let vector = ByteVector(SentenceEncoder.normalised(centre.map { 0.5 * $0 + number() }))
            rows += vector.bytes
            scales.append(window % 100 == 99 ? 0 : vector.scale)
        }
        let queries = centres.prefix(20).map { centre in
            SentenceEncoder.normalised(centre.map { $0 + 0.3 * Float(random.next() % 100) / 100 })
        }
        return (MeaningColumns(rows: rows, scales: scales, count: count), queries)
    }

    @Test func nearestWindowsAreAmongTheMostPromising() {
        let (columns, queries) = Self.columns(3000)
        let signs = SignBits(columns)
        var found = 0
        for query in queries {
            let exact = columns.dots(ByteVector(query), .best)
            let best = exact.indices.sorted { exact[$0] > exact[$1] }.prefix(10)
            let estimates = signs.estimates(signs.query(query), SignBits.Line(), .best)
            let promising = Set(estimates.indices.sorted { estimates[$0] > estimates[$1] }.prefix(columns.count / 32))
            found += best.count { promising.contains($0) }
        }
        #expect(found >= 199, "\(found) of 200")
    }

    @Test func estimatesAreNearTheTruth() {
        let (columns, queries) = Self.columns(1000)
        let signs = SignBits(columns)
        for query in queries {
            let exact = columns.dots(ByteVector(query), .best)
            let estimates = signs.estimates(signs.query(query), SignBits.Line(), .best)
            let errors = zip(exact, estimates).filter { $0.0 != 0 }.map { abs($0 - $1) }
            #expect(errors.reduce(0, +) / Float(errors.count) < 0.05)
        }
    }

    @Test(arguments: Kernels.available)
    func everyLevelEstimatesTheSame(kernels: Kernels) {
        // Not a multiple of the rows in a block.
        let (columns, queries) = Self.columns(203)
        let (own, plain) = (SignBits(columns, kernels), SignBits(columns, .portable))
        let line = SignBits.Line(offset: 0.5, slope: 2)
        for query in queries {
            let estimates = own.estimates(own.query(query), line, kernels)
            for (one, other) in zip(estimates, plain.estimates(plain.query(query), line, .portable)) {
                #expect(abs(one - other) < 1e-3)
            }
            let places: [Int32] = [0, 7, 8, 99, 202]
            let some = own.estimates(own.query(query), at: places, kernels)
            for (place, value) in zip(places, some) where value != 0 {
                #expect(abs(line.offset + line.slope * value - estimates[Int(place)]) < 1e-3)
            }
        }
    }

    @Test func windowsWithoutVectorsAreNeverNear() {
        let (columns, queries) = Self.columns(200)
        let signs = SignBits(columns)
        let estimates = signs.estimates(signs.query(queries[0]), SignBits.Line(offset: 5, slope: 1), .best)
        #expect(estimates[99] == 0)
        #expect(estimates[98] != 0)
    }
}
