import Domain

/// What clips tagged with an objection say more often than the rest, read from those the viewer may see: it carries over to clips
/// nobody tagged.
struct LearnedTerms {
    let index: VisibleIndex
    let taxonomy: LookupTaxonomy

    private static let examples = 16
    /// A term that fewer than one in so many examples say tells nothing.
    private static let rarest = 5
    private static let most = 24

    /// - Parameter situation: how much each window talks like the objection; picks the part of a tagged clip that is about it.
    func terms(of objection: Int, situation: [[Float]]) -> [WeightedTerm] {
        let examples = examples(of: taxonomy.objections[objection].id, situation)
        guard !examples.isEmpty else { return [] }
        let counts = counts(of: examples)
        var weights: [(term: String, weight: Float)] = []
        for (term, count) in counts where count > 1 && count * Self.rarest >= examples.count {
            let share = Float(count) / Float(examples.count)
            let usual = index.estimatedHolders(of: term) / Float(index.windowCount)
            let weight = share * .log((share + 0.001) / (usual + 0.001))
            if weight > 0 { weights.append((term, weight)) }
        }
        weights.sort { ($1.weight, $0.term) < ($0.weight, $1.term) }
        return weights.prefix(Self.most).map { WeightedTerm(terms: [$0.term], weight: $0.weight) }
    }

    /// In how many of the examples each term that says something is said.
    private func counts(of examples: [WindowPlace]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for example in examples {
            let segment = index.parts[example.part].segment
            let analyser = segment.clips[example.clip].analyser
            var terms: Set<String> = []
            // The answer follows the objection.
            for window in segment.windows(of: example.clip).suffix(from: example.window).prefix(2) {
                for word in Tokenizer.words(in: segment.windows.text(of: window)) where !Analyser.isStopWord(word) {
                    terms.insert(analyser.term(for: word))
                }
            }
            for term in terms { counts[term, default: 0] += 1 }
        }
        return counts
    }

    private func examples(of objection: ID<Term>, _ situation: [[Float]]) -> [WindowPlace] {
        var best = BestFew<Void>(Self.examples, in: index)
        for (place, part) in index.parts.enumerated() {
            let scores = situation[place]
            let isTagged = part.segment.cells.map { $0.objections.contains(objection) }
            for (number, cell) in part.segment.cellOfClip.enumerated() where isTagged[cell] && part.isVisible[number] {
                var top: (score: Float, window: Int)?
                for window in part.segment.windows(of: number) {
                    let score = scores[window]
                    if score > top?.score ?? 0 { top = (score, window) }
                }
                if let top { best.offer(top.score, at: WindowPlace(part: place, clip: number, window: top.window), ()) }
            }
        }
        return best.items.map(\.place)
    }
}
