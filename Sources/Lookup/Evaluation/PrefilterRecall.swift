/// How many of the nearest windows the prefilter keeps, against looking at every vector.
package struct PrefilterRecall: Sendable, Hashable, Encodable {
    package let queries: Int
    /// Windows of the index, with and without a vector.
    package let windows: Int
    /// Of the ten nearest of each query, the share that is looked at exactly: 0...1. 1 where everything is looked at.
    package let at10: Double
}

extension LiveIndex {
    /// - Returns: nil without the model.
    package func prefilterRecall(of texts: [String]) -> PrefilterRecall? {
        guard let encoder else { return nil }
        let segments = snapshot.segments.map(\.segment)
        var found = 0
        var wanted = 0
        for text in texts {
            let vector = encoder.vector(of: text)
            let sentence = QueryMeaning.Sentence(vector: vector, bytes: ByteVector(vector), nearness: [], along: nil)
            for segment in segments where !segment.meaning.isEmpty {
                let exact = segment.meaning.dots(sentence.bytes, kernels)
                let best = kernels.largest(10, of: exact).sorted { exact[$0] > exact[$1] }.prefix(10)
                wanted += best.count
                guard let signs = segment.signs else {
                    found += best.count
                    continue
                }
                let places = WindowNearness.samplePlaces(segment.meaning)
                let kept = Set(
                    Prefilter(signs, segment.meaning, sentence, kernels).promising(
                        places: places, exact: segment.meaning.dots(sentence.bytes, at: places, kernels)))
                found += best.count { kept.contains(Int32(clamping: $0)) }
            }
        }
        return PrefilterRecall(
            queries: texts.count, windows: segments.reduce(0) { $0 + $1.windows.count },
            at10: wanted == 0 ? 1 : Double(found) / Double(wanted))
    }
}
