/// When it is honest to say that nobody has answered this yet.
struct MissRule {
    let query: LookupQuery
    let index: VisibleIndex

    /// The best hit is no answer when it holds too little of what was asked, weighed by rarity, and the lookup is no known objection.
    func isMiss(_ best: Candidate?, guess: ObjectionGuess) -> Bool {
        guard let best else { return true }
        if let likely = guess.best, likely.value >= Self.known, best.signals.tag + best.signals.situation > 0.2 {
            return false
        }
        return coverage(by: best) < Self.enough
    }

    private static let known: Float = 0.4
    private static let enough: Float = 0.5

    /// The share of the lookup's weight that the window, what was said just before it, or its clip's title, rules and tags hold.
    private func coverage(by best: Candidate) -> Float {
        let part = index.parts[best.place.part]
        var held: Float = 0
        var all: Float = 0
        let windows = [best.place.window - 1, best.place.window].filter(
            part.segment.windows(of: best.place.clip).contains)
        for word in query.words {
            let isHeld = word.terms.contains { term in
                part.segment.postings.written.has(term, document: best.place.clip)
                    || windows.contains { part.segment.postings.spoken.has(term, document: $0) }
            }
            let holders = min(index.holders(of: word.terms), index.windowCount)
            let weight = BM25.rarity(holders: holders, total: index.windowCount)
            all += weight
            if isHeld { held += weight }
        }
        return all > 0 ? held / all : 0
    }
}

extension Postings {
    func has(_ term: String, document: Int) -> Bool {
        guard let run = run(of: term) else { return false }
        let wanted = Int32(clamping: document)
        var low = run.lowerBound
        var high = run.upperBound
        while low < high {
            let middle = (low + high) / 2
            if documents[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < run.upperBound && documents[low] == wanted
    }
}
