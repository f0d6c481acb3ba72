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
        let near = taxonomy.closeness(to: weights, length: length)
        for (index, model) in taxonomy.models.enumerated() {
            var overlap: Float = 0
            for (term, weight) in weights {
                if let count = model.terms[term] { overlap += weight * (1 + 0.25 * Float(min(4, count - 1))) }
            }
            let phrasing = near[index].best
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

    /// - Parameter values: how likely each objection is, in the order of the list.
    init(_ values: [Float]) {
        likelihoods = values.enumerated().map { ($0, $1) }.filter { $0.1 > 0.02 }
    }

    private init(likelihoods: [(objection: Int, value: Float)]) {
        self.likelihoods = likelihoods
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
