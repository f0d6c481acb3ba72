import Domain
import Testing

@testable import Lookup

struct LookupTests {
    @Test func theClipThatSaysItComesFirstWithItsWordsMarked() {
        let answer = index([
            clip("clip_1", lines: ["we talked about the weather"]),
            clip("clip_2", lines: ["then the Budgets were frozen again"]),
        ]).find("frozen budget")
        #expect(answer.clips == ["clip_2"])
        #expect(answer.hits[0].quote.filter(\.isMarked).map(\.text) == ["Budgets", "frozen"])
        #expect(answer.hits[0].quote.map(\.text).joined() == "then the Budgets were frozen again")
        #expect(answer.hits[0].reasons == [.words(["frozen", "budget"])])
        #expect(!answer.isMiss)
    }

    @Test func anyOfTheWordsIsEnough() {
        let answer = index([clip("clip_1", lines: ["procurement called"])]).find("procurement wants redlines")
        #expect(answer.clips == ["clip_1"])
    }

    @Test func theObjectionIsGuessedFromItsPhrasingsAndTaggedClipsRise() {
        let answer = index([
            clip("clip_1", lines: ["an expensive car passed by"]),
            clip("clip_2", lines: ["that was an expensive one"], objections: ["ob.price"]),
            clip("clip_3", lines: ["what a nice day it was"], objections: ["ob.price"]),
            clip("clip_4", lines: ["what a nice day it was"], objections: ["ob.timing"]),
        ]).find("they say we're too expensive")
        #expect(answer.guessedObjection == ID("ob.price"))
        #expect(answer.clips.first == "clip_2")
        #expect(answer.clips.contains("clip_3"))
        #expect(!answer.clips.contains("clip_4"))
        #expect(answer.hits[0].reasons.contains(.phrasing(ID("ob.price"))))
    }

    @Test func facetsAreHard() {
        let live = index([
            clip("clip_1", lines: ["price talk"], stage: "st.show", objections: ["ob.price"]),
            clip("clip_2", lines: ["price talk"], speakers: ["Tom Ray"], stage: "st.commit"),
        ])
        func clips(_ input: LookupInput) -> [String] { live.lookup(input, viewer: viewer(), today: today).clips }
        #expect(clips(LookupInput(text: "price", stage: ID("st.commit"))) == ["clip_2"])
        #expect(clips(LookupInput(text: "price", objection: ID("ob.price"))) == ["clip_1"])
        #expect(clips(LookupInput(text: "price", speaker: "tom ray")) == ["clip_2"])
        #expect(clips(LookupInput(text: "price", persona: ID("pe.cfo"))) == [])
        #expect(clips(LookupInput(text: "price", stage: ID("st.show"), speaker: "Tom Ray")) == [])
    }

    @Test func aHitLandsOnTheMomentMadeByHand() {
        let moment = Moment(id: ID("moment_1"), startMilliseconds: 8000, endMilliseconds: 25_000, title: "Too pricey")
        let answer = index([clip("clip_1", lines: ["hello", "the discount", "goodbye"], moments: [moment])])
            .find("discount")
        #expect(answer.hits[0].moment == ID("moment_1"))
        #expect(answer.hits[0].startMilliseconds == 8000)
        #expect(answer.hits[0].endMilliseconds == 25_000)
    }

    @Test func aHitLandsOnTheWordsWhenTheMomentBeganLongBefore() {
        let moment = Moment(id: ID("moment_1"), startMilliseconds: 0, endMilliseconds: 90_000, title: "All of it")
        let lines = ["one", "two", "three", "four", "the discount"]
        let answer = index([clip("clip_1", lines: lines, moments: [moment])]).find("discount")
        #expect(answer.hits[0].moment == ID("moment_1"))
        #expect(answer.hits[0].startMilliseconds == 40_000)
    }

    @Test func aMomentIsFoundByItsTitleEvenWithoutATranscript() {
        let moment = Moment(id: ID("moment_1"), startMilliseconds: 5000, endMilliseconds: 9000, title: "Escrow worries")
        let answer = index([clip("clip_1", moments: [moment])]).find("escrow")
        #expect(answer.hits[0].startMilliseconds == 5000)
        #expect(answer.hits[0].reasons == [.moment])
        #expect(answer.hits[0].quote.isEmpty)
    }

    @Test func theAnswerAfterTheObjectionCountsToo() {
        let answer = index([
            clip("clip_1", lines: ["small talk", "they have no escrow", "so I showed the escrow plan"])
        ])
        .find("no escrow")
        #expect(answer.hits[0].startMilliseconds == 20_000)
    }

    @Test func titlesRulesTagsAndSpeakersAreFoundAndNamed() {
        let live = index([
            clip("clip_1", title: "The anchor", rules: ["When asked, wait, because silence helps"], tags: ["pilots"])
        ])
        #expect(live.find("anchor").hits.first?.reasons == [.title])
        #expect(live.find("silence").hits.first?.reasons.contains(.rule) == true)
        #expect(live.find("pilot").hits.first?.reasons == [.tag])
        #expect(live.find("priya").hits.first?.reasons == [.speaker("Priya")])
    }

    @Test func aCompetitorIsKnownByNameWithASlipOfTheFinger() {
        let answer = index([
            clip("clip_1", lines: ["we lost", "against northwind it is simple"]),
            clip("clip_2", lines: ["how to beat them"]),
        ]).find("beat Nortwind")
        #expect(answer.clips.first == "clip_1")
        #expect(answer.hits[0].reasons.contains(.competitor("northwind")))
    }

    @Test func theLastWordCountsAsABeginningWhileTyping() {
        let live = index([clip("clip_1", lines: ["negotiations took long"])])
        #expect(live.find("negoti", isTyping: true).clips == ["clip_1"])
        #expect(live.find("long neg", isTyping: true).clips == ["clip_1"])
        #expect(live.find("tooth", isTyping: true).clips == [])
    }

    @Test func oneClipGivesOneHitAndTheTotalCountsClips() {
        let lines = ["price", "price", "price"]
        let live = index((1...30).map { clip("clip_\($0)", lines: lines) })
        let answer = live.lookup(LookupInput(text: "price", limit: 10), viewer: viewer(), today: today)
        #expect(Set(answer.clips).count == 10)
        #expect(answer.total == 30)
    }

    @Test func staleClipsAreNeverFirstWhenAFreshOneIsNear() {
        let answer = index([
            clip("clip_old", lines: ["escrow"], verifyBy: today.advanced(byDays: -1)),
            clip("clip_new", lines: ["escrow for a while now"], verifyBy: today),
        ]).find("escrow")
        #expect(answer.clips == ["clip_new", "clip_old"])
        #expect(answer.hits.map(\.isStale) == [false, true])
    }

    @Test func theThirdPlaceGoesToAnotherVoice() {
        let same = (1...4).map { clip("clip_\($0)", lines: ["escrow"], speakers: ["Priya"]) }
        let other = clip("clip_9", lines: ["escrow"], speakers: ["Tom"])
        let answer = index(same + [other]).find("escrow")
        #expect(answer.hits.prefix(3).map { $0.speakers[0] } == ["Priya", "Priya", "Tom"])
    }

    @Test func nothingNearIsAMiss() {
        let live = index([
            clip("clip_1", lines: ["we never file anything on price"]), clip("clip_2", lines: ["a price"]),
        ])
        #expect(live.find("parental leave policy").isMiss)
        #expect(live.find("parental leave policy").hits.isEmpty)
        #expect(live.find("file my holiday request form").isMiss)
        #expect(!live.find("price").isMiss)
    }

    @Test func clipsOfOtherLanguagesAreFoundByTheirOwnWords() {
        let live = index([clip("clip_1", lines: ["die preise sind zu hoch"], language: "de")])
        #expect(live.find("preise").clips == ["clip_1"])
        #expect(live.find("preise").hits[0].quote.filter(\.isMarked).map(\.text) == ["preise"])
    }

    @Test func longWindowsAreQuotedInAboutThirtyWords() {
        let words = (0..<55).map { "w\($0)" }
        let answer = index([clip("clip_1", lines: [(words + ["escrow", "clause"]).joined(separator: " ")])])
            .find("escrow clause")
        let quote = answer.hits[0].quote.map(\.text).joined()
        #expect(quote.hasPrefix("… w"))
        #expect(quote.hasSuffix("escrow clause"))
        #expect(quote.split(separator: " ").count <= Quote.length + 2)
    }

    @Test(arguments: [
        "😀👍🏽", "\u{0}\u{1}\u{7}", "the and of", "'", "\"\"\" -- ;", String(repeating: "a", count: 10_000),
        String(repeating: "price ", count: 2000), "\u{202E}ecirp", "e\u{301}\u{301}\u{301}", "    ", "%_\\*",
    ])
    func oddTextsAreAnswered(text: String) {
        let live = index([clip("clip_1", lines: ["the price and of them"])])
        for isTyping in [false, true] {
            let answer = live.find(text, isTyping: isTyping)
            #expect(answer.hits.count <= 1)
        }
    }

    @Test func textIsCutToTwoHundredCharacters() {
        #expect(LookupInput(text: String(repeating: "é", count: 500)).text.count == 200)
        #expect(LookupInput(text: "x", limit: 9999).limit == 50)
        #expect(LookupInput(text: "x", limit: -1).limit == 1)
    }

    @Test func stopWordsAloneAreLookedFor() {
        #expect(index([clip("clip_1", lines: ["not now"])]).find("not now").clips == ["clip_1"])
    }
}

struct BrowseTests {
    private let live = index([
        clip("clip_1", stage: "st.show", objections: ["ob.price"], published: 1),
        clip("clip_2", stage: "st.show", objections: ["ob.price"], published: 2),
        clip("clip_3", stage: "st.show", verifyBy: today.advanced(byDays: -5), published: 9),
        clip(
            "clip_4", stage: "st.show",
            moments: [Moment(id: ID("moment_4"), startMilliseconds: 3000, endMilliseconds: 9000, title: "Yes")]),
        clip("clip_5", stage: "st.commit", published: 8),
    ])

    @Test func momentsComeFirstThenTheNewestThenTheStale() {
        let answer = live.lookup(LookupInput(text: " ", stage: ID("st.show")), viewer: viewer(), today: today)
        #expect(answer.clips == ["clip_4", "clip_2", "clip_1", "clip_3"])
        #expect(answer.hits[0].startMilliseconds == 3000)
        #expect(answer.total == 4)
        #expect(answer.hits[0].reasons == [.stage(ID("st.show"))])
    }

    @Test func anEmptyCellIsAMiss() {
        let answer = live.lookup(LookupInput(text: "", stage: ID("st.grow")), viewer: viewer(), today: today)
        #expect(answer.isMiss)
        #expect(answer.total == 0)
    }

    @Test func coverageCountsClipsOfEachCell() {
        let cells = live.coverage(viewer: viewer())
        #expect(cells.contains(CoverageCell(stage: ID("st.show"), objection: ID("ob.price"), count: 2)))
        #expect(cells.contains(CoverageCell(stage: ID("st.show"), objection: nil, count: 2)))
        #expect(cells.reduce(0) { $0 + $1.count } == 5)
    }
}

struct SuggestionTests {
    private let live = index([
        clip("clip_1", title: "Expensive taste", speakers: ["Xenia Exner"]),
        clip("clip_2", title: "Secret exit", access: access(team: "team_b", .team), speakers: ["Exo"]),
    ])

    @Test func phrasingsThenSpeakersThenTitles() {
        let found = live.suggestions("ex", viewer: viewer())
        #expect(found.map(\.text) == ["You're too expensive.", "Too expensive", "Xenia Exner", "Expensive taste"])
    }

    @Test func earlierWordsMustBeThere() {
        #expect(live.suggestions("too ex", viewer: viewer()).map(\.text) == ["You're too expensive.", "Too expensive"])
        #expect(live.suggestions("exner xen", viewer: viewer()).map(\.text) == ["Xenia Exner"])
    }

    @Test func theLimitHolds() {
        #expect(live.suggestions("ex", viewer: viewer(), limit: 1).count == 1)
        #expect(live.suggestions("ex", viewer: viewer(), limit: 0).isEmpty)
        #expect(live.suggestions("  ", viewer: viewer()).isEmpty)
    }

    @Test func answersFollowTheIndex() {
        let index = index([clip("clip_a", lines: ["The escrow clause."])])
        #expect(index.find("escrow").clips == ["clip_a"])
        #expect(index.find("escrow").clips == ["clip_a"])
        index.replace(clip("clip_b", lines: ["Escrow again, escrow always."], published: 5))
        #expect(Set(index.find("escrow").clips) == ["clip_a", "clip_b"])
        index.remove(ID("clip_a"))
        #expect(index.find("escrow").clips == ["clip_b"])
    }

    @Test func thingIsFoundByWhatElseItIsCalled() {
        let index = index([clip("clip_a", lines: ["We showed them Harbourmaster first."])])
        #expect(index.find("the blue console").clips.isEmpty)
        index.replace(
            taxonomy: LookupTaxonomy(
                objections: taxonomy.objections, competitors: [],
                names: [["Harbourmaster", "blue console", "HM"]]))
        #expect(index.find("the blue console").clips == ["clip_a"])
        #expect(index.find("hm").clips == ["clip_a"])
        // What is in no dictionary is spelt right when it is one's own name.
        #expect(index.find("harbourmaster").correctedText == nil)
    }
}
