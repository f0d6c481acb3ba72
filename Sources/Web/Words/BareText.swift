import Foundation

/// Finds text for people that stands in a template itself instead of in `Templates/words`.
///
/// Looked at are texts between tags and the attributes that are read or heard. What mustache puts in, character references,
/// `<code>` and `<kbd>` do not count, nor the product's name and other words no language translates.
struct BareText {
    static let attributes = ["title", "aria-label", "placeholder", "alt", "label", "aria-roledescription"]
    private static let untranslated: Set<String> = ["Understudy", "WEBVTT"]

    /// Every piece of bare text, in order.
    static func found(in source: String) -> [String] {
        var rest = withoutTags(of: source)[...]
        var found: [String] = []
        var element = ""
        while let open = rest.firstIndex(of: "<") {
            note(rest[..<open], in: element, &found)
            guard let close = end(of: rest[open...]) else { break }
            let tag = rest[open...close]
            for name in attributes { note(value(of: name, in: String(tag)), &found) }
            element = String(tag.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "/" })
            rest = rest[rest.index(after: close)...]
        }
        note(rest, in: element, &found)
        return found
    }

    /// The source without mustache tags and without `[[keys]]`: spaces stand for them.
    private static func withoutTags(of source: String) -> String {
        [("{{", "}}"), ("[[", "]]")].reduce(source) { text, pair in
            let parts = text.components(separatedBy: pair.0)
            return parts[0]
                + parts.dropFirst().map {
                    " " + $0.components(separatedBy: pair.1).dropFirst().joined(separator: pair.1)
                }
                .joined()
        }
    }

    /// The `>` that ends the tag at the start, leaving out those in attributes.
    private static func end(of tag: Substring) -> Substring.Index? {
        var isQuoted = false
        for index in tag.indices {
            if tag[index] == "\"" { isQuoted.toggle() }
            if tag[index] == ">", !isQuoted { return index }
        }
        return nil
    }

    private static func value(of attribute: String, in tag: String) -> Substring {
        let parts = tag.components(separatedBy: " \(attribute)=\"")
        return parts.count > 1 ? parts[1].prefix { $0 != "\"" } : ""
    }

    private static func note(_ text: Substring, in element: String, _ found: inout [String]) {
        if element != "code" && element != "kbd" { note(text, &found) }
    }

    private static func note(_ text: Substring, _ found: inout [String]) {
        let plain = text.replacing(/&[A-Za-z#0-9]+;/, with: " ")
        let words = plain.split { !$0.isLetter }.map(String.init).filter { !untranslated.contains($0) }
        if !words.isEmpty { found.append(plain.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
}
