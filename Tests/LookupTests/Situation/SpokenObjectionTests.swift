import Domain
import Testing

@testable import Lookup

struct SpokenObjectionTests {
    @Test func theFirstSentenceThatComesNearIsTheBuyers() {
        let said = [
            "Thank you for the time.", "Honestly, you are too expensive.", "Compared with what?",
            "They said you are too expensive, and then they signed.",
        ]
        let heard = taxonomy.objection(in: said)
        #expect(heard?.objection.text == "ob.price")
        #expect(heard?.sentence == 1)
        #expect((heard?.likelihood ?? 0) > 0.4)
    }

    @Test func aClauseOfALongSentenceIsEnough() {
        let sentence =
            "I have read the proposal on the train this morning, you are too expensive, and my colleague from the "
            + "warehouse would like to see the new screens before the holidays begin"
        #expect(taxonomy.objection(in: [sentence])?.objection.text == "ob.price")
    }

    @Test func talkAboutSomethingElseIsNoObjection() {
        #expect(taxonomy.objection(in: ["The weather is lovely.", "Pizza near the office?"]) == nil)
        #expect(taxonomy.objection(in: []) == nil)
        #expect(LookupTaxonomy.empty.objection(in: ["You are too expensive."]) == nil)
    }

    @Test func likelihoodIsAShareOfOne() throws {
        let likelihood = try #require(taxonomy.objection(in: ["Too expensive.", "Next quarter."])).likelihood
        #expect((0...1).contains(likelihood))
    }
}
