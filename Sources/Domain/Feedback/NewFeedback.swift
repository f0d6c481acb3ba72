/// What somebody wants to say about a clip, checked as far as that goes without the clip.
package struct NewFeedback: Sendable, Hashable {
    package let words: FeedbackWords
    package let startMilliseconds: Int?
    package let endMilliseconds: Int?
    package let moves: [ObservableMove]
    package let isPrivate: Bool
    /// What was said by voice or video: a clip of one's own that is in no catalog.
    package let recording: ID<Clip>?

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(
        text: String, effect: String = "", alternative: String = "", startMilliseconds: Int? = nil,
        endMilliseconds: Int? = nil, moves: [String] = [], isPrivate: Bool = false,
        recording: ID<Clip>? = nil
    ) throws {
        words = try FeedbackWords(text: text, effect: effect, alternative: alternative, isSpoken: recording != nil)
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.moves = try ObservableMove.checked(moves)
        self.isPrivate = isPrivate
        self.recording = recording
    }
}
