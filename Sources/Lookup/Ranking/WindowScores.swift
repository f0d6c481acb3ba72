/// One figure for every window of every part, and the largest among those that count, so that it can be read as a share.
struct WindowScores {
    let values: [[Float]]
    /// How much of a window's figure goes to the next one.
    let carried: Float
    let most: Float

    /// A moment is the objection, then the answer.
    static let carriedToAnswer: Float = 0.6

    /// - Parameter accepted: by part, then by clip: those that count.
    init(_ values: [[Float]], carried: Float, accepted: [[Bool]], in index: VisibleIndex) {
        self.values = values
        self.carried = carried
        var most: Float = 0
        for (place, part) in index.parts.enumerated() {
            most = max(most, Self.largest(values[place], carried, accepted[place], part.segment.firstWindows))
        }
        self.most = most
    }

    private static func largest(
        _ values: [Float], _ carried: Float, _ accepted: [Bool], _ firstWindows: [Int]
    ) -> Float {
        var most: Float = 0
        // Runs over every window of the index at each lookup.
        values.withUnsafeBufferPointer { values in
            firstWindows.withUnsafeBufferPointer { firstWindows in
                for clip in accepted.indices where accepted[clip] {
                    var before: Float = 0
                    for window in firstWindows[clip]..<firstWindows[clip + 1] {
                        let value = values[window]
                        most = max(most, value + before)
                        before = carried * value
                    }
                }
            }
        }
        return most
    }

    /// What turns a figure into a share of the largest.
    var scale: Float { most > 0 ? 1 / most : 0 }
}
