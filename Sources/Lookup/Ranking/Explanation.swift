import Domain

/// Turns a candidate into what people see: where to start, the words that matched, and why.
struct Explanation {
    let search: Search
    let guess: ObjectionGuess
    private let wanted: WantedTerms

    init(search: Search, guess: ObjectionGuess) {
        self.search = search
        self.guess = guess
        wanted = WantedTerms(search.query.words)
    }

    func hit(_ candidate: Candidate) -> LookupHit {
        let segment = search.index.parts[candidate.place.part].segment
        let clip = segment.clips[candidate.place.clip]
        let words = clip.readWords()
        let window = candidate.place.window
        let number = Int(segment.windows.moments[window])
        let moment = words.moments.indices.contains(number) ? words.moments[number] : nil
        let quote = quote(of: candidate, in: segment)
        let start = segment.windows.starts[window]
        return LookupHit(
            clip: clip.id, title: words.title, speakers: clip.speakers, moment: moment?.id, momentTitle: moment?.title,
            startMilliseconds: landing(moment, windowStart: start),
            endMilliseconds: max(moment?.endMilliseconds ?? 0, segment.windows.ends[window]), quote: quote.parts,
            reasons: reasons(candidate, clip: clip, words, moment: moment, matched: quote.matched),
            isStale: clip.isStale(on: search.today), score: Double(candidate.score), windowStartMilliseconds: start)
    }

    /// From the window, or with what was said just before it when only that has the words.
    private func quote(of candidate: Candidate, in segment: Segment) -> Quote {
        let analyser = segment.clips[candidate.place.clip].analyser
        let text = segment.windows.text(of: candidate.place.window)
        let own = Quote(text: text, words: search.query.words, wanted: wanted, analyser: analyser)
        let isFirst = candidate.place.window == segment.firstWindows[candidate.place.clip]
        guard own.matched.isEmpty, !isFirst else { return own }
        let before = segment.windows.text(of: candidate.place.window - 1)
        let longer = Quote(
            text: before + " " + text, words: search.query.words, wanted: wanted, analyser: analyser)
        return longer.matched.isEmpty ? own : longer
    }

    /// A hand-made moment begins where somebody decided the answer begins, so it is where a hit lands. When the words that matched come
    /// more than this much later, they would not be heard before the rep gives up: then it lands on them.
    private static let patienceMilliseconds = 20_000

    private func landing(_ moment: Moment?, windowStart: Int) -> Int {
        guard let moment else { return windowStart }
        let (wait, _) = windowStart.subtractingReportingOverflow(moment.startMilliseconds)
        return wait > Self.patienceMilliseconds ? windowStart : moment.startMilliseconds
    }

    /// In deviations: one window in some twenty is that near.
    private static let closeMeaning: Float = 1.6

    private func reasons(
        _ candidate: Candidate, clip: ClipCard, _ words: ClipCard.Words, moment: Moment?, matched: [String]
    ) -> [Reason] {
        let analyser = clip.analyser
        func holds(_ text: String) -> Bool {
            Tokenizer.words(in: text).contains { wanted.number(of: $0, analyser) != nil }
        }
        var reasons: [Reason] = []
        if !matched.isEmpty { reasons.append(.words(matched)) }
        if candidate.signals.meaning > Self.closeMeaning { reasons.append(.meaning) }
        if let moment, holds(moment.title) { reasons.append(.moment) }
        if holds(words.title) { reasons.append(.title) }
        if let likely = guess.best, candidate.signals.tag > 0 || candidate.signals.situation > 0.3 {
            let id = search.taxonomy.objections[likely.objection].id
            let isTagged = clip.objections.contains(id)
            if likely.value > 0.3, isTagged || candidate.signals.situation > 0.3 { reasons.append(.phrasing(id)) }
        }
        if candidate.signals.competitor > 0, let name = search.query.competitors.first {
            reasons.append(.competitor(name))
        }
        if words.rules.contains(where: holds) { reasons.append(.rule) }
        if words.tags.contains(where: holds) { reasons.append(.tag) }
        if let speaker = clip.speakers.first(where: { search.input.isSpeaker($0) || holds($0) }) {
            reasons.append(.speaker(speaker))
        }
        if let stage = search.input.stage { reasons.append(.stage(stage)) }
        if let objection = search.input.objection { reasons.append(.objection(objection)) }
        return reasons
    }
}
