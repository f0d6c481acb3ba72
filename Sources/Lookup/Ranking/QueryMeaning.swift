/// What a lookup means: its vector, and with the names of competitors taken for any competitor.
struct QueryMeaning {
    /// A lookup as a direction.
    struct Sentence {
        let vector: [Float]
        let bytes: ByteVector
        /// How near the lookup is to each phrasing.
        let nearness: [Float]
        /// By objection: along the direction that was learned; nil when nothing is tagged.
        let along: [Float]?
    }

    let learned: LearnedSituations
    let kernels: Kernels
    /// Nil while somebody types what nobody has asked before.
    let sentence: Sentence?

    /// - Parameter encode: nil for a text whose vector is not to be waited for.
    init(_ query: LookupQuery, _ learned: LearnedSituations, kernels: Kernels, encode: (String) -> [Float]?) {
        self.learned = learned
        self.kernels = kernels
        let vectors = query.sentences.map(encode)
        // The objection is guessed from the text without the names.
        let vector = vectors.first ?? nil
        let plain = vectors.last ?? nil
        guard let vector, let plain, vector.count == learned.mean.count, plain.count == vector.count else {
            sentence = nil
            return
        }
        sentence = Sentence(
            vector: vector, bytes: ByteVector(vector), nearness: learned.phrasings.nearness(ByteVector(plain)),
            along: learned.along(plain))
    }
}

extension LookupQuery {
    /// What has to be known as vectors: the text, and where names of competitors are in it, the text without them.
    var sentences: [String] { competitors.isEmpty ? [text] : [text, textWithoutNames] }
}

extension LearnedSituations {
    fileprivate func along(_ vector: [Float]) -> [Float]? {
        guard let directions else { return nil }
        let centred = zip(vector, mean).map { $0 - $1 }
        return directions.map { direction in
            var sum: Float = 0
            for place in centred.indices { sum += centred[place] * direction[place] }
            return sum
        }
    }
}
