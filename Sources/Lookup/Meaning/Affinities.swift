/// How much each window and each clip of a segment talks like each objection: deviations from what is usual, in sixteenths.
struct Affinities: Sendable {
    static let unit: Float = 16

    /// By objection, then by window; a window without a vector has 0, which is the usual.
    let windows: [Int8]
    /// By objection, then by clip.
    let clips: [Int8]
    private let windowCount: Int
    private let clipCount: Int

    init(_ live: LiveSegment, _ learned: LearnedSituations, kernels: Kernels) {
        let segment = live.segment
        windowCount = segment.windows.count
        clipCount = segment.clips.count
        let scorer = AffinityScorer(phrasings: learned.phrasings, directions: learned.directions, kernels: kernels)
        var windows = [Int8](repeating: 0, count: learned.objections.count * windowCount)
        var clips = [Int8](repeating: 0, count: learned.objections.count * clipCount)
        for objection in learned.objections.indices {
            let raw = scorer.raw(objection, segment.meaning)
            guard !raw.isEmpty else { continue }
            let ofWindows = learned.ofWindows[objection]
            let ofClips = learned.ofClips[objection]
            let firstWindow = objection * windowCount
            let scales = segment.meaning.scales
            for window in 0..<windowCount where scales[window] != 0 {
                windows[firstWindow + window] = Self.short(ofWindows.z(raw[window]))
            }
            let firstClip = objection * clipCount
            for clip in 0..<clipCount {
                guard let best = live.best(of: clip, in: raw) else { continue }
                clips[firstClip + clip] = Self.short(ofClips.z(ofWindows.z(best)))
            }
        }
        self.windows = windows
        self.clips = clips
    }

    func ofWindow(_ window: Int, _ objection: Int) -> Int8 { windows[objection * windowCount + window] }

    /// Adds what clips have of an objection, times `weight`.
    func addClips(of objection: Int, times weight: Float, to sums: inout [Float]) {
        clips.withUnsafeBufferPointer { clips in
            sums.withUnsafeMutableBufferPointer { sums in
                let first = objection * clipCount
                for clip in sums.indices { sums[clip] += weight * Float(clips[first + clip]) }
            }
        }
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
