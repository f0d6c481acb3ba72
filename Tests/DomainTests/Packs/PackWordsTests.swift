import Domain
import Testing

/// A sentence about a call, read with the company's own words.
struct PackWordsTests {
    private static let words = PackWords(
        Taxonomy(
            terms: [
                Term(id: ID("st.discover"), kind: .stage, label: "Discovery / diagnosis", position: 0),
                Term(id: ID("st.negotiate"), kind: .stage, label: "Negotiation", aliases: ["haggling"], position: 1),
                Term(id: ID("pe.owner"), kind: .persona, label: "Economic buyer (CEO, owner)", position: 0),
                Term(id: ID("pe.cfo"), kind: .persona, label: "CFO", position: 1),
                Term(id: ID("in.retail"), kind: .industry, label: "Retail & e-commerce", position: 0),
                Term(id: ID("ob.price"), kind: .objection, label: "Too expensive", position: 0),
                Term(id: ID("ob.timing"), kind: .objection, label: "Not now", position: 1),
                Term(
                    id: ID("ob.old"), kind: .objection, label: "Old one", position: 2,
                    retiredAt: Instant(milliseconds: 1)),
            ],
            phrasings: [
                Phrasing(
                    id: ID("phrasing_1"), objection: ID("ob.timing"), text: "Call me back in six months.", position: 0)
            ]))

    private static func read(_ text: String) -> PackQuestion { words.question(text) }

    @Test func everyPartOfASentenceIsFound() {
        let question = Self.read("discovery, CFO, thinks we're too expensive, 5 minutes")
        #expect(question.stage == ID("st.discover"))
        #expect(question.persona == ID("pe.cfo"))
        #expect(question.objections == [ID("ob.price")])
        #expect(question.minutes == 5)
        #expect(question.rest == "thinks we're")
    }

    @Test(arguments: [
        ("5 minutes", 5), ("8min", 8), ("3 min.", 3), ("10 m", 10), ("15-min call", 15), ("0 minutes", 1),
        ("999 minutes", 30),
    ])
    func minutesAreReadInEveryWayPeopleWriteThem(text: String, minutes: Int) {
        #expect(Self.read(text).minutes == minutes)
    }

    @Test(arguments: ["", "in six months", "20% off", "2027", "5", "1234 minutes", "٥ minutes"])
    func withoutMinutesItIsFive(text: String) {
        #expect(Self.read(text).minutes == 5)
    }

    @Test(arguments: ["the owner", "a CEO", "Economic Buyer"])
    func partsOfALabelAreNamesToo(text: String) {
        #expect(Self.read(text).persona == ID("pe.owner"))
    }

    @Test func aliasesAndPhrasingsAreUnderstood() {
        let question = Self.read("haggling in retail: call me back in six months")
        #expect(question.stage == ID("st.negotiate"))
        #expect(question.industry == ID("in.retail"))
        #expect(question.objections == [ID("ob.timing")])
        #expect(question.rest == "in")
    }

    @Test func severalObjectionsAreTakenAndRetiredOnesAreNot() {
        let question = Self.read("too expensive, not now, old one")
        #expect(Set(question.objections) == [ID("ob.price"), ID("ob.timing")])
        #expect(question.rest == "old one")
    }

    @Test(arguments: [
        "", "   ", "\u{0}\u{1}", "🚀", "سعركم مرتفع جدا", "'; DROP TABLE clip; --", "^(a+)+$", ", , ,",
        String(repeating: "too expensive ", count: 1000),
    ])
    func nonsenseIsLeftAlone(text: String) {
        let question = Self.read(text)
        #expect(question.stage == nil)
        #expect(question.rest.count <= 400)
    }
}
