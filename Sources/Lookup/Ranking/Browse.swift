import Domain

/// A lookup without words: the newest moments of a cell, fresh ones first, hand-made moments before whole clips.
struct Browse {
    private let search: Search

    init(_ search: Search) {
        self.search = search
    }

    func answer() -> LookupAnswer {
        var best: [Candidate] = []
        var total = 0
        let limit = search.input.limit
        for (place, part) in search.index.parts.enumerated() {
            for (number, clip) in part.segment.clips.enumerated()
            where part.isVisible[number] && search.input.accepts(clip) {
                total += 1
                let windows = part.segment.windows(of: number)
                let window = windows.first { part.segment.windows.moments[$0] >= 0 } ?? windows.lowerBound
                let candidate = Candidate(
                    place: WindowPlace(part: place, clip: number, window: window), signals: Signals(), score: 0)
                // Few are shown of very many: those alone are kept in order.
                guard best.count < limit || best.last.map({ isBetter(candidate, $0) }) ?? true else { continue }
                best.insert(candidate, at: best.firstIndex { isBetter(candidate, $0) } ?? best.count)
                if best.count > limit { best.removeLast() }
            }
        }
        let explanation = Explanation(search: search, guess: .none)
        return LookupAnswer(
            hits: best.map(explanation.hit), isMiss: best.isEmpty, total: total)
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
