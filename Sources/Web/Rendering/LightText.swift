/// Scripts and styles without what only their readers in the source need: lines of comment, indentation, empty lines. Nothing
/// else is touched. Our sources keep to what makes that safe: no text of a script spans lines (a test looks).
enum LightText {
    static func of(_ source: String) -> String {
        var kept: [Substring] = []
        var isInComment = false
        for line in source.split(whereSeparator: \.isNewline) {
            let words = line.drop { $0 == " " || $0 == "\t" }
            if isInComment {
                isInComment = !words.contains("*/")
            } else if words.hasPrefix("/*"), let end = words.firstRange(of: "*/") {
                let rest = words[end.upperBound...].drop { $0 == " " }
                if !rest.isEmpty { kept.append(words) }
            } else if words.hasPrefix("/*") {
                isInComment = true
            } else if !words.isEmpty, !words.hasPrefix("//") {
                kept.append(words)
            }
        }
        return kept.joined(separator: "\n") + "\n"
    }
}
