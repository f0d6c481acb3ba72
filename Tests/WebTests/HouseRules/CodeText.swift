import Foundation

/// Texts in scripts that look as if people were to read them.
enum ScriptText {
    static func found(in source: String) -> [String] {
        source.split(separator: "\n").map(String.init).filter { line in
            let start = line.drop { $0 == " " }
            return !["//", "/*", "* ", "import "].contains(where: start.hasPrefix)
        }.flatMap(texts)
    }

    private static func texts(in line: String) -> [String] {
        // What stands before a text that is no text for people: classes, selectors, names of keys and attributes.
        let technical =
            #/
            (class(Name)?(:\ |\ =\ )[^,]*|querySelector(All)?\(|matches\(|closest\(|key\ (=|!)==\ |name\ (=|!)==\ 
            |case\ |startsWith\(|getAttribute\(|headers\.get\(|execCommand\()$
            /#
        let names =
            #/
            [A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)+|Escape|Enter|Arrow\w+|Home|End|Page\w+|\w*Error|BroadcastChannel|MediaMetadata
            |Understudy|understudy\ .*
            /#
        let code = line.replacing(#/ // .*$/#, with: "")
        return code.matches(of: /'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`/).compactMap { match in
            let text = String(match.output.1 ?? match.output.2 ?? "").replacing(/\$\{[^}]*\}/, with: "…")
            let before = String(code[..<match.range.lowerBound])
            let isSentence = text.contains(/(^|\s)[A-Z][a-z]+|[a-z]{2,} [a-z]+/)
            guard isSentence, !before.contains(technical), text.wholeMatch(of: names) == nil,
                !text.contains(/[\[\]#\/=]/)
            else { return nil }
            return text
        }
    }
}

/// Texts in the code of pages that look as if people were to read them. Problems are thrown in English and translated by
/// their code.
enum SwiftText {
    static func found(in source: String) -> [String] {
        source.split(separator: "\n").map(String.init).filter { line in
            !line.drop { $0 == " " }.hasPrefix("//") && !line.contains(/Problem|problems\.add|HTTPField/)
        }.flatMap { line in
            line.matches(of: /"((?:[^"\\]|\\.)*)"/).map { String($0.output.1) }.filter { text in
                let plain = text.replacing(/\\\([^)]*\)/, with: "…")
                return text != "Understudy" && plain.contains(/(^|\s)[A-Z][a-z]|[a-z] [a-z]/)
            }
        }
    }
}
