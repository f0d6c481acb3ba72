import Domain

/// The order of clips when meaning is known: how near each window is, the words it has, and the situation it belongs to.
///
/// score = z(nearness) + words + affinity of the window and of its clip to the likely objections + their tags + competitor.
struct MeaningRanking {
    private let search: Search
    private let meaning: QueryMeaning
    private let weights: MeaningWeights
    private let index: VisibleIndex
    private let accepted: [[Bool]]

    /// An affinity counts from here to there: windows are not found for being unlike something.
    private static let affinityRange: ClosedRange<Float> = -1...4

    init(_ search: Search, _ meaning: QueryMeaning, weights: MeaningWeights) {
        self.search = search
        self.meaning = meaning
        self.weights = weights
        index = search.index
        accepted = search.accepted()
    }

    /// - Parameters:
    ///   - spoken: how well the words of each window match, part by part.
    ///   - written: the same of each clip's title, rules, tags and speakers.
    func answer(spoken: [[Float]], written: [[Float]]) -> LookupAnswer {
        var nearness = WindowNearness(meaning, index)
        let words = WordShares(spoken, written, weights, accepted, index)
        nearness.complete(accepted) { words.standIn(for: &$0, part: $1, most: $2) }
        var base = nearness.z
        for part in index.parts.indices { words.add(to: &base[part], part: part) }
        let guess = guess(base)
        var scored = scored(base, nearness: nearness, guess)
        if nearness.isEstimated { makeExact(&scored, base: base, nearness, guess) }
        let ordered = Ordering(index: index, today: search.today, isShifted: true).ordered(scored.best)
        let explainer = Explanation(search: search, guess: guess)
        let rule = MissRule(query: search.query, index: index)
        return LookupAnswer(
            hits: ordered.prefix(search.input.limit).map(explainer.hit), correctedText: search.query.correctedText,
            guessedObjection: guess.best.flatMap { $0.value >= 0.4 ? meaning.learned.objections[$0.objection] : nil },
            isMiss: rule.isMiss(ordered.first, nearness: meaning.nearness.max() ?? 0, limit: weights.miss),
            total: scored.total)
    }

    // MARK: The situation

    private func guess(_ base: [[Float]]) -> ObjectionGuess {
        let learned = meaning.learned
        let count = learned.objections.count
        guard count > 0 else { return .none }
        let nearness = meaning.nearness
        let two = learned.phrasings.nearest(nearness, count: 2, objectionCount: count)
        let wanted = Set(search.query.terms)
        let shared = search.taxonomy.sharedTerms(wanted, of: learned.objections)
        var scores = zip(z(two), z(shared)).map { weights.phrasing * $0 + weights.shared * $1 }
        if let along = meaning.along {
            let votes = z(votes(base))
            for (place, value) in z(along).enumerated() {
                scores[place] += weights.along * value + weights.vote * votes[place]
            }
        }
        let top = scores.max() ?? 0
        let raw = scores.map { Float.exp(($0 - top) / weights.temperature) }
        let sum = raw.reduce(0, +)
        let nearest = nearness.max() ?? 0
        let trust = min(1, max(0, (nearest - weights.doubtful) / (weights.sure - weights.doubtful)))
        return ObjectionGuess(raw.map { $0 / sum * trust })
    }

    private func z(_ values: [Float]) -> [Float] {
        let spread = LearnedSituations.Spread(values)
        return values.map(spread.z)
    }

    /// What the clips of the best windows are tagged with.
    private func votes(_ base: [[Float]]) -> [Float] {
        let objections = meaning.learned.objections
        let numbers = Dictionary(objections.enumerated().map { ($1, $0) }) { first, _ in first }
        var votes = [Float](repeating: 0, count: objections.count)
        var best = BestFew<Void>(30, in: index, from: -.infinity)
        for (place, part) in index.parts.enumerated() {
            let clips = part.segment.windows.clips
            base[place].withUnsafeBufferPointer { scores in
                for window in scores.indices where scores[window] > best.threshold {
                    let clip = Int(clips[window])
                    guard part.isVisible[clip] else { continue }
                    best.offer(scores[window], at: WindowPlace(part: place, clip: clip, window: window), ())
                }
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

    // MARK: Scores

    /// The likely objections, with what their affinities count.
    private func likely(_ guess: ObjectionGuess) -> [(objection: Int, window: Float, clip: Float)] {
        let isTagged = meaning.learned.directions != nil
        let window = isTagged ? weights.affinity : weights.untaggedAffinity
        let clip = isTagged ? weights.clipAffinity : weights.untaggedClipAffinity
        return guess.likelihoods.filter { $0.value > 0.02 }.map {
            ($0.objection, $0.value * window / Affinities.unit, $0.value * clip / Affinities.unit)
        }
    }

    private struct Scored {
        var best: [Candidate]
        var total: Int
    }

    private func scored(_ base: [[Float]], nearness: WindowNearness, _ guess: ObjectionGuess) -> Scored {
        let likely = likely(guess)
        let byID = Dictionary(guess.likelihoods.map { (meaning.learned.objections[$0.objection], $0.value) }) { $1 }
        let rivals = RivalNames(search.query.competitors, index: index)
        // Where nearness is estimated, more are looked at again.
        let few = nearness.isEstimated ? 256 : 0
        var best = BestFew<Candidate>(max(few, search.input.limit * 2 + 10), in: index, from: -.infinity)
        var total = 0
        for (place, part) in index.parts.enumerated() {
            var scores = base[place]
            if let affinities = part.affinities {
                for one in likely { Self.add(affinities.windows[one.objection], one.window, to: &scores) }
            }
            let tags = part.segment.cells.map { cell in
                cell.objections.reduce(Float(0)) { $0 + (byID[$1] ?? 0) }
            }
            let extra = extra(part, place, tags, likely, rivals)
            let tops = Self.tops(scores, part.segment.firstWindows, accepted[place])
            let cells = part.segment.cellOfClip
            let near = nearness.z[place]
            for clip in tops.windows.indices where accepted[place][clip] {
                let at = tops.windows[clip]
                let tag = tags[cells[clip]]
                let isNamed = rivals.isNamed(in: clip, ofPart: place)
                if tag > 0.2 || near[at] > Self.near || base[place][at] > near[at] || isNamed {
                    total += 1
                }
                let score = tops.scores[clip] + extra[clip]
                guard score > best.threshold else { continue }
                var signals = Signals()
                signals.tag = tag
                signals.competitor = isNamed ? 1 : 0
                signals.meaning = part.segment.meaning.has(at) ? near[at] : 0
                signals.words = base[place][at] - near[at]
                signals.situation = scores[at] - base[place][at]
                let spot = WindowPlace(part: place, clip: clip, window: at)
                best.offer(score, at: spot, Candidate(place: spot, signals: signals, score: score))
            }
        }
        return Scored(best: best.items.map(\.item), total: total)
    }

    /// From here on nearness alone makes a clip an answer, and not only the nearest there is.
    private static let near: Float = 2

    /// What speaks for each clip as a whole.
    private func extra(
        _ part: VisibleIndex.Part, _ place: Int, _ tags: [Float],
        _ likely: [(objection: Int, window: Float, clip: Float)], _ rivals: RivalNames
    ) -> [Float] {
        var extra = part.segment.cellOfClip.map { weights.tag * tags[$0] }
        if let affinities = part.affinities {
            for one in likely {
                affinities.clips[one.objection].withUnsafeBufferPointer { own in
                    extra.withUnsafeMutableBufferPointer { extra in
                        for clip in extra.indices { extra[clip] += one.clip * Float(own[clip]) }
                    }
                }
            }
        }
        if !search.query.competitors.isEmpty {
            for clip in extra.indices where rivals.isNamed(in: clip, ofPart: place) {
                extra[clip] += weights.competitor
            }
        }
        return extra
    }

    /// The first of the best windows of each accepted clip, and its score.
    private static func tops(
        _ scores: [Float], _ firstWindows: [Int], _ accepted: [Bool]
    ) -> (windows: [Int], scores: [Float]) {
        var windows = Array(firstWindows.dropLast())
        var most = [Float](repeating: -.infinity, count: windows.count)
        scores.withUnsafeBufferPointer { scores in
            firstWindows.withUnsafeBufferPointer { firstWindows in
                for clip in accepted.indices where accepted[clip] {
                    for window in firstWindows[clip]..<firstWindows[clip + 1] where scores[window] > most[clip] {
                        most[clip] = scores[window]
                        windows[clip] = window
                    }
                }
            }
        }
        return (windows, most)
    }

    /// The best clips once more with the exact nearness of all their windows.
    private func makeExact(
        _ scored: inout Scored, base: [[Float]], _ nearness: WindowNearness, _ guess: ObjectionGuess
    ) {
        let likely = likely(guess)
        for place in index.parts.indices {
            let part = index.parts[place]
            let places = scored.best.indices.filter { scored.best[$0].place.part == place }
            let windows = places.flatMap { part.segment.windows(of: scored.best[$0].place.clip).map(Int32.init) }
            let exact = nearness.exact(windows, part: place)
            var next = 0
            for number in places {
                let candidate = scored.best[number]
                let clip = candidate.place.clip
                func affinity(_ window: Int) -> Float {
                    guard let affinities = part.affinities else { return 0 }
                    return likely.reduce(0) {
                        $0 + $1.window * Self.limited(affinities.windows[$1.objection][window])
                    }
                }
                let before = base[place][candidate.place.window] + affinity(candidate.place.window)
                var most = -Float.infinity
                for window in part.segment.windows(of: clip) {
                    let own = base[place][window] - nearness.z[place][window]
                    let score = own + exact[next] + affinity(window)
                    if score > most {
                        most = score
                        scored.best[number] = Candidate(
                            place: WindowPlace(part: place, clip: clip, window: window), signals: candidate.signals,
                            score: candidate.score - before + score)
                        scored.best[number].signals.meaning = exact[next]
                        scored.best[number].signals.words = own
                        scored.best[number].signals.situation = affinity(window)
                    }
                    next += 1
                }
            }
        }
        scored.best.sort {
            $0.score != $1.score ? $0.score > $1.score : index.isNewer($0.place, than: $1.place)
        }
    }

    private static func limited(_ affinity: Int8) -> Float {
        let (low, high) = (affinityRange.lowerBound, affinityRange.upperBound)
        return min(max(Float(affinity), low * Affinities.unit), high * Affinities.unit)
    }

    private static func add(_ affinities: [Int8], _ weight: Float, to scores: inout [Float]) {
        let low = Int8(affinityRange.lowerBound * Affinities.unit)
        let high = Int8(affinityRange.upperBound * Affinities.unit)
        affinities.withUnsafeBufferPointer { affinities in
            scores.withUnsafeMutableBufferPointer { scores in
                for window in scores.indices {
                    scores[window] += weight * Float(min(max(affinities[window], low), high))
                }
            }
        }
    }
}
