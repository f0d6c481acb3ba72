import Domain

/// The last word on the order: fresh before stale, and more than one voice among the first three.
struct Ordering {
    let index: VisibleIndex
    let today: Day
    /// Scores are deviations, which may be negative, and not shares of the best.
    var isShifted = false

    /// A stale clip counts this much of its score.
    static let staleShare: Float = 0.8
    /// The same three for scores that are deviations: what a stale clip loses, and what counts as near.
    static let staleLoss: Float = 1
    static let shiftedNear: Float = 2
    static let shiftedNearVoice: Float = 0.25
    /// What is near enough to pass a stale clip on the first place.
    static let near: Float = 0.5
    /// What is near enough to take the third place from a voice heard twice already.
    static let nearVoice: Float = 0.9

    func ordered(_ candidates: [Candidate]) -> [Candidate] {
        var ordered = candidates.map { candidate in
            var candidate = candidate
            if isStale(candidate) {
                candidate.score = isShifted ? candidate.score - Self.staleLoss : candidate.score * Self.staleShare
            }
            return candidate
        }
        ordered.sort(by: isBetter)
        if let first = ordered.first, isStale(first),
            let fresh = ordered.firstIndex(where: { !isStale($0) && isNear($0, first) })
        {
            ordered.insert(ordered.remove(at: fresh), at: 0)
        }
        if ordered.count > 3, speaker(ordered[0]) == speaker(ordered[1]), speaker(ordered[1]) == speaker(ordered[2]),
            let other = ordered.indices.dropFirst(3).first(where: {
                speaker(ordered[$0]) != speaker(ordered[0]) && isNearVoice(ordered[$0], ordered[2])
            })
        {
            ordered.insert(ordered.remove(at: other), at: 2)
        }
        return ordered
    }

    private func isNear(_ one: Candidate, _ first: Candidate) -> Bool {
        isShifted ? one.score >= first.score - Self.shiftedNear : one.score >= Self.near * first.score
    }

    private func isNearVoice(_ one: Candidate, _ third: Candidate) -> Bool {
        isShifted ? one.score >= third.score - Self.shiftedNearVoice : one.score >= Self.nearVoice * third.score
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
