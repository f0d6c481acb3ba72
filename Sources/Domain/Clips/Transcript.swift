/// What is said in a clip, line by line; one revision of it.
package struct Transcript: Sendable, Hashable {
    /// Grows by one with every save; 0 means there is none yet.
    package let revision: Int
    package let source: TranscriptState
    package let language: String
    package let lines: [TranscriptLine]
    package let savedBy: ID<Person>?
    package let savedAt: Instant?

    package init(
        revision: Int, source: TranscriptState, language: String = "en", lines: [TranscriptLine],
        savedBy: ID<Person>? = nil, savedAt: Instant? = nil
    ) {
        self.revision = revision
        self.source = source
        self.language = language
        self.lines = lines
        self.savedBy = savedBy
        self.savedAt = savedAt
    }

    package static let empty = Transcript(revision: 0, source: .none, lines: [])
}

/// One line: a sentence or a breath long, with the times of its words where they are known.
package struct TranscriptLine: Sendable, Hashable, Codable {
    package var startMilliseconds: Int
    package var endMilliseconds: Int
    package var text: String
    package var words: [TimedWord]

    package init(startMilliseconds: Int, endMilliseconds: Int, text: String, words: [TimedWord] = []) {
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.text = text
        self.words = words
    }
}

/// One word and when it is heard.
package struct TimedWord: Sendable, Hashable, Codable {
    package var text: String
    package var startMilliseconds: Int
    package var endMilliseconds: Int
    /// How sure the machine was, in percent; nil where nobody knows: typed, uploaded, or written before it was kept.
    package var confidence: Int?

    package init(text: String, startMilliseconds: Int, endMilliseconds: Int, confidence: Int? = nil) {
        self.text = text
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.confidence = confidence
    }

    /// Below half the machine itself would rather not have said it.
    package var isDoubtful: Bool { confidence.map { $0 < 50 } ?? false }

    // Short keys: a transcript of an hour holds ten thousand words.
    enum CodingKeys: String, CodingKey {
        case text = "w"
        case startMilliseconds = "s"
        case endMilliseconds = "e"
        case confidence = "c"
    }
}
