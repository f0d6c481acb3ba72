import CKernels

/// How well words match, as shares of the best match among what counts.
struct WordShares {
    private let spoken: [[Float]]
    private let written: [[Float]]
    private let index: VisibleIndex
    private let kernels: Kernels
    private let bySpoken: Float
    private let shareOfSpoken: Float
    private let byWritten: Float
    private let carried: Float

    /// - Parameters:
    ///   - accepted: by part, then by clip: those that count.
    ///   - acceptedWindows: the same by window; nil for a part in which all visible ones do.
    init(
        _ spoken: [[Float]], _ written: [[Float]], _ weights: MeaningWeights, _ accepted: [[Bool]],
        _ acceptedWindows: [[UInt8]?], _ index: VisibleIndex, _ kernels: Kernels
    ) {
        self.spoken = spoken
        self.written = written
        self.index = index
        self.kernels = kernels
        let carried = weights.carried
        self.carried = carried
        var mostSpoken: Float = 0
        for (place, part) in index.parts.enumerated() {
            let counted = acceptedWindows[place] ?? part.seenWindows
            let most = kernels.largest(spoken[place], part.segment, counted, carried: carried)
            mostSpoken = max(mostSpoken, most)
        }
        shareOfSpoken = mostSpoken > 0 ? 1 / mostSpoken : 0
        bySpoken = weights.words * shareOfSpoken
        var mostWritten: Float = 0
        for (own, accepted) in zip(written, accepted) {
            for clip in own.indices where own[clip] > mostWritten && accepted[clip] { mostWritten = own[clip] }
        }
        byWritten = mostWritten > 0 ? weights.written / mostWritten : 0
    }

    /// For windows whose vectors are not made yet the words stand in for what is meant: one that has them all counts like the nearest.
    /// - Parameter most: nearness of the nearest window.
    func standIn(for nearness: inout [Float], part: Int, most: Float) {
        let share = most * shareOfSpoken
        guard share > 0 else { return }
        let spoken = spoken[part]
        let segment = index.parts[part].segment
        guard !segment.meaning.isEmpty else {
            for window in nearness.indices { nearness[window] = share * spoken[window] }
            return
        }
        for window in segment.lacking { nearness[Int(window)] = share * spoken[Int(window)] }
    }

    /// The score of each window of a part by nearness and words; minus infinity for those the viewer may not see.
    func scores(near: [Float]?, part place: Int) -> [Float] {
        let part = index.parts[place]
        let own = spoken[place]
        var scores = [Float](unsafeUninitializedCapacity: own.count) { room, filled in
            if let base = room.baseAddress { blend(near, own, part, into: base) }
            filled = own.count
        }
        guard byWritten > 0 else { return scores }
        let firstWindows = part.segment.firstWindows
        for (clip, value) in written[place].enumerated() where value > 0 {
            for window in firstWindows[clip]..<firstWindows[clip + 1] { scores[window] += byWritten * value }
        }
        return scores
    }

    private func blend(
        _ near: [Float]?, _ own: [Float], _ part: VisibleIndex.Part, into base: UnsafeMutablePointer<Float>
    ) {
        func call(_ near: UnsafePointer<Float>?, _ seen: UnsafePointer<UInt8>?) {
            ck_blend(
                kernels.level, near, own, part.segment.continues, seen, bySpoken, carried, own.count, base)
        }
        func withSeen(_ near: UnsafePointer<Float>?) {
            guard let seen = part.seenWindows else { return call(near, nil) }
            seen.withUnsafeBufferPointer { call(near, $0.baseAddress) }
        }
        guard let near else { return withSeen(nil) }
        near.withUnsafeBufferPointer { withSeen($0.baseAddress) }
    }
}
