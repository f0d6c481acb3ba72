import Domain

/// One lookup over one snapshot for one viewer.
struct Search {
    let input: LookupInput
    let index: VisibleIndex
    let taxonomy: LookupTaxonomy
    let query: LookupQuery
    let today: Day
    var weights = Signals.Weights()
    /// Nil while lookups go by words alone.
    var meaning: QueryMeaning?
    var meaningWeights = MeaningWeights()

    init(
        _ input: LookupInput, index: VisibleIndex, taxonomy: LookupTaxonomy, today: Day, dictionary: DictionaryWords
    ) {
        self.input = input
        self.today = today
        self.taxonomy = taxonomy
        self.index = index
        query = LookupQuery(input, index: index, taxonomy: taxonomy, dictionary: dictionary)
    }

    func answer() -> LookupAnswer {
        guard !query.words.isEmpty else {
            // Emoji alone, for one, is not a wish to see everything.
            return input.text.isEmpty ? Browse(self).answer() : .nothing
        }
        let wanted = query.words.map { WeightedTerm(terms: $0.terms) }
        let spoken = BM25.scores(wanted, field: .spoken, in: index)
        let written = BM25.scores(wanted, field: .written, in: index)
        if let meaning {
            return MeaningRanking(self, meaning, weights: meaningWeights).answer(spoken: spoken, written: written)
        }
        let guess = ObjectionGuess(terms: query.terms, votes: votes(spoken), taxonomy: taxonomy)
        let found = candidates(spoken: spoken, written: written, guess: guess)
        let ordered = Ordering(index: index, today: today).ordered(found.best)
        let explainer = Explanation(search: self, guess: guess)
        let isMiss = MissRule(query: query, index: index).isMiss(ordered.first, guess: guess)
        return LookupAnswer(
            hits: ordered.prefix(input.limit).map(explainer.hit), correctedText: query.correctedText,
            guessedObjection: guess.best.flatMap { $0.value >= 0.4 ? taxonomy.objections[$0.objection].id : nil },
            isMiss: isMiss, total: found.total)
    }

    /// The windows whose words match best say, by their clips' tags, what the lookup is about.
    private func votes(_ spoken: [[Float]]) -> [Float] {
        var votes = [Float](repeating: 0, count: taxonomy.objections.count)
        let numbers = Dictionary(taxonomy.objections.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var best = BestFew<Void>(30, in: index)
        for (place, part) in index.parts.enumerated() {
            spoken[place].withUnsafeBufferPointer { scores in
                for window in scores.indices
                where scores[window] > 0 && scores[window] >= best.threshold && part.sees(window: window) {
                    let clip = Int(part.segment.windows.clips[window])
                    best.offer(scores[window], at: WindowPlace(part: place, clip: clip, window: window), ())
                }
            }
        }
        guard let top = best.items.first?.score else { return votes }
        for (score, place, _) in best.items {
            for objection in index.card(at: place).objections {
                if let number = numbers[objection] { votes[number] += .exp(2 * (score / top - 1)) }
            }
        }
        return votes
    }

    /// How much each window talks like the likely objections do.
    private func situationScores(_ guess: ObjectionGuess) -> [[Float]] {
        var weights: [String: Float] = [:]
        for (objection, likelihood) in guess.likelihoods.sorted(by: { $0.value > $1.value }).prefix(2) {
            for (term, count) in taxonomy.models[objection].terms {
                let weight = likelihood * taxonomy.weight(of: term) * Float(min(count, 4)).squareRoot()
                weights[term, default: 0] += weight
            }
        }
        let heaviest = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(24)
        let wanted = heaviest.map { WeightedTerm(terms: [$0.key], weight: $0.value) }
        return BM25.scores(wanted, field: .spoken, in: index)
    }

    /// How much each window talks like the clips do that are tagged with the likeliest objection.
    private func learnedScores(_ guess: ObjectionGuess, _ situation: [[Float]]) -> [[Float]] {
        var learned: [WeightedTerm] = []
        if let likely = guess.best {
            learned = LearnedTerms(index: index, taxonomy: taxonomy).terms(of: likely.objection, situation: situation)
        }
        return BM25.scores(learned, field: .spoken, in: index)
    }

    private func candidates(
        spoken: [[Float]], written: [[Float]], guess: ObjectionGuess
    ) -> (best: [Candidate], total: Int) {
        let accepted = accepted()
        func shares(_ values: [[Float]], carried: Float) -> WindowScores {
            WindowScores(values, carried: carried, accepted: accepted, in: index)
        }
        let situation = situationScores(guess)
        let sources = Sources(
            words: shares(spoken, carried: WindowScores.carriedToAnswer),
            situation: shares(situation, carried: WindowScores.carriedToAnswer),
            learned: shares(learnedScores(guess, situation), carried: 0), written: written,
            mostWritten: zip(written, accepted).map { scores, accepted in
                zip(scores, accepted).reduce(Float(0)) { $1.1 ? max($0, $1.0) : $0 }
            }.max() ?? 0,
            likely: Dictionary(guess.likelihoods.map { (taxonomy.objections[$0.objection].id, $0.value) }) { $1 },
            certainty: guess.best?.value ?? 0, rivals: RivalNames(query.competitors, index: index))
        var best = BestFew<Candidate>(input.limit * 2 + 10, in: index)
        var total = 0
        for place in index.parts.indices {
            total += offer(place, accepted[place], sources, to: &best)
        }
        return (best.items.map(\.item), total)
    }

    /// Everything the signals are read from.
    private struct Sources {
        let words: WindowScores
        let situation: WindowScores
        let learned: WindowScores
        let written: [[Float]]
        let mostWritten: Float
        /// How likely each objection is.
        let likely: [ID<Term>: Float]
        let certainty: Float
        let rivals: RivalNames
    }

    /// Offers every accepted clip of a part with its best window; says how many have anything that speaks for them.
    private func offer(
        _ place: Int, _ accepted: [Bool], _ sources: Sources, to best: inout BestFew<Candidate>
    ) -> Int {
        let segment = index.parts[place].segment
        let windowSignals = WindowSignals(sources, part: place)
        let bestWindows = windowSignals.best(of: accepted, segment.firstWindows, weights)
        let written = sources.written[place]
        // Asked once for each combination of tags instead of for thousands of clips.
        let tags = segment.cells.map { $0.objections.reduce(Float(0)) { max($0, sources.likely[$1] ?? 0) } }
        let cells = segment.cellOfClip
        var total = 0
        for clip in accepted.indices where accepted[clip] {
            var signals = Signals()
            if sources.mostWritten > 0 { signals.written = written[clip] / sources.mostWritten }
            signals.tag = tags[cells[clip]]
            signals.competitor = sources.rivals.isNamed(in: clip, ofPart: place) ? 1 : 0
            let score = signals.score(weights) + bestWindows.gains[clip]
            guard score > 0 else { continue }
            total += 1
            guard score >= best.threshold else { continue }
            let window = bestWindows.windows[clip]
            windowSignals.fill(&signals, window: window, isFirst: window == segment.firstWindows[clip])
            let spot = WindowPlace(part: place, clip: clip, window: window)
            best.offer(score, at: spot, Candidate(place: spot, signals: signals, score: score))
        }
        return total
    }

    /// The signals that differ from window to window, of one part.
    private struct WindowSignals {
        private let words: [Float]
        private let situation: [Float]
        private let learned: [Float]
        private let carried: (words: Float, situation: Float, learned: Float)
        private let scale: (words: Float, situation: Float, learned: Float)

        init(_ sources: Sources, part: Int) {
            words = sources.words.values[part]
            situation = sources.situation.values[part]
            learned = sources.learned.values[part]
            carried = (sources.words.carried, sources.situation.carried, sources.learned.carried)
            scale = (
                sources.words.scale, sources.certainty * sources.situation.scale,
                sources.certainty * sources.learned.scale
            )
        }

        /// Of each accepted clip the first of its best windows, and what that adds to its score. The only loop over all
        /// windows: no arrays are made in it.
        func best(
            of accepted: [Bool], _ firstWindows: [Int], _ weights: Signals.Weights
        ) -> (windows: [Int], gains: [Float]) {
            let byWords = weights.words * scale.words
            let bySituation = weights.situation * scale.situation
            let byLearned = weights.learned * scale.learned
            let carried = carried
            var best = Array(firstWindows.dropLast())
            var gains = [Float](repeating: 0, count: accepted.count)
            words.withUnsafeBufferPointer { words in
                situation.withUnsafeBufferPointer { situation in
                    learned.withUnsafeBufferPointer { learned in
                        for clip in accepted.indices where accepted[clip] {
                            var most: Float = 0
                            var before: Float = 0
                            for window in firstWindows[clip]..<firstWindows[clip + 1] {
                                let said = byWords * words[window]
                                let meant = bySituation * situation[window]
                                let learnt = byLearned * learned[window]
                                let gain = said + meant + learnt + before
                                if gain > most {
                                    most = gain
                                    best[clip] = window
                                }
                                before = said * carried.words + meant * carried.situation + learnt * carried.learned
                            }
                            gains[clip] = most
                        }
                    }
                }
            }
            return (best, gains)
        }

        func fill(_ signals: inout Signals, window: Int, isFirst: Bool) {
            func share(_ values: [Float], _ carried: Float, _ scale: Float) -> Float {
                (values[window] + (isFirst ? 0 : carried * values[window - 1])) * scale
            }
            signals.words = share(words, carried.words, scale.words)
            signals.situation = share(situation, carried.situation, scale.situation)
            signals.learned = share(learned, carried.learned, scale.learned)
        }
    }

    /// By part and clip: visible, and of the facets asked for.
    func accepted() -> [[Bool]] {
        index.parts.map { part in
            guard input.hasFacets else { return part.isVisible }
            return part.segment.clips.indices.map { part.isVisible[$0] && input.accepts(part.segment.clips[$0]) }
        }
    }
}
