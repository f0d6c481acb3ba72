import Testing

@testable import Lookup

/// Looking at bits first finds what looking at everything finds.
struct SignBitsTests {
    /// Vectors around some centres, as sentences about the same things are.
    private static func columns(_ count: Int, _ random: inout SeededRandom) -> (MeaningColumns, [[Float]]) {
        func number(_ random: inout SeededRandom) -> Float { Float(random.next() % 2001) / 1000 - 1 }
        let centres = (0..<40).map { _ in (0..<MeaningColumns.width).map { _ in number(&random) } }
        var rows: [Int8] = []
        var scales: [Float] = []
        for _ in 0..<count {
            let centre = random.pick(centres)
            let vector = ByteVector(SentenceEncoder.normalised(centre.map { 0.5 * $0 + number(&random) }))
            rows += vector.bytes
            scales.append(vector.scale)
        }
        return (MeaningColumns(rows: rows, scales: scales, count: count), centres)
    }

    @Test func nearestWindowsAreAmongTheMostPromising() {
        var random = SeededRandom(seed: 21)
        let (columns, centres) = Self.columns(3000, &random)
        let signs = SignBits(columns)
        var found = 0
        for centre in centres.prefix(20) {
            let query = SentenceEncoder.normalised(centre.map { $0 + 0.3 * Float(random.next() % 100) / 100 })
            let exact = columns.dots(ByteVector(query), .best)
            let best = exact.indices.sorted { exact[$0] > exact[$1] }.prefix(10)
            let agreement = signs.agreement(query, count: columns.count, .best)
            let promising = Set(agreement.indices.sorted { agreement[$0] > agreement[$1] }.prefix(columns.count / 16))
            found += best.count { promising.contains($0) }
        }
        #expect(found >= 199, "\(found) of 200")
    }
}
