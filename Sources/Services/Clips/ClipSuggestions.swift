package import Domain

/// What a clip says about itself: offered to whoever describes it, never filled in by itself.
package struct ClipSuggestions: Sendable, Hashable {
    /// A title, and where it comes from.
    package struct Title: Sendable, Hashable {
        package enum Source: Sendable, Hashable {
            /// Said at this time of the clip.
            case said(startMilliseconds: Int)
            case fileName
        }

        package let text: String
        package let source: Source
    }

    /// An objection that is heard, and the sentence by which.
    package struct Objection: Sendable, Hashable {
        package let term: ID<Term>
        /// 0...1
        package let likelihood: Float
        package let sentence: String
        package let startMilliseconds: Int
    }

    package var titles: [Title] = []
    package var objection: Objection?
    /// Where the objection usually comes up, in the order of the sales process.
    package var stages: [ID<Term>] = []
}

/// Sentences and file names as titles.
enum SuggestedTitle {
    private static let longest = 90

    /// A sentence without its full stop, cut between words where it is long.
    static func text(ofSentence sentence: String) -> String {
        var text = sentence.trimmedText
        while let last = text.last, ".,;: ".contains(last) { text.removeLast() }
        guard text.count > longest else { return capitalized(text) }
        let cut = text.prefix(longest)
        let words = cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)]
        return capitalized(String(words)) + " …"
    }

    /// `2026-03_acme-call.final.mp4` as `2026 03 acme call final`.
    static func text(ofFile name: String) -> String {
        let stem = name.split(separator: ".").dropLast()
        let words = (stem.isEmpty ? name[...] : stem.joined(separator: " ")[...])
            .split(whereSeparator: { $0.isWhitespace || $0 == "_" || $0 == "-" })
        return capitalized(String(words.joined(separator: " ").trimmedText.prefix(200)))
    }

    private static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
