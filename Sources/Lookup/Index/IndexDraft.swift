package import Domain

/// An index that is being made anew, batch by batch: nobody ever holds all clips with all their words.
package struct IndexDraft: Sendable {
    private var builder = SegmentBuilder()
    private let rule: WindowRule
    private var seen: Set<ID<Clip>> = []
    private(set) var adopted: [LiveSegment] = []

    init(rule: WindowRule) {
        self.rule = rule
    }

    /// Of a clip that is handed over twice in one batch the last counts, of one in two batches the first.
    package mutating func add(_ clips: [IndexedClip]) {
        add(CutBatch(LiveIndex.latest(of: clips), rule: rule))
    }

    /// The same of clips that are cut already.
    package mutating func add(_ batch: CutBatch) {
        builder.add(batch) { seen.insert($0).inserted }
    }

    /// Takes what a kept index has, but for clips that are to be read again or are gone.
    /// - Parameter stamps: of the clips there are now.
    /// - Returns: the clips that have to be added still.
    package mutating func adopt(_ kept: KeptIndex, stamps: [ID<Clip>: UInt64]) -> [ID<Clip>] {
        var current: Set<ID<Clip>> = []
        for var live in kept.segments {
            for (number, card) in live.segment.clips.enumerated() where live.isAlive[number] {
                if let stamp = stamps[card.id], card.stamp == stamp, seen.insert(card.id).inserted {
                    current.insert(card.id)
                } else {
                    live.bury([card.id])
                }
            }
            if live.aliveCount > 0 { adopted.append(live) }
        }
        return stamps.keys.filter { !current.contains($0) }.sorted { $0.text < $1.text }
    }

    var isEmpty: Bool { seen.isEmpty }

    func segment() -> Segment { builder.build() }
}
