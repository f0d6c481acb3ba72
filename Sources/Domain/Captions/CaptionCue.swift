/// One caption: when it is shown and what it says, as plain text. Who speaks may be named.
package struct CaptionCue: Sendable, Hashable {
    package var startMilliseconds: Int
    package var endMilliseconds: Int
    /// From `<v Name>`, at most 60 characters; nil when the file does not say.
    package var speaker: String?
    /// Without any tag: whatever markup a file holds ends here (XS-3).
    package var text: String

    package init(startMilliseconds: Int, endMilliseconds: Int, speaker: String? = nil, text: String) {
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.speaker = speaker
        self.text = text
    }
}
