import Domain
import Testing

struct GlossaryWordsTests {
    private static func words(_ entries: [(TermKind, String, [String])]) -> GlossaryWords {
        GlossaryWords(
            Taxonomy(
                terms: entries.enumerated().map { number, entry in
                    Term(id: ID("t\(number)"), kind: entry.0, label: entry.1, aliases: entry.2, position: number)
                }, phrasings: []))
    }

    private static func line(_ text: String) -> TranscriptLine {
        let words = text.split(separator: " ").enumerated().map { number, word in
            TimedWord(
                text: String(word), startMilliseconds: number * 100, endMilliseconds: number * 100 + 80, confidence: 90)
        }
        return TranscriptLine(
            startMilliseconds: 0, endMilliseconds: words.count * 100, text: text, words: Array(words))
    }

    @Test func misheardWordIsPutRightWithItsMarksAndTimes() {
        let line = Self.line("We run quick, every day.")
        let right = Self.words([(.glossary, "Qlik", ["quick"])]).corrected(line)
        #expect(right.text == "We run Qlik, every day.")
        #expect(right.words[2].text == "Qlik,")
        #expect(right.words[2].startMilliseconds == 200)
        #expect(right.words[2].confidence == 90)
    }

    @Test func severalWordsBecomeOneAndOneBecomesSeveral() {
        let glossary = Self.words([
            (.glossary, "CloudDesk", ["cloud desk"]), (.glossary, "Blue Harbour", ["blueharbor"]),
        ])
        let right = glossary.corrected(Self.line("Our Cloud desk beats blueharbor today"))
        #expect(right.text == "Our CloudDesk beats Blue Harbour today")
        #expect(right.words.map(\.text) == ["Our", "CloudDesk", "beats", "Blue", "Harbour", "today"])
        #expect(right.words[1].startMilliseconds == 100)
        #expect(right.words[1].endMilliseconds == 280)
        #expect(right.words[3].endMilliseconds == right.words[4].startMilliseconds)
    }

    @Test func longerMishearingWins() {
        let glossary = Self.words([(.glossary, "Acme", ["ack"]), (.glossary, "Acme One", ["ack me one"])])
        #expect(glossary.corrected(Self.line("with ack me one now")).text == "with Acme One now")
    }

    @Test func lineWithoutTimedWordsIsPutRightToo() {
        let glossary = Self.words([(.glossary, "Qlik", ["quick"])])
        let line = TranscriptLine(startMilliseconds: 5, endMilliseconds: 9, text: "quick wins")
        #expect(glossary.corrected(line).text == "Qlik wins")
        #expect(glossary.corrected(line).words.isEmpty)
    }

    @Test func otherNamesOfProductsAreLeftAsTheyWereSaid() {
        let glossary = Self.words([(.product, "Understudy Pro", ["the pro"])])
        let line = Self.line("we chose the pro last week")
        #expect(glossary.corrected(line) == line)
    }

    @Test func hintHoldsTheNamesOfAllThreeListsAndIsNotTooLong() {
        let few = Self.words([
            (.competitor, "Acme", []), (.glossary, "Qlik", []), (.product, "Pro", []), (.stage, "Close", []),
        ])
        #expect(few.hotWords == ["Qlik", "Pro", "Acme"])
        let many = Self.words((0..<200).map { (.glossary, "Word number \($0)", []) })
        #expect(many.hotWords.joined(separator: ", ").count <= 160)
        #expect(!many.hotWords.isEmpty)
    }
}
