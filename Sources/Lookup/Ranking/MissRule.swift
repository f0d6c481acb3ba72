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

    /// The same when meaning is known: nothing in the list of objections is near, and no rare word of the lookup is said there.
    /// - Parameter nearness: of the lookup to the nearest phrasing.
    func isMiss(_ best: Candidate?, nearness: Float, limit: Float) -> Bool {
        guard let best else { return true }
        return nearness < limit && !holdsRareWord(best)
    }

    /// Words said in more than one of so many windows are in good and bad answers alike.
    private static let rare = 50

    private func holdsRareWord(_ best: Candidate) -> Bool {
        query.words.contains { word in
            index.holders(of: word.terms) <= max(3, index.windowCount / Self.rare) && isHeld(word, by: best)
        }
    }

    private func isHeld(_ word: LookupQuery.Word, by best: Candidate) -> Bool {
        let segment = index.parts[best.place.part].segment
        let windows = [best.place.window - 1, best.place.window].filter(segment.windows(of: best.place.clip).contains)
        return word.terms.contains { term in
            segment.postings.written.has(term, document: best.place.clip)
                || windows.contains { segment.postings.spoken.has(term, document: $0) }
        }
    }

    private static let known: Float = 0.4
    private static let enough: Float = 0.5

    /// The share of the lookup's weight that the window, what was said just before it, or its clip's title, rules and tags hold.
    private func coverage(by best: Candidate) -> Float {
        var held: Float = 0
        var all: Float = 0
        for word in query.words {
            let holders = min(index.holders(of: word.terms), index.windowCount)
            let weight = BM25.rarity(holders: holders, total: index.windowCount)
            all += weight
            if isHeld(word, by: best) { held += weight }
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
