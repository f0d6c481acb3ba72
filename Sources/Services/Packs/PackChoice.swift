import Domain
import Lookup

/// A moment that could be in the pack.
struct Candidate: Sendable {
    let row: LookupService.Row
    let objection: ID<Term>?
    let start: Int
    let end: Int
    /// How many filters were left out for it.
    let step: Int

    init(row: LookupService.Row, objection: ID<Term>?, step: Int) {
        self.step = step
        self.row = row
        self.objection = objection
        start = row.hit.startMilliseconds
        let last = max(row.hit.endMilliseconds, start)
        end = min(last, start + PackService.longestMomentMilliseconds)
    }

    var milliseconds: Int { end - start }
    var speaker: String { row.hit.speakers.first?.lowercased() ?? row.clip.owner.text }
}

/// Which moments fit the minutes: those of the very situation first, never watched before long watched, fresh before old, nobody twice while there are others, each
/// objection in turn.
struct PackChoice {
    private let queues: [[Candidate]]
    private let milliseconds: Int

    init(candidates: [Candidate], minutes: Int) {
        // What is out of date is offered only when there is nothing else, and then it says so.
        let fresh = candidates.filter { !$0.row.hit.isStale }
        let usable = fresh.isEmpty ? candidates : fresh
        var order: [ID<Term>?] = []
        for candidate in usable where !order.contains(candidate.objection) { order.append(candidate.objection) }
        queues = order.map { objection in
            usable.filter { $0.objection == objection }.sorted(by: Self.isBetter)
        }
        milliseconds = minutes * 60_000
    }

    var chosen: [Candidate] {
        var chosen: [Candidate] = []
        // First with different speakers; then, if that gave fewer than two, with whoever there is.
        fill(&chosen, allowsSameSpeaker: false)
        if chosen.count < 2 { fill(&chosen, allowsSameSpeaker: true) }
        return chosen
    }

    /// Exactly these, in their order, as far as they were found.
    func pinned(_ ids: [ID<Clip>]) -> [Candidate] {
        let all = queues.flatMap(\.self)
        return ids.prefix(PackService.mostMoments).compactMap { id in all.first { $0.row.clip.id == id } }
    }

    private func fill(_ chosen: inout [Candidate], allowsSameSpeaker: Bool) {
        var left = milliseconds - chosen.map(\.milliseconds).reduce(0, +)
        var hasMore = true
        while hasMore, chosen.count < PackService.mostMoments {
            hasMore = false
            for queue in queues where chosen.count < PackService.mostMoments {
                let next = queue.first { candidate in
                    candidate.milliseconds <= left
                        && !chosen.contains { $0.row.clip.id == candidate.row.clip.id }
                        && (allowsSameSpeaker || !chosen.contains { $0.speaker == candidate.speaker })
                }
                guard let next else { continue }
                chosen.append(next)
                left -= next.milliseconds
                hasMore = true
            }
        }
    }

    private static func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
        if left.step != right.step { return left.step < right.step }
        switch (left.row.watchedAt, right.row.watchedAt) {
        case (nil, _?): return true
        case (_?, nil): return false
        case (let one?, let other?) where one != other: return one < other
        default: break
        }
        let times = (left.row.clip.publishedAt, right.row.clip.publishedAt)
        if let one = times.0, let other = times.1, one != other { return one > other }
        return left.row.clip.id.text < right.row.clip.id.text
    }
}
