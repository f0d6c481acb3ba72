import Domain
package import Foundation

/// The texts of one language: what `Templates/words/<language>.json` holds, by key (`lookup.title`).
package struct Words: Sendable {
    /// The tag in the file's name: `en`, `pt-BR`.
    package let language: String
    let phrases: [String: Phrase]

    /// The words of the request that is being answered. Outside of one there are none, and each text is its own key.
    @TaskLocal static var current = Words(language: Languages.fallbackTag, phrases: [:])

    init(language: String, phrases: [String: Phrase]) {
        self.language = language
        self.phrases = phrases
    }

    /// - Throws: `DecodingError` when the file is not one object of texts and forms.
    package init(language: String, json: Data) throws {
        self.init(language: language, phrases: try JSONDecoder().decode([String: Phrase].self, from: json))
    }

    func has(_ key: String) -> Bool { phrases[key] != nil }

    /// - Parameter values: what stands in the text's places: `["when": "yesterday"]` for `{{when}}`.
    func text(_ key: String, _ values: [String: String]) -> String {
        guard let phrase = phrases[key] else { return key }
        return Phrase.filled(phrase.plain, values)
    }

    /// - Parameter count: chooses the form of the text, and stands in its place `{{n}}`.
    func text(_ key: String, count: Int, _ values: [String: String]) -> String {
        guard let phrase = phrases[key] else { return key }
        let shown = values.merging(["n": Wording.grouped(count)]) { given, _ in given }
        return Phrase.filled(phrase.form(of: count, in: language), shown)
    }

    /// The problem in this language, as far as the catalogue has it: `thrown.CODE.title`, `thrown.CODE.detail` and, for what
    /// is wrong with one field, `thrown.CODE.FIELD`. The rest stays in English, as it was thrown.
    func problem(_ problem: Problem) -> Problem {
        func said(_ part: String, _ thrown: String) -> String {
            phrases["\(Languages.thrownPrefix)\(problem.code).\(part)"]?.plain ?? thrown
        }
        return Problem(
            status: problem.status, code: problem.code, title: said("title", problem.title),
            detail: said("detail", problem.detail),
            errors: problem.errors.map { FieldProblem($0.field, said($0.field, $0.message)) },
            retryAfterSeconds: problem.retryAfterSeconds)
    }
}

/// The text of a key in the language of the request.
func say(_ key: String, _ values: [String: String] = [:]) -> String {
    Words.current.text(key, values)
}

/// The text of a key in the language of the request, in the form that fits the number.
func say(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
    Words.current.text(key, count: count, values)
}
