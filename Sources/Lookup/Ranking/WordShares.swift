/// How well words match, as shares of the best match among what counts.
struct WordShares {
    private let spoken: [[Float]]
    private let written: [[Float]]
    private let index: VisibleIndex
    private let bySpoken: Float
    private let shareOfSpoken: Float
    private let byWritten: Float
    private let carried: Float

    /// - Parameter accepted: by part, then by clip: those that count.
    init(
        _ spoken: [[Float]], _ written: [[Float]], _ weights: MeaningWeights, _ accepted: [[Bool]],
        _ index: VisibleIndex
    ) {
        self.spoken = spoken
        self.written = written
        self.index = index
        carried = weights.carried
        shareOfSpoken = WindowScores(spoken, carried: carried, accepted: accepted, in: index).scale
        bySpoken = weights.words * shareOfSpoken
        var most: Float = 0
        for (own, accepted) in zip(written, accepted) {
            for clip in own.indices where accepted[clip] { most = max(most, own[clip]) }
        }
        byWritten = most > 0 ? weights.written / most : 0
    }

    /// For windows whose vectors are not made yet the words stand in for what is meant: one that has them all counts like the nearest.
    /// - Parameter most: nearness of the nearest window.
    func standIn(for nearness: inout [Float], part: Int, most: Float) {
        let columns = index.parts[part].segment.meaning
        let share = most * shareOfSpoken
        guard columns.filled < columns.count, share > 0 else { return }
        let spoken = spoken[part]
        for window in nearness.indices where columns.isEmpty || columns.scales[window] == 0 {
            nearness[window] = share * spoken[window]
        }
    }

    /// Adds to the score of each window of a part.
    func add(to scores: inout [Float], part: Int) {
        let firstWindows = index.parts[part].segment.firstWindows
        let carried = carried
        let bySpoken = bySpoken
        scores.withUnsafeMutableBufferPointer { scores in
            spoken[part].withUnsafeBufferPointer { spoken in
                written[part].withUnsafeBufferPointer { written in
                    for clip in written.indices {
                        let whole = byWritten * written[clip]
                        var before: Float = 0
                        for window in firstWindows[clip]..<firstWindows[clip + 1] {
                            scores[window] += bySpoken * (spoken[window] + carried * before) + whole
                            before = spoken[window]
                        }
                    }
                }
            }
        }
    }
}
