import Domain

/// The whole index at one moment. Readers keep the one they took; changes make another.
struct Snapshot: Sendable {
    var segments: [LiveSegment] = []
    var taxonomy: LookupTaxonomy = .empty

    var clipCount: Int { segments.reduce(0) { $0 + $1.aliveCount } }
}
