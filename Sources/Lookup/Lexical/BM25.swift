/// One thing looked for: any of some terms that count as the same, and how much it matters.
struct WeightedTerm: Hashable, Sendable {
    let terms: [String]
    var weight: Float = 1
}

/// Okapi BM25 over what a viewer may see: rare terms count more, repeats count less and less, long windows are not favoured.
struct BM25 {
    static let saturation: Float = 1.2
    static let lengthShare: Float = 0.75

    /// The scores of all windows (spoken) or clips (written), part by part. Those of invisible ones mean nothing.
    static func scores(_ wanted: [WeightedTerm], field: Field, in index: VisibleIndex) -> [[Float]] {
        var scores = index.parts.map { [Float](repeating: 0, count: $0.postings(field).lengths.count) }
        let total = field == .spoken ? index.windowCount : index.clipCount
        let mean = field == .spoken ? index.meanSpokenLength : index.meanWrittenLength
        for term in wanted {
            let runs = index.parts.map { part in term.terms.compactMap { part.postings(field).run(of: $0) } }
            var holders = 0
            for (part, runs) in zip(index.parts, runs) {
                for run in runs { holders += part.visibleCount(of: run, field: field) }
            }
            guard holders > 0 else { continue }
            let gain = term.weight * rarity(holders: min(holders, total), total: total) * (saturation + 1)
            for (place, part) in index.parts.enumerated() {
                for run in runs[place] {
                    add(gain, run: run, of: part.postings(field), mean: mean, to: &scores[place])
                }
            }
        }
        return scores
    }

    /// Never negative, also for terms in every document.
    static func rarity(holders: Int, total: Int) -> Float {
        let holders = Float(holders)
        return .log(1 + (Float(total) - holders + 0.5) / (holders + 0.5))
    }

    private static func add(
        _ gain: Float, run: Range<Int>, of postings: Postings, mean: Float, to scores: inout [Float]
    ) {
        let base = saturation * (1 - lengthShare)
        let slope = saturation * lengthShare / mean
        scores.withUnsafeMutableBufferPointer { scores in
            postings.documents.withUnsafeBufferPointer { documents in
                postings.counts.withUnsafeBufferPointer { counts in
                    postings.lengths.withUnsafeBufferPointer { lengths in
                        for place in run {
                            let document = Int(documents[place])
                            let count = Float(counts[place])
                            scores[document] += gain * count / (count + base + slope * Float(lengths[document]))
                        }
                    }
                }
            }
        }
    }
}

/// What a term is looked for in.
enum Field: Sendable {
    /// Windows.
    case spoken
    /// Clips.
    case written
}

extension VisibleIndex {
    /// In how many visible windows any of the terms is said; one that holds two of them counts twice.
    func holders(of terms: [String]) -> Int {
        parts.reduce(0) { sum, part in
            terms.reduce(sum) { sum, term in
                sum + (part.postings(.spoken).run(of: term).map { part.visibleCount(of: $0, field: .spoken) } ?? 0)
            }
        }
    }
}

extension VisibleIndex {
    /// About in how many visible windows a term is said: of common terms, where only the order of size matters, some hundreds of
    /// places are looked at.
    func estimatedHolders(of term: String) -> Float {
        parts.reduce(0) { sum, part in
            let spoken = part.postings(.spoken)
            guard let run = spoken.run(of: term) else { return sum }
            let step = run.count / Self.samples
            guard !part.isWhole, step > 1 else { return sum + Float(part.visibleCount(of: run, field: .spoken)) }
            var count = 0
            for place in stride(from: run.lowerBound, to: run.upperBound, by: step)
            where part.sees(window: Int(spoken.documents[place])) {
                count += 1
            }
            return sum + Float(step * count)
        }
    }

    private static let samples = 512
}

extension VisibleIndex.Part {
    func postings(_ field: Field) -> Postings {
        field == .spoken ? segment.postings.spoken : segment.postings.written
    }

    func visibleCount(of run: Range<Int>, field: Field) -> Int {
        visibleCount(of: run, field == .spoken ? .spoken : .written)
    }
}
