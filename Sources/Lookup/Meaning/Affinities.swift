/// How much each window and each clip of a segment talks like each objection: deviations from what is usual, in sixteenths.
struct Affinities: Sendable {
    static let unit: Float = 16

    /// By objection, then by window; a window without a vector has 0, which is the usual.
    let windows: [[Int8]]
    /// By objection, then by clip.
    let clips: [[Int8]]

    init(_ live: LiveSegment, _ learned: LearnedSituations, kernels: Kernels) {
        let segment = live.segment
        let scorer = AffinityScorer(phrasings: learned.phrasings, directions: learned.directions, kernels: kernels)
        var windows: [[Int8]] = []
        var clips: [[Int8]] = []
        for objection in learned.objections.indices {
            let raw = scorer.raw(objection, segment.meaning)
            guard !raw.isEmpty else {
                windows.append(Array(repeating: 0, count: segment.windows.count))
                clips.append(Array(repeating: 0, count: segment.clips.count))
                continue
            }
            let ofWindows = learned.ofWindows[objection]
            let ofClips = learned.ofClips[objection]
            windows.append(
                raw.indices.map { segment.meaning.scales[$0] == 0 ? 0 : Self.short(ofWindows.z(raw[$0])) })
            clips.append(
                segment.clips.indices.map { clip in
                    live.best(of: clip, in: raw).map { Self.short(ofClips.z(ofWindows.z($0))) } ?? 0
                })
        }
        self.windows = windows
        self.clips = clips
    }

    private static func short(_ value: Float) -> Int8 {
        Int8(min(max((value * unit).rounded(), -127), 127))
    }
}

extension LiveSegment {
    /// Of clips that still hold.
    var windowsWithMeaning: [Int] {
        guard !segment.meaning.isEmpty else { return [] }
        return segment.clips.indices.filter { isAlive[$0] }.flatMap { clip in
            segment.windows(of: clip).filter { segment.meaning.scales[$0] != 0 }
        }
    }

    /// The largest value of a clip's windows that have a vector.
    func best(of clip: Int, in values: [Float]) -> Float? {
        var most: Float?
        for window in segment.windows(of: clip) where segment.meaning.scales[window] != 0 {
            most = max(most ?? values[window], values[window])
        }
        return most
    }
}
