import Domain

/// The whole index at one moment. Readers keep the one they took; changes make another.
struct Snapshot: Sendable {
    var segments: [LiveSegment] = [] { didSet { generation += 1 } }
    private(set) var taxonomy: LookupTaxonomy = .empty
    /// What was learned last; nil as long as lookups go by words alone.
    var learned: LearnedSituations? { didSet { generation += 1 } }
    /// Grows with every change of the index: what was answered before one does not hold after it.
    private(set) var generation = 0

    /// What was learned about another list of objections does not hold any more.
    mutating func take(_ taxonomy: LookupTaxonomy) {
        self.taxonomy = taxonomy
        generation += 1
        guard learned.map({ $0.objections != taxonomy.objections.map(\.id) }) ?? false else { return }
        learned = nil
        for index in segments.indices { segments[index].affinities = nil }
    }

    var clipCount: Int { segments.reduce(0) { $0 + $1.aliveCount } }
}
