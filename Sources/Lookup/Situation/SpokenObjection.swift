package import Domain

/// The objection a recording is most likely about, and the sentence that says so.
package struct SpokenObjection: Sendable, Hashable {
    package let objection: ID<Term>
    /// 0...1
    package let likelihood: Float
    /// Index of the first sentence that comes close to how buyers put it.
    package let sentence: Int
}

extension LiveIndex {
    /// - Parameter sentences: what is said, in its order.
    /// - Returns: Nil when nothing resembles an objection of the company's list.
    package func objection(in sentences: [String]) -> SpokenObjection? {
        snapshot.taxonomy.objection(in: sentences)
    }
}

extension LookupTaxonomy {
    /// Longer stretches are speeches: they hold a word of every objection.
    private static let longestPiece = 40
    /// So many of the strongest sentences speak for an objection: a single slip of the tongue does not outvote a conversation.
    private static let strongest = 3
    /// How near to the strongest sentence the first one has to come to be what the buyer said.
    private static let near: Float = 0.75
    /// What is said after the first third is the answer more often than the objection.
    private static let answerWeight: Float = 0.6

    func objection(in sentences: [String]) -> SpokenObjection? {
        var evidence: [Int: [(sentence: Int, value: Float)]] = [:]
        for (number, sentence) in sentences.enumerated() {
            let weight = number * 3 <= sentences.count ? 1 : Self.answerWeight
            for (objection, value) in strengths(of: sentence) {
                evidence[objection, default: []].append((number, value * weight))
            }
        }
        let totals = evidence.mapValues { found in
            found.map(\.value).sorted(by: >).prefix(Self.strongest).reduce(0, +)
        }
        guard let best = totals.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), let found = evidence[best.key],
            let top = found.map(\.value).max(), let first = found.first(where: { $0.value >= top * Self.near })
        else { return nil }
        let rest = totals.values.reduce(0, +)
        return SpokenObjection(
            objection: models[best.key].id, likelihood: min(1, top * 2) * (best.value / rest).squareRoot(),
            sentence: first.sentence)
    }

    /// How much a sentence, or the clause of it that says most, speaks for each objection.
    private func strengths(of sentence: String) -> [Int: Float] {
        let clauses = sentence.split(separator: ",").map(String.init)
        var strengths: [Int: Float] = [:]
        for piece in clauses.count > 1 ? [sentence] + clauses : [sentence] {
            let terms = ObjectionModel.terms(in: piece)
            guard (1...Self.longestPiece).contains(terms.count) else { continue }
            let weights = Set(terms).reduce(into: [String: Float]()) { $0[$1] = weight(of: $1) }
            let length = weights.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let near = closeness(to: weights, length: length)
            guard near.contains(where: { $0.cautious > 0 }) else { continue }
            for (objection, likelihood) in ObjectionGuess(terms: terms, votes: [], taxonomy: self).likelihoods {
                let value = likelihood * near[objection].cautious
                if value > strengths[objection] ?? 0 { strengths[objection] = value }
            }
        }
        return strengths
    }
}
