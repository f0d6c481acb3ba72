import Domain

/// One clip made up for load: everything but ids, people and times.
struct SyntheticClip: Sendable, Hashable {
    struct Mark: Sendable, Hashable {
        let startMilliseconds: Int
        let endMilliseconds: Int
        let title: String
    }

    var details: ClipDetails
    var visibility: Visibility
    /// Whose it is, by their place in `DemoPerson.allCases`.
    var owner: Int
    var hasVideo: Bool
    var lines: [TranscriptLine]
    var moments: [Mark]
    /// Days from today until somebody must check it; nil for never.
    var verifyAfterDays: Int64?

    var durationMilliseconds: Int { (lines.last?.endMilliseconds ?? 0) + 1000 }
}
