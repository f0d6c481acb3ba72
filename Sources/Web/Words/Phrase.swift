import Foundation

/// One text of a catalogue: plain, or in one form for each kind of number.
struct Phrase: Sendable, Hashable, Decodable {
    /// By `zero` (exactly none; optional), `one`, `other`, and what else the language needs. A plain text is its `other`.
    let forms: [String: String]

    init(_ text: String) {
        forms = ["other": text]
    }

    init(forms: [String: String]) {
        self.forms = forms
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.init(text)
        } else {
            self.init(forms: try container.decode([String: String].self))
        }
    }

    var plain: String { forms["other"] ?? "" }
    var isCounted: Bool { forms.count > 1 }

    /// Names of the places in the text: `["when"]` of `added {{when}}`.
    var places: Set<String> {
        Set(forms.values.flatMap { Self.places(in: $0) })
    }

    func form(of count: Int, in language: String) -> String {
        if count == 0, let none = forms["zero"] { return none }
        return forms[PluralForm.of(count, in: language)] ?? plain
    }

    /// - Parameter text: every `{{name}}` with a value is replaced; the others stay.
    static func filled(_ text: String, _ values: [String: String]) -> String {
        guard !values.isEmpty, text.contains("{{") else { return text }
        var parts = text.components(separatedBy: "{{")
        let first = parts.removeFirst()
        return parts.reduce(into: first) { filled, part in
            let halves = part.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
            if halves.count == 2, let value = values[String(halves[0])] {
                filled += value + halves[1]
            } else {
                filled += "{{" + part
            }
        }
    }

    private static func places(in text: String) -> [String] {
        text.components(separatedBy: "{{").dropFirst().compactMap { $0.components(separatedBy: "}}").first }
    }
}

/// Which form of a text goes with a number, by the names Unicode has for them.
enum PluralForm {
    /// Languages that say 0 as they say 1, and languages with one form for all numbers. All others here have `one` for 1 and
    /// `other` for the rest; a language with more forms (Polish, Arabic) needs its rule in this place.
    private static let zeroIsOne: Set<String> = ["fr", "pt", "hy"]
    private static let always: Set<String> = ["ja", "zh", "ko", "vi", "th", "id", "ms"]

    static func of(_ count: Int, in language: String) -> String {
        let tongue = language.split(separator: "-").first.map(String.init) ?? language
        if always.contains(tongue) { return "other" }
        return count == 1 || (count == 0 && zeroIsOne.contains(tongue)) ? "one" : "other"
    }
}
