import Foundation

/// Puts the words of a language into a template's text, once, when templates are read: `[[lookup.title]]` becomes the text of
/// that key, `[[language]]` the language's tag. Drawing a page then costs what it cost with the words written in.
struct TemplateWords {
    let words: Words

    /// - Parameter name: of the template, for the failure.
    /// - Throws: `RenderingFailure.missingWords` for a key the catalogue lacks.
    func filled(_ source: String, of name: String) throws -> String {
        var parts = source.components(separatedBy: "[[")
        var filled = parts.removeFirst()
        for part in parts {
            let halves = part.components(separatedBy: "]]")
            guard halves.count > 1 else { throw RenderingFailure.missingWords(part, template: name) }
            filled += try text(halves[0], name) + halves.dropFirst().joined(separator: "]]")
        }
        return filled
    }

    /// The keys a template names.
    static func keys(in source: String) -> [String] {
        source.components(separatedBy: "[[").dropFirst().compactMap { $0.components(separatedBy: "]]").first }
            .filter { $0 != "language" }
    }

    private func text(_ key: String, _ name: String) throws -> String {
        if key == "language" { return words.language }
        guard let phrase = words.phrases[key] else { throw RenderingFailure.missingWords(key, template: name) }
        return Self.escaped(phrase.plain)
    }

    /// Safe between tags and in an attribute; the places of mustache stay what they are.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
