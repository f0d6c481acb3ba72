/// What the model believes about one person and one cue.
package struct MemoryState: Sendable, Hashable {
    package static let stabilityBounds = 0.001...36_500.0
    package static let difficultyBounds = 1.0...10.0

    /// Days until the chance of recalling it has fallen to 0.9.
    package var stability: Double
    /// 1 easy ... 10 hard to keep.
    package var difficulty: Double

    package init(stability: Double, difficulty: Double) {
        self.stability = stability
        self.difficulty = difficulty
    }
}
