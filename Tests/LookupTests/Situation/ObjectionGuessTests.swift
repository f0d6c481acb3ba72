import Domain
import Testing

@testable import Lookup

struct ObjectionGuessTests {
    private func guess(_ text: String, votes: [Float] = [0, 0, 0]) -> (id: String, likelihood: Float)? {
        let terms = ObjectionModel.terms(in: text)
        return ObjectionGuess(terms: terms, votes: votes, taxonomy: taxonomy).best.map {
            (taxonomy.objections[$0.objection].id.text, $0.value)
        }
    }

    @Test(arguments: [
        ("you are too expensive", "ob.price"), ("can we pick this up next quarter", "ob.timing"),
        ("he ghosted me", "ob.stall"), ("went silent on me", "ob.stall"), ("the others are cheaper", "ob.price"),
    ])
    func phrasingsAreRecognisedInOtherWords(text: String, objection: String) {
        #expect(guess(text)?.id == objection)
        #expect((guess(text)?.likelihood ?? 0) > 0.4)
    }

    @Test func withoutAWordOfTheTaxonomyNothingIsGuessed() {
        #expect((guess("pizza near the office")?.likelihood ?? 0) < 0.1)
        #expect(guess("") == nil)
    }

    @Test func clipsThatMatchTheWordsVoteWithTheirTags() {
        let likelihood = guess("pizza near the office", votes: [0, 0, 3])
        #expect(likelihood?.id == "ob.stall")
        #expect((likelihood?.likelihood ?? 1) < 0.4)
    }

    @Test func likelihoodsAddUpToAtMostOne() {
        let terms = ObjectionModel.terms(in: "too expensive next quarter silent")
        let all = ObjectionGuess(terms: terms, votes: [1, 2, 3], taxonomy: taxonomy).likelihoods
        #expect(all.reduce(0) { $0 + $1.value } <= 1.0001)
        #expect(ObjectionGuess(terms: terms, votes: [], taxonomy: .empty).best == nil)
    }

    @Test func whatTaggedClipsSayIsLearnedForOthers() {
        let tagged = (1...6).map {
            clip(
                "clip_\($0)", lines: ["they find us expensive", "we divide it per shipment"], objections: ["ob.price"])
        }
        let others = (1...12).map { clip("clip_other_\($0)", lines: ["an hour about the weather and the team"]) }
        let untagged = clip("clip_untagged", lines: ["I put it per shipment and he nodded"])
        let answer = index(tagged + others + [untagged]).find("too expensive")
        #expect(answer.clips.contains("clip_untagged"))
        #expect(!answer.clips.contains { $0.hasPrefix("clip_other") })
    }

    @Test func theTaxonomyOfTheCompanyIsTakenWithoutRetiredEntries() {
        let terms = [
            Term(id: ID("ob.a"), kind: .objection, label: "Alpha", aliases: ["alias"], position: 1),
            Term(id: ID("ob.b"), kind: .objection, label: "Beta", position: 2, mergedInto: ID("ob.a")),
            Term(id: ID("co.x"), kind: .competitor, label: "Acme", aliases: ["Acme Corp"], position: 1),
        ]
        let phrasings = [
            Phrasing(id: ID("phrasing_1"), objection: ID("ob.b"), text: "Moved along", position: 1),
            Phrasing(
                id: ID("phrasing_2"), objection: ID("ob.a"), text: "Gone", position: 2,
                retiredAt: Instant(milliseconds: 1)),
        ]
        let lookup = LookupTaxonomy(Taxonomy(terms: terms, phrasings: phrasings))
        #expect(
            lookup.objections == [.init(id: ID("ob.a"), label: "Alpha", phrasings: ["Moved along"], terms: ["alias"])])
        #expect(lookup.competitors == ["acme", "acme corp"])
    }
}
