import Domain
import Services

/// What a clip says about itself.
struct ClipSuggestionsJSON: Encodable {
    /// A title, `said` in the clip or read from the `file`.
    struct Title: Encodable {
        let text: String
        let source: String
        let startMs: Int?

        static let schema = Schema.object(
            "SuggestedTitle", [.init("text", .text), .init("source", .text), .optional("start_ms", .integer)])
    }

    /// An objection that is heard.
    struct Objection: Encodable {
        let term: ID<Term>
        /// In percent.
        let likelihood: Int
        let sentence: String
        let startMs: Int

        static let schema = Schema.object(
            "SuggestedObjection",
            [
                .init("term", .id), .init("likelihood", .integer), .init("sentence", .text),
                .init("start_ms", .integer),
            ])
    }

    let titles: [Title]
    let objection: Objection?
    let stages: [ID<Term>]

    init(_ suggestions: ClipSuggestions) {
        titles = suggestions.titles.map { title in
            switch title.source {
            case .said(let start): Title(text: title.text, source: "said", startMs: start)
            case .fileName: Title(text: title.text, source: "file", startMs: nil)
            }
        }
        objection = suggestions.objection.map {
            Objection(
                term: $0.term, likelihood: Int(($0.likelihood * 100).rounded()), sentence: $0.sentence,
                startMs: $0.startMilliseconds)
        }
        stages = suggestions.stages
    }

    static let schema = Schema.object(
        "ClipSuggestions",
        [
            .init("titles", .list(Title.schema)), .optional("objection", Objection.schema),
            .init("stages", .list(.id)),
        ])
}
