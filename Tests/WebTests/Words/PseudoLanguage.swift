import Foundation

@testable import Web

/// A language nobody speaks, made from English: every text in brackets, with accents, so that whatever stands on a page
/// without brackets was never translated. `⟦Ľóóķ úp⟧`
enum PseudoLanguage {
    static let tag = "qps"
    static let words = Words(
        language: tag,
        phrases: English.words.phrases.mapValues { phrase in
            Phrase(forms: phrase.forms.mapValues { "⟦" + accented($0) + "⟧" })
        })
    static let languages = Result { try Languages([English.words, words]) }

    private static let accents: [Character: Character] = [
        "a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú", "c": "č", "n": "ñ", "s": "š", "z": "ž", "l": "ľ", "k": "ķ",
        "A": "Á", "E": "É", "I": "Í", "O": "Ó", "U": "Ú", "C": "Č", "N": "Ñ", "S": "Š", "Z": "Ž", "L": "Ľ", "K": "Ķ",
    ]

    /// Places such as `{{count}}` stay as they are.
    private static func accented(_ text: String) -> String {
        var isPlace = false
        return String(
            text.map { letter in
                if letter == "{" || letter == "}" { isPlace = letter == "{" }
                return isPlace ? letter : accents[letter] ?? letter
            })
    }

    /// The words people can read or hear on a page that stand outside of every bracket.
    static func untranslated(in html: String) -> [String] {
        BareText.found(in: withoutBrackets(html)).flatMap { text in
            text.split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init).filter {
                $0.contains(where: \.isLetter)
            }
        }
    }

    /// Brackets may hold brackets: `⟦added ⟦yesterday⟧⟧`.
    private static func withoutBrackets(_ html: String) -> String {
        var depth = 0
        return String(
            html.filter { letter in
                if letter == "⟦" { depth += 1 }
                if letter == "⟧" { depth -= 1 }
                return depth == 0 && letter != "⟧"
            })
    }
}
