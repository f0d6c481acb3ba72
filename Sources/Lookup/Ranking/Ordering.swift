import Domain

/// The last word on the order: fresh before stale, and more than one voice among the first three.
struct Ordering {
    let index: VisibleIndex
    let today: Day

    /// A stale clip counts this much of its score.
    static let staleShare: Float = 0.8
    /// What is near enough to pass a stale clip on the first place.
    static let near: Float = 0.5
    /// What is near enough to take the third place from a voice heard twice already.
    static let nearVoice: Float = 0.9

    func ordered(_ candidates: [Candidate]) -> [Candidate] {
        var ordered = candidates.map { candidate in
            var candidate = candidate
            if isStale(candidate) { candidate.score *= Self.staleShare }
            return candidate
        }
        ordered.sort(by: isBetter)
        if let first = ordered.first, isStale(first),
            let fresh = ordered.firstIndex(where: { !isStale($0) && $0.score >= Self.near * first.score })
        {
            ordered.insert(ordered.remove(at: fresh), at: 0)
        }
        if ordered.count > 3, speaker(ordered[0]) == speaker(ordered[1]), speaker(ordered[1]) == speaker(ordered[2]),
            let other = ordered.indices.dropFirst(3).first(where: {
                speaker(ordered[$0]) != speaker(ordered[0]) && ordered[$0].score >= Self.nearVoice * ordered[2].score
            })
        {
            ordered.insert(ordered.remove(at: other), at: 2)
        }
        return ordered
    }

    func isStale(_ candidate: Candidate) -> Bool {
        clip(candidate).isStale(on: today)
    }

    private func clip(_ candidate: Candidate) -> ClipCard {
        index.card(at: candidate.place)
    }

    private func speaker(_ candidate: Candidate) -> String? { clip(candidate).speakers.first }

    private func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
        left.score != right.score ? left.score > right.score : index.isNewer(left.place, than: right.place)
    }
}
