import Domain
import Foundation
import Testing

@testable import Web

/// Which language answers, and what a catalogue may not be.
@Suite(.inEnglish)
struct LanguagesTests {
    private let english = Words(
        language: "en",
        phrases: ["a": Phrase("added {{when}}"), "b": Phrase(forms: ["one": "1 clip", "other": "{{n}} clips"])])
    private func german(_ phrases: [String: Phrase]) -> Words { Words(language: "de", phrases: phrases) }
    private let complete = ["a": Phrase("{{when}} dazu"), "b": Phrase("{{n}} Clips")]

    @Test func productsOwnCatalogueCanBeRead() throws {
        let languages = try Languages(folder: English.folder)
        #expect(languages.all.map(\.language) == ["en"])
        #expect(languages.fallback.phrases.count > 500)
    }

    @Test func personsChoiceWinsOverTheBrowser() throws {
        let languages = try Languages([english, german(complete)])

        #expect(languages.words(chosen: "de", accepted: "en").language == "de")
        #expect(languages.words(chosen: nil, accepted: "de").language == "de")
        #expect(languages.words(chosen: nil, accepted: nil).language == "en")
        #expect(languages.words(chosen: "xx", accepted: "de").language == "de")
    }

    @Test(arguments: [
        ("de-AT, en;q=0.5", "de"), ("en;q=0.9, de;q=0.8", "en"), ("fr, de;q=0.3, *;q=0.1", "de"), ("de;q=0, en", "en"),
        ("DE", "de"), ("", "en"), (";;,,q=", "en"), ("fr", "en"),
    ])
    func browserIsAnsweredInTheFirstLanguageThereIs(header: String, expected: String) throws {
        let languages = try Languages([english, german(complete)])
        #expect(languages.words(chosen: nil, accepted: header).language == expected)
    }

    @Test func catalogueWithoutAKeyStopsTheStart() {
        #expect(throws: RenderingFailure.wordsDiffer("de", "lacks the key b")) {
            try Languages([english, german(["a": Phrase("{{when}} dazu")])])
        }
    }

    @Test func catalogueWithAKeyOfItsOwnStopsTheStart() {
        #expect(throws: RenderingFailure.wordsDiffer("de", "has the key c, which English lacks")) {
            try Languages([english, german(complete.merging(["c": Phrase("mehr")]) { old, _ in old })])
        }
    }

    @Test func catalogueWithAnotherPlaceStopsTheStart() {
        #expect(throws: RenderingFailure.wordsDiffer("de", "has other places in the text a")) {
            try Languages([english, german(complete.merging(["a": Phrase("{{wann}} dazu")]) { _, new in new })])
        }
    }

    @Test func withoutEnglishNothingStarts() {
        #expect(throws: RenderingFailure.unreadableWords("en")) { try Languages([german(complete)]) }
    }

    @Test func thrownProblemIsTranslatedByItsCode() {
        let words = german([
            "thrown.not_found.title": Phrase("Hier ist nichts"), "thrown.invalid.name": Phrase("Bitte einen Namen."),
        ])
        #expect(words.problem(.notFound).title == "Hier ist nichts")
        #expect(words.problem(.notFound).detail == Problem.notFound.detail)
        #expect(words.problem(.invalid("name", "Please.")).errors == [FieldProblem("name", "Bitte einen Namen.")])
        #expect(words.problem(.signInRequired) == .signInRequired)
    }

    @Test(arguments: [("en", 0, "other"), ("en", 1, "one"), ("en", 2, "other"), ("fr", 0, "one"), ("ja", 1, "other")])
    func numberChoosesTheForm(language: String, count: Int, form: String) {
        #expect(PluralForm.of(count, in: language) == form)
    }

    @Test func exactlyNoneHasItsOwnForm() {
        let phrase = Phrase(forms: ["zero": "no clips", "one": "1 clip", "other": "{{n}} clips"])
        #expect(phrase.form(of: 0, in: "en") == "no clips")
        #expect(phrase.form(of: 5, in: "en") == "{{n}} clips")
    }

    @Test func valuesAreNotReadAsPlaces() {
        #expect(Phrase.filled("{{a}} and {{b}}", ["a": "{{b}}", "b": "2"]) == "{{b}} and 2")
        #expect(Phrase.filled("{{c}} stays }}", ["a": "1"]) == "{{c}} stays }}")
    }

    @Test func textIsSafeInAnAttribute() throws {
        let words = Words(language: "en", phrases: ["a": Phrase("<b> \"x\" & {{name}}")])
        let filled = try TemplateWords(words: words).filled("<p title=\"[[a]]\" lang=\"[[language]]\">", of: "t")
        #expect(filled == "<p title=\"&lt;b&gt; &quot;x&quot; &amp; {{name}}\" lang=\"en\">")
    }

    @Test func missingKeyStopsTheStart() {
        #expect(throws: RenderingFailure.missingWords("nothing.here", template: "t")) {
            try TemplateWords(words: english).filled("[[nothing.here]]", of: "t")
        }
    }
}
