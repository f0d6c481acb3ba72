import Domain

/// An index that is being made anew, batch by batch: nobody ever holds all clips with all their words.
package struct IndexDraft: Sendable {
    private var builder: SegmentBuilder
    private var seen: Set<ID<Clip>> = []

    init(rule: WindowRule) {
        builder = SegmentBuilder(rule: rule)
    }

    /// Of a clip that is handed over twice in one batch the last counts, of one in two batches the first.
    package mutating func add(_ clips: [IndexedClip]) {
        for clip in LiveIndex.latest(of: clips) where seen.insert(clip.id).inserted { builder.add(clip) }
    }

    func segment() -> Segment { builder.build() }
}
