/// What a lookup means: its vector, and with the names of competitors taken for any competitor.
struct QueryMeaning {
    let learned: LearnedSituations
    let kernels: Kernels
    let vector: [Float]
    let bytes: ByteVector
    /// Of the text that the objection is guessed from.
    let plain: ByteVector
    private let plainVector: [Float]

    init(_ query: LookupQuery, _ learned: LearnedSituations, kernels: Kernels, encode: (String) -> [Float]) {
        self.learned = learned
        self.kernels = kernels
        vector = encode(query.text)
        bytes = ByteVector(vector)
        plainVector = query.competitors.isEmpty ? vector : encode(query.textWithoutNames)
        plain = query.competitors.isEmpty ? bytes : ByteVector(plainVector)
    }

    /// How near the lookup is to each phrasing.
    var nearness: [Float] { learned.phrasings.nearness(plain) }

    /// By objection: along the direction that was learned; nil when nothing is tagged.
    var along: [Float]? {
        learned.directions.map { directions in
            directions.map { direction in
                zip(zip(plainVector, learned.mean), direction).reduce(Float(0)) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
            }
        }
    }
}
