import Domain

/// Clips cut into windows and words: all of their reading that needs nothing of other batches, so that several can be cut at
/// once.
package struct CutBatch: Sendable {
    let clips: [CutClip]
    /// Every word of theirs once; clips have the places in here.
    let words: [String]

    init(_ clips: [IndexedClip], rule: WindowRule) {
        var vocabulary = Vocabulary()
        self.clips = clips.map { CutClip($0, rule: rule, &vocabulary) }
        words = vocabulary.words
    }
}

struct CutClip: Sendable {
    let clip: IndexedClip
    let windows: [Window]
    /// What the vectors of each window are found by; nil where nothing is said.
    let keys: [UInt64?]
    /// The words of each window, and of the title of the moment it lies in.
    let heard: [[Int]]
    /// The words of the title, the rules, the tags and the speakers.
    let written: [Int]

    fileprivate init(_ clip: IndexedClip, rule: WindowRule, _ vocabulary: inout Vocabulary) {
        windows = Windows.make(of: clip, rule: rule)
        keys = WindowTexts.all(windows).map(\.key)
        heard = windows.map { window in
            vocabulary.numbers(of: [window.text, window.moment.map { clip.moments[$0].title } ?? ""])
        }
        written = vocabulary.numbers(of: [clip.title] + clip.rules + clip.tags + clip.speakers)
        // The windows have it all.
        var clip = clip
        clip.lines = []
        self.clip = clip
    }
}
