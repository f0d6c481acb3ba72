import Testing

@testable import Lookup

struct SpellingTests {
    private let dictionary = DictionaryWords(hunspell: "6\nforever\nconnect/SDG\nset/S\nword\ncompetitor/MS\n")

    private func corrected(_ text: String, _ clips: [IndexedClip]) -> String? {
        index(clips, dictionary: dictionary).find(text).correctedText
    }

    @Test func unknownWordsBecomeTheNearestWordOfTheTaxonomy() {
        #expect(corrected("too expensiv", []) == "too expensive")
        #expect(corrected("next qaurter", []) == "next quarter")
    }

    @Test func wordsOfClipsAreOfferedOnceTwoClipsUseThem() {
        let one = clip("clip_1", lines: ["the procurement team"])
        let two = clip("clip_2", lines: ["procurement again"])
        #expect(corrected("proccurement", [one]) == nil)
        #expect(corrected("proccurement", [one, two]) == "procurement")
    }

    @Test func knownWordsStay() {
        #expect(corrected("connecting", []) == nil)
        #expect(corrected("reset", []) == nil)
        #expect(corrected("forever", []) == nil)
        #expect(corrected("Q4 2026x", []) == nil)
    }

    @Test func aDictionaryWordIsBetterThanAFartherOneOfTheClips() {
        let clips = [clip("clip_1", lines: ["a folder"]), clip("clip_2", lines: ["that folder"])]
        #expect(corrected("taking forver", clips + [clip("clip_3", lines: ["taking"])]) == "taking forever")
    }

    @Test func shortWordsMayDifferInOnePlaceOnly() {
        #expect(corrected("bzzy", []) == "busy" || corrected("bzzy", []) == nil)
        #expect(EditDistance.between(Array("busy".unicodeScalars), Array("bzzy".unicodeScalars), limit: 1) == nil)
    }

    @Test func theLastWordIsNotMendedWhileItIsTyped() {
        let live = index([clip("clip_1", lines: ["very expensive"])], dictionary: dictionary)
        #expect(live.find("expensiv", isTyping: true).correctedText == nil)
    }

    @Test(
        arguments: [
            ("ca", "abc", nil), ("abcd", "acbd", 1), ("", "ab", 2), ("kitten", "sitting", nil), ("same", "same", 0),
            ("price", "prices", 1),
        ] as [(String, String, Int?)])
    func distanceCountsEditsAndSwaps(left: String, right: String, distance: Int?) {
        #expect(
            EditDistance.between(Array(left.unicodeScalars), Array(right.unicodeScalars), limit: 2) == distance)
    }
}
