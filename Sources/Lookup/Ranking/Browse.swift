import Domain

/// A lookup without words: the newest moments of a cell, fresh ones first, hand-made moments before whole clips.
struct Browse {
    private let search: Search

    init(_ search: Search) {
        self.search = search
    }

    func answer() -> LookupAnswer {
        var found: [Candidate] = []
        for (place, part) in search.index.parts.enumerated() {
            for (number, clip) in part.segment.clips.enumerated()
            where part.isVisible[number] && search.input.accepts(clip) {
                let windows = part.segment.windows(of: number)
                let window = windows.first { part.segment.windows.moments[$0] >= 0 } ?? windows.lowerBound
                found.append(
                    Candidate(
                        place: WindowPlace(part: place, clip: number, window: window), signals: Signals(), score: 0))
            }
        }
        found.sort(by: isBetter)
        let explanation = Explanation(search: search, guess: .none)
        return LookupAnswer(
            hits: found.prefix(search.input.limit).map(explanation.hit), isMiss: found.isEmpty, total: found.count)
    }

    private func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
        let one = clip(left)
        let other = clip(right)
        let staleness = (one.isStale(on: search.today), other.isStale(on: search.today))
        if staleness.0 != staleness.1 { return !staleness.0 }
        if one.hasMoments != other.hasMoments { return one.hasMoments }
        return search.index.isNewer(left.place, than: right.place)
    }

    private func clip(_ candidate: Candidate) -> ClipCard {
        search.index.card(at: candidate.place)
    }
}
