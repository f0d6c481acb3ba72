import Domain
import Testing

@testable import Understudy

struct QueryMakerTests {
    private let maker = QueryMaker(
        corpus: SyntheticCorpus(scripts: DemoScript.showClips, taxonomy: Taxonomy(terms: [], phrasings: [])))

    @Test func theSameQueriesAreMadeEveryTime() {
        #expect(maker.queries(100) == maker.queries(100))
    }

    @Test func queriesAreAsLongAsPeopleType() {
        for query in maker.queries(300) {
            #expect((1...6).contains(query.text.split(separator: " ").count), "\(query.text)")
            #expect(query.text.utf8.count <= 200)
        }
    }

    @Test func someQueriesAreStillBeingTyped() {
        let share = Double(maker.queries(300).count(where: \.isTyping)) / 300
        #expect((0.2...0.45).contains(share))
    }
}
