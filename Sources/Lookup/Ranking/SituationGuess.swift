import Domain

/// Which objection a lookup is about, when there is a model: by its vector, the words it shares with phrasings, and the tags of the
/// best windows. While somebody types and the vector is not known, by words and tags alone.
struct SituationGuess {
    let guess: ObjectionGuess

    private let ranking: MeaningRanking
    private let base: [[Float]]

    /// - Parameter base: the score of every window by nearness and words, part by part.
    init(_ ranking: MeaningRanking, _ base: [[Float]]) {
        self.init(ranking, base, guess: .none)
        guard !ranking.meaning.learned.objections.isEmpty else { return }
        guard let sentence = ranking.meaning.sentence else {
            let guess = ObjectionGuess(
                terms: ranking.search.query.terms, votes: votes, taxonomy: ranking.search.taxonomy)
            self.init(ranking, base, guess: guess)
            return
        }
        self.init(ranking, base, guess: byMeaning(sentence))
    }

    private init(_ ranking: MeaningRanking, _ base: [[Float]], guess: ObjectionGuess) {
        self.ranking = ranking
        self.base = base
        self.guess = guess
    }

    private func byMeaning(_ sentence: QueryMeaning.Sentence) -> ObjectionGuess {
        let learned = ranking.meaning.learned
        let weights = ranking.weights
        let two = learned.phrasings.nearest(sentence.nearness, count: 2, objectionCount: learned.objections.count)
        let wanted = Set(ranking.search.query.terms)
        let shared = ranking.search.taxonomy.sharedTerms(wanted, of: learned.objections)
        var scores = zip(z(two), z(shared)).map { weights.phrasing * $0 + weights.shared * $1 }
        if let along = sentence.along {
            let votes = z(votes)
            for (place, value) in z(along).enumerated() {
                scores[place] += weights.along * value + weights.vote * votes[place]
            }
        }
        let top = scores.max() ?? 0
        let raw = scores.map { Float.exp(($0 - top) / weights.temperature) }
        let sum = raw.reduce(0, +)
        let nearest = sentence.nearness.max() ?? 0
        let trust = min(1, max(0, (nearest - weights.doubtful) / (weights.sure - weights.doubtful)))
        return ObjectionGuess(raw.map { $0 / sum * trust })
    }

    private func z(_ values: [Float]) -> [Float] {
        let spread = LearnedSituations.Spread(values)
        return values.map(spread.z)
    }

    private static let voters = 30

    /// What the clips of the best windows are tagged with.
    private var votes: [Float] {
        let objections = ranking.meaning.learned.objections
        let index = ranking.index
        let numbers = Dictionary(objections.enumerated().map { ($1, $0) }) { first, _ in first }
        var votes = [Float](repeating: 0, count: objections.count)
        var best = BestFew<Void>(Self.voters, in: index, from: -.infinity)
        for (place, part) in index.parts.enumerated() {
            for window in ranking.kernels.largest(Self.voters, of: base[place]) where isVoter(base[place][window]) {
                let clip = Int(part.segment.windows.clips[window])
                best.offer(base[place][window], at: WindowPlace(part: place, clip: clip, window: window), ())
            }
        }
        guard let top = best.items.first?.score else { return votes }
        for (score, place, _) in best.items {
            for objection in index.card(at: place).objections {
                if let number = numbers[objection] { votes[number] += .exp(score - top) }
            }
        }
        return votes
    }

    /// Without nearness a window that has none of the words says nothing.
    private func isVoter(_ score: Float) -> Bool { ranking.meaning.sentence != nil || score > 0 }
}
