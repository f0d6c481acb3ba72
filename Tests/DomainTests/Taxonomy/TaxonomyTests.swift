import Domain
import Testing

struct TaxonomyTests {
    private static func term(
        _ id: String, into target: String? = nil, position: Int = 0, isRetired: Bool = false, kind: TermKind = .stage
    ) -> Term {
        Term(
            id: ID(id), kind: kind, label: id, position: position,
            retiredAt: isRetired ? Instant(milliseconds: 0) : nil, mergedInto: target.map { ID($0) })
    }

    @Test func currentFollowsMergesToTheEnd() {
        let taxonomy = Taxonomy(
            terms: [Self.term("a", into: "b"), Self.term("c"), Self.term("b", into: "c")], phrasings: [])
        for id in ["a", "b", "c"] { #expect(taxonomy.current(ID(id)) == ID("c")) }
    }

    @Test func unknownEntryStandsForItself() {
        #expect(Taxonomy(terms: [], phrasings: []).current(ID("x")) == ID("x"))
        #expect(Taxonomy(terms: [Self.term("a", into: "gone")], phrasings: []).current(ID("a")) == ID("gone"))
    }

    @Test(arguments: 1...4)
    func mergesThatGoRoundInACircleEnd(length: Int) {
        let terms = (0..<length).map { Self.term("t\($0)", into: "t\(($0 + 1) % length)") }
        let current = Taxonomy(terms: terms, phrasings: []).current(ID("t0"))
        #expect(terms.map(\.id).contains(current))
    }

    @Test func activeEntriesOfAListAreInTheirOrder() {
        let taxonomy = Taxonomy(
            terms: [
                Self.term("b", position: 1), Self.term("a", position: 1), Self.term("c", position: 0),
                Self.term("retired", isRetired: true), Self.term("merged", into: "a"),
                Self.term("other", kind: .persona),
            ], phrasings: [])
        #expect(taxonomy.active(.stage).map(\.label) == ["c", "a", "b"])
    }
}
