/// A line of a transcript with the times of its words, but without the words themselves: they are in the text. What lookup
/// reads of every line there is.
package struct TimedLine: Sendable, Hashable {
    package var startMilliseconds: Int
    package var endMilliseconds: Int
    package var text: String
    /// When the words of the text are heard, in order. Others in number than the words where the text was edited since it was
    /// timed; empty where it never was.
    package var times: [WordTime]

    package init(startMilliseconds: Int, endMilliseconds: Int, text: String, times: [WordTime] = []) {
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.text = text
        self.times = times
    }

    package init(_ line: TranscriptLine) {
        self.init(
            startMilliseconds: line.startMilliseconds, endMilliseconds: line.endMilliseconds, text: line.text,
            times: line.words.map {
                WordTime(startMilliseconds: $0.startMilliseconds, endMilliseconds: $0.endMilliseconds)
            })
    }
}

/// When one word is heard.
package struct WordTime: Sendable, Hashable {
    package var startMilliseconds: Int
    package var endMilliseconds: Int

    package init(startMilliseconds: Int, endMilliseconds: Int) {
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
    }
}
