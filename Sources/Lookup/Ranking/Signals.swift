/// What speaks for a window, each from 0 to about 1. The score is their weighted sum; meaning becomes one more of them.
struct Signals: Sendable, Hashable {
    /// The words said there, or just before: what was asked is often the buyer's line, and the answer follows it.
    var words: Float = 0
    /// Title, rules, tags and speakers of the clip.
    var written: Float = 0
    /// The window talks the way the guessed objection's phrasings do.
    var situation: Float = 0
    /// It talks the way clips do that are tagged with the guessed objection.
    var learned: Float = 0
    /// The clip itself is tagged with the guessed objection.
    var tag: Float = 0
    /// The clip names the competitor that was named.
    var competitor: Float = 0
    /// How far the window comes closer to what was meant than windows usually do, in deviations.
    var meaning: Float = 0

    /// Found on development queries; around these values quality is flat.
    struct Weights: Sendable, Hashable {
        var words: Float = 2
        var written: Float = 0.8
        var situation: Float = 0.5
        var learned: Float = 1
        var tag: Float = 2.5
        var competitor: Float = 1.5
    }

    func score(_ weights: Weights) -> Float {
        let said = weights.words * words + weights.written * written
        let meant = weights.situation * situation + weights.learned * learned + weights.tag * tag
        return said + meant + weights.competitor * competitor
    }
}
