import Domain

/// One revision of what is said.
struct TranscriptJSON: Encodable {
    /// A line with its times.
    struct Line: Encodable {
        let startMs: Int
        let endMs: Int
        let text: String
        let words: [Word]?

        static let schema = Schema.object(
            "TranscriptLine",
            [
                .init("start_ms", .integer), .init("end_ms", .integer), .init("text", .text),
                .optional("words", .list(Word.schema)),
            ])
    }

    /// A word with its times.
    struct Word: Encodable {
        let text: String
        let startMs: Int
        let endMs: Int
        /// In percent.
        let confidence: Int?

        static let schema = Schema.object(
            "TimedWord",
            [
                .init("text", .text), .init("start_ms", .integer), .init("end_ms", .integer),
                .optional("confidence", .integer),
            ])
    }

    let revision: Int
    let source: TranscriptState
    let language: String
    let lines: [Line]
    let savedBy: ID<Person>?
    let savedAt: Instant?

    init(_ transcript: Transcript, showsWords: Bool = false) {
        revision = transcript.revision
        source = transcript.source
        language = transcript.language
        lines = transcript.lines.map { line in
            let words = line.words.map {
                Word(
                    text: $0.text, startMs: $0.startMilliseconds, endMs: $0.endMilliseconds, confidence: $0.confidence)
            }
            return Line(
                startMs: line.startMilliseconds, endMs: line.endMilliseconds, text: line.text,
                words: showsWords ? words : nil)
        }
        savedBy = transcript.savedBy
        savedAt = transcript.savedAt
    }

    static let schema = Schema.object(
        "Transcript",
        [
            .init("revision", .integer), .init("source", .choice(TranscriptState.self)), .init("language", .text),
            .init("lines", .list(Line.schema)), .optional("saved_by", .id), .optional("saved_at", .time),
        ])
}

/// The notice of a clip; every field is missing while there is none.
struct NoticeJSON: Encodable {
    let whoIsHeard: String?
    let howTold: String?
    let allows: Visibility?
    let allowsExternal: Bool?
    let validUntil: Day?
    let recordedBy: ID<Person>?
    let recordedAt: Instant?
    let withdrawnAt: Instant?

    init(_ notice: Notice?) {
        whoIsHeard = notice?.whoIsHeard
        howTold = notice?.howTold
        allows = notice?.allows
        allowsExternal = notice?.allowsExternal
        validUntil = notice?.validUntil
        recordedBy = notice?.recordedBy
        recordedAt = notice?.recordedAt
        withdrawnAt = notice?.withdrawnAt
    }

    static let schema = Schema.object(
        "Notice",
        [
            .optional("who_is_heard", .text), .optional("how_told", .text),
            .optional("allows", .choice(Visibility.self)), .optional("allows_external", .boolean),
            .optional("valid_until", .day), .optional("recorded_by", .id), .optional("recorded_at", .time),
            .optional("withdrawn_at", .time),
        ])

    /// A notice as it comes in; nil while a problem is noted.
    /// - Throws: `Problem.invalid` when it does not say who is heard or how they were told.
    static func read(_ input: inout JSONInput) throws -> NoticeInput? {
        let who = input.text("who_is_heard")
        let how = input.text("how_told")
        let allows = input.choice("allows", of: Visibility.self)
        let allowsExternal = input.optionalBoolean("allows_external") ?? false
        let validUntil = input.optionalDay("valid_until")
        guard let allows, input.isSound else { return nil }
        return try NoticeInput(
            whoIsHeard: who, howTold: how, allows: allows, allowsExternal: allowsExternal, validUntil: validUntil)
    }

    static let input = Schema.object(
        "NoticeInput",
        [
            .init("who_is_heard", .text), .init("how_told", .text), .init("allows", .choice(Visibility.self)),
            .optional("allows_external", .boolean), .optional("valid_until", .day),
        ])
}
