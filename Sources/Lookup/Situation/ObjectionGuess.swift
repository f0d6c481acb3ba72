import Domain

/// Which objection a lookup is about: how likely each is, adding up to at most one.
struct ObjectionGuess: Sendable {
    let likelihoods: [(objection: Int, value: Float)]

    static let none = ObjectionGuess(likelihoods: [])

    var best: (objection: Int, value: Float)? { likelihoods.max { $0.value < $1.value } }

    /// - Parameters:
    ///   - terms: of the corrected text.
    ///   - votes: how strongly the clips that match the words are tagged with each objection, by its index.
    init(terms: [String], votes: [Float], taxonomy: LookupTaxonomy) {
        let wanted = Set(terms)
        let weights = wanted.reduce(into: [String: Float]()) { $0[$1] = taxonomy.weight(of: $1) }
        let length = weights.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let total = weights.values.reduce(0, +)
        guard length > 0 else {
            likelihoods = []
            return
        }
        let mostVotes = votes.max() ?? 0
        var scores: [Float] = []
        var closeness: Float = 0
        for (index, model) in taxonomy.models.enumerated() {
            var overlap: Float = 0
            for (term, weight) in weights {
                if let count = model.terms[term] { overlap += weight * (1 + 0.25 * Float(min(4, count - 1))) }
            }
            let phrasing =
                model.phrasings.map { phrasing in
                    Self.closeness(of: phrasing, to: weights, length: length, taxonomy)
                }.max() ?? 0
            let vote = mostVotes > 0 ? votes[index] / mostVotes : 0
            let share = overlap / total
            closeness = max(closeness, max(share, phrasing))
            scores.append(GuessWeights.share * share + GuessWeights.phrasing * phrasing + GuessWeights.vote * vote)
        }
        let top = scores.max() ?? 0
        let raw = scores.map { Float.exp(($0 - top) / GuessWeights.temperature) }
        let sum = raw.reduce(0, +)
        // Without a word of the taxonomy and without tagged neighbours there is nothing to guess from.
        let trust = min(1, closeness / GuessWeights.sure + (mostVotes > 0 ? GuessWeights.voteTrust : 0))
        likelihoods = raw.enumerated().map { ($0, $1 / sum * trust) }.filter { $0.1 > 0.02 }
    }

    /// How near terms come to the nearest of an objection's phrasings: 0...1.
    static func nearness(of terms: [String], to model: ObjectionModel, _ taxonomy: LookupTaxonomy) -> Float {
        let weights = Set(terms).reduce(into: [String: Float]()) { $0[$1] = taxonomy.weight(of: $1) }
        let length = weights.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return model.phrasings.map { phrasing in
            let isByOneWord = phrasing.count > 1 && phrasing.count(where: { weights[$0] != nil }) == 1
            return closeness(of: phrasing, to: weights, length: length, taxonomy) * (isByOneWord ? byOneWord : 1)
        }.max() ?? 0
    }

    /// One word in common with a sentence of several is a coincidence more often than not.
    private static let byOneWord: Float = 0.6

    private init(likelihoods: [(objection: Int, value: Float)]) {
        self.likelihoods = likelihoods
    }

    private static func closeness(
        of phrasing: Set<String>, to weights: [String: Float], length: Float, _ taxonomy: LookupTaxonomy
    ) -> Float {
        var shared: Float = 0
        var own: Float = 0
        for term in phrasing {
            let weight = taxonomy.weight(of: term)
            own += weight * weight
            if weights[term] != nil { shared += weight * weight }
        }
        return shared > 0 ? shared / (own.squareRoot() * length) : 0
    }
}

/// How far each sign counts; found on development queries.
enum GuessWeights {
    static let share: Float = 1
    static let phrasing: Float = 1
    static let vote: Float = 0.7
    static let temperature: Float = 0.2
    static let sure: Float = 0.3
    static let voteTrust: Float = 0.3
}
