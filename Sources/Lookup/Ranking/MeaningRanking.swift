import CKernels
import Domain

/// The order of clips when meaning is known: how near each window is, the words it has, and the situation it belongs to.
///
/// score = z(nearness) + words + affinity of the window and of its clip to the likely objections + their tags + competitor.
/// What a lookup does for every window is a few passes over flat columns; only the best are looked at one by one.
struct MeaningRanking {
    let search: Search
    let meaning: QueryMeaning
    let weights: MeaningWeights
    let index: VisibleIndex
    let kernels: Kernels
    private let accepted: [[Bool]]

    /// An affinity counts from here to there: windows are not found for being unlike something.
    private static let affinityRange: ClosedRange<Float> = -1...4

    init(_ search: Search, _ meaning: QueryMeaning, weights: MeaningWeights) {
        self.search = search
        self.meaning = meaning
        self.weights = weights
        index = search.index
        kernels = meaning.kernels
        accepted = search.accepted()
    }

    /// - Parameters:
    ///   - spoken: how well the words of each window match, part by part.
    ///   - written: the same of each clip's title, rules, tags and speakers.
    func answer(spoken: [[Float]], written: [[Float]]) -> LookupAnswer {
        var nearness = meaning.sentence.map { WindowNearness($0, index, kernels) }
        let acceptedWindows = acceptedWindows
        let words = WordShares(spoken, written, weights, accepted, acceptedWindows, index, kernels)
        nearness?.complete(acceptedWindows) { words.standIn(for: &$0, part: $1, most: $2) }
        let base = index.parts.indices.map { words.scores(near: nearness?.z[$0], part: $0) }
        let guess = SituationGuess(self, base).guess
        var scored = scored(base, nearness, guess)
        if let nearness, nearness.isEstimated { makeExact(&scored, base: base, nearness, guess) }
        let ordered = Ordering(index: index, today: search.today, isShifted: true).ordered(scored.best)
        let explainer = Explanation(search: search, guess: guess)
        return LookupAnswer(
            hits: ordered.prefix(search.input.limit).map(explainer.hit), correctedText: search.query.correctedText,
            guessedObjection: guess.best.flatMap { $0.value >= 0.4 ? meaning.learned.objections[$0.objection] : nil },
            isMiss: isMiss(ordered.first, guess), total: scored.total, isPreliminary: meaning.sentence == nil)
    }

    private func isMiss(_ best: Candidate?, _ guess: ObjectionGuess) -> Bool {
        let rule = MissRule(query: search.query, index: index)
        guard let sentence = meaning.sentence else { return rule.isMiss(best, guess: guess) }
        return rule.isMiss(best, nearness: sentence.nearness.max() ?? 0, limit: weights.miss)
    }

    /// By part; nil where all visible windows count.
    private var acceptedWindows: [[UInt8]?] {
        guard search.input.hasFacets else { return index.parts.map { _ in nil } }
        return zip(index.parts, accepted).map { $0.segment.windowMask(of: $1) }
    }

    // MARK: Scores

    private static let mostLikely = 6

    /// The likely objections, with what their affinities count.
    private func likely(_ guess: ObjectionGuess) -> [(objection: Int, window: Float, clip: Float)] {
        let isTagged = meaning.learned.directions != nil
        let window = isTagged ? weights.affinity : weights.untaggedAffinity
        let clip = isTagged ? weights.clipAffinity : weights.untaggedClipAffinity
        // Where everything is about as likely, none of it says much.
        return guess.likelihoods.sorted { $0.value > $1.value }.prefix(Self.mostLikely).map {
            ($0.objection, $0.value * window / Affinities.unit, $0.value * clip / Affinities.unit)
        }
    }

    private struct Scored {
        var best: [Candidate] = []
        var total = 0
    }

    private func scored(_ base: [[Float]], _ nearness: WindowNearness?, _ guess: ObjectionGuess) -> Scored {
        let likely = likely(guess)
        let byID = Dictionary(guess.likelihoods.map { (meaning.learned.objections[$0.objection], $0.value) }) { $1 }
        let rivals = RivalNames(search.query.competitors, index: index)
        // Where nearness is estimated, more are looked at again.
        let few = max(nearness?.isEstimated ?? false ? 256 : 0, search.input.limit * 2 + 10)
        var scored = Scored()
        for place in index.parts.indices {
            let tags = index.parts[place].segment.cells.map { cell in
                cell.objections.reduce(Float(0)) { $0 + (byID[$1] ?? 0) }
            }
            let part = RankedPart(
                place: place, accepted: accepted[place], base: base[place], near: nearness?.z[place], tags: tags,
                rivals: rivals)
            let tops = tops(part, likely)
            var scores = extra(part, likely)
            for clip in scores.indices {
                scores[clip] = accepted[place][clip] ? scores[clip] + tops.scores[clip] : -.infinity
            }
            scored.total += total(part, tops.windows)
            scored.best += kernels.largest(few, of: scores).map { clip in
                candidate(part, clip, window: Int(tops.windows[clip]), score: scores[clip], likely)
            }
        }
        scored.best.sort(by: isBetter)
        scored.best.removeLast(max(0, scored.best.count - few))
        return scored
    }

    private struct RankedPart {
        let place: Int
        let accepted: [Bool]
        let base: [Float]
        let near: [Float]?
        /// How likely what each cell is tagged with is meant.
        let tags: [Float]
        let rivals: RivalNames
    }

    private func candidate(
        _ part: RankedPart, _ clip: Int, window: Int, score: Float,
        _ likely: [(objection: Int, window: Float, clip: Float)]
    ) -> Candidate {
        let segment = index.parts[part.place].segment
        var signals = Signals()
        signals.tag = part.tags[segment.cellOfClip[clip]]
        signals.competitor = part.rivals.isNamed(in: clip, ofPart: part.place) ? 1 : 0
        signals.meaning = segment.meaning.has(window) ? part.near?[window] ?? 0 : 0
        signals.words = part.base[window] - (part.near?[window] ?? 0)
        signals.situation = affinity(of: window, inPart: part.place, likely)
        return Candidate(
            place: WindowPlace(part: part.place, clip: clip, window: window), signals: signals, score: score)
    }

    private func affinity(
        of window: Int, inPart place: Int, _ likely: [(objection: Int, window: Float, clip: Float)]
    ) -> Float {
        guard let affinities = index.parts[place].affinities else { return 0 }
        return likely.reduce(0) { $0 + $1.window * Self.limited(affinities.ofWindow(window, $1.objection)) }
    }

    private func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
        left.score != right.score ? left.score > right.score : index.isNewer(left.place, than: right.place)
    }

    /// From here on nearness alone makes a clip an answer, and not only the nearest there is.
    private static let near: Float = 2

    /// How many clips have something that speaks for them.
    private func total(_ part: RankedPart, _ windows: [Int32]) -> Int {
        let cells = index.parts[part.place].segment.cellOfClip
        let isTagged = part.tags.map { $0 > 0.2 }
        var total = 0
        for clip in windows.indices where part.accepted[clip] {
            let at = Int(windows[clip])
            let near = part.near.map { $0[at] } ?? 0
            if isTagged[cells[clip]] || near > Self.near || part.base[at] > near
                || part.rivals.isNamed(in: clip, ofPart: part.place)
            {
                total += 1
            }
        }
        return total
    }

    /// What speaks for each clip as a whole.
    private func extra(_ part: RankedPart, _ likely: [(objection: Int, window: Float, clip: Float)]) -> [Float] {
        let own = index.parts[part.place]
        let byTag = part.tags.map { weights.tag * $0 }
        var extra = own.segment.cellOfClip.map { byTag[$0] }
        if let affinities = own.affinities {
            for one in likely { affinities.addClips(of: one.objection, times: one.clip, to: &extra) }
        }
        if part.rivals.areNamed(inPart: part.place) {
            for clip in extra.indices where part.rivals.isNamed(in: clip, ofPart: part.place) {
                extra[clip] += weights.competitor
            }
        }
        return extra
    }

    /// The first of the best windows of each clip, and its score.
    private func tops(
        _ part: RankedPart, _ likely: [(objection: Int, window: Float, clip: Float)]
    ) -> (windows: [Int32], scores: [Float]) {
        let own = index.parts[part.place]
        let affinities = own.affinities
        let counted = affinities == nil ? [] : likely
        let count = own.segment.clips.count
        var windows = [Int32](repeating: 0, count: count)
        let scores = [Float](unsafeUninitializedCapacity: count) { room, filled in
            if let most = room.baseAddress {
                ck_clip_tops(
                    kernels.level, part.base, affinities?.windows ?? [], part.base.count,
                    counted.map { Int32(clamping: $0.objection) }, counted.map(\.window), counted.count,
                    Int32(Self.affinityRange.lowerBound * Affinities.unit),
                    Int32(Self.affinityRange.upperBound * Affinities.unit), own.segment.firstWindows, count, most,
                    &windows)
            }
            filled = count
        }
        return (windows, scores)
    }

    /// The best clips once more with the exact nearness of all their windows.
    private func makeExact(
        _ scored: inout Scored, base: [[Float]], _ nearness: WindowNearness, _ guess: ObjectionGuess
    ) {
        let likely = likely(guess)
        for place in index.parts.indices {
            let segment = index.parts[place].segment
            let places = scored.best.indices.filter { scored.best[$0].place.part == place }
            let windows = places.flatMap { segment.windows(of: scored.best[$0].place.clip).map(Int32.init) }
            let exact = nearness.exact(windows, part: place)
            var next = 0
            for number in places {
                let candidate = scored.best[number]
                let clip = candidate.place.clip
                let before = base[place][candidate.place.window] + candidate.signals.situation
                var most = -Float.infinity
                for window in segment.windows(of: clip) {
                    let own = base[place][window] - nearness.z[place][window]
                    let affinity = affinity(of: window, inPart: place, likely)
                    let score = own + exact[next] + affinity
                    if score > most {
                        most = score
                        scored.best[number] = Candidate(
                            place: WindowPlace(part: place, clip: clip, window: window), signals: candidate.signals,
                            score: candidate.score - before + score)
                        scored.best[number].signals.meaning = exact[next]
                        scored.best[number].signals.words = own
                        scored.best[number].signals.situation = affinity
                    }
                    next += 1
                }
            }
        }
        scored.best.sort(by: isBetter)
    }

    private static func limited(_ affinity: Int8) -> Float {
        let (low, high) = (affinityRange.lowerBound, affinityRange.upperBound)
        return min(max(Float(affinity), low * Affinities.unit), high * Affinities.unit)
    }
}
