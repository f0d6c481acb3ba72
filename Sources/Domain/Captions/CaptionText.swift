/// The text of a caption: tags taken out, entities read, and written back escaped. Works on single code points: a mark that joins a `<`
/// would hide it from anything that reads whole characters, but not from a browser.
enum CaptionText {
    /// How long a speaker's name may be.
    static let longestLabel = 60

    static func cue(_ lines: [Substring], _ start: Int, _ end: Int) -> CaptionCue {
        var speaker: String?
        let texts = lines.map { line -> String in
            let (text, voice) = withoutTags(line.unicodeScalars)
            speaker = speaker ?? voice
            return text
        }
        return CaptionCue(
            startMilliseconds: start, endMilliseconds: end, speaker: speaker, text: plain(texts.joined(separator: "\n"))
        )
    }

    /// Lines without white space around them, and none that are empty: an empty line would end the caption.
    static func plain(_ text: String) -> String {
        text.split { $0.isNewline }.map { String($0).trimmedText }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// A name on one line, or nil.
    static func label(_ text: String) -> String? {
        let line = text.split { $0.isNewline }.joined(separator: " ").trimmedText
        let label = String(line.prefix(longestLabel)).trimmedText
        return label.isEmpty ? nil : label
    }

    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// Everything between `<` and `>` goes; `<v Name>` says who speaks. A `<` that is never closed is text.
    private static func withoutTags(_ line: Substring.UnicodeScalarView) -> (text: String, voice: String?) {
        var text = String.UnicodeScalarView()
        var voice: String?
        var rest = line
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            text.append(contentsOf: rest[..<open])
            voice = voice ?? name(inTag: rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        text.append(contentsOf: rest)
        return (unescaped(text), voice)
    }

    /// `v Name` or `v.loud Name`.
    private static func name(inTag tag: Substring.UnicodeScalarView) -> String? {
        guard tag.first == "v", let space = tag.firstIndex(where: \.properties.isWhitespace) else { return nil }
        let kind = tag[tag.index(after: tag.startIndex)..<space]
        guard kind.isEmpty || kind.first == "." else { return nil }
        return label(unescaped(String.UnicodeScalarView(tag[space...])))
    }

    private static func unescaped(_ text: String.UnicodeScalarView) -> String {
        guard text.contains("&") else { return String(text) }
        var result = String.UnicodeScalarView()
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result.append(contentsOf: rest[..<start])
            rest = rest[start...]
            if let (entity, scalar) = entities.first(where: { rest.starts(with: $0.0.unicodeScalars) }) {
                result.append(scalar)
                rest = rest.dropFirst(entity.unicodeScalars.count)
            } else {
                result.append("&")
                rest = rest.dropFirst()
            }
        }
        result.append(contentsOf: rest)
        return String(result)
    }

    private static let entities: [(String, Unicode.Scalar)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"),
    ]
}
