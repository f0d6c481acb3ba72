import Testing

@testable import Lookup

struct StemmerTests {
    /// Pairs of the published sample vocabulary and of the examples in the paper.
    @Test(arguments: [
        ("caresses", "caress"), ("ponies", "poni"), ("ties", "ti"), ("caress", "caress"), ("cats", "cat"),
        ("feed", "feed"), ("agreed", "agre"), ("plastered", "plaster"), ("bled", "bled"), ("motoring", "motor"),
        ("sing", "sing"), ("conflated", "conflat"), ("troubled", "troubl"), ("sized", "size"), ("hopping", "hop"),
        ("tanned", "tan"), ("falling", "fall"), ("hissing", "hiss"), ("fizzed", "fizz"), ("failing", "fail"),
        ("filing", "file"), ("happy", "happi"), ("sky", "sky"), ("relational", "relat"), ("conditional", "condit"),
        ("rational", "ration"), ("valenci", "valenc"), ("digitizer", "digit"), ("radicalli", "radic"),
        ("differentli", "differ"), ("vileli", "vile"), ("analogousli", "analog"), ("vietnamization", "vietnam"),
        ("predication", "predic"), ("operator", "oper"), ("feudalism", "feudal"), ("decisiveness", "decis"),
        ("hopefulness", "hope"), ("callousness", "callous"), ("formaliti", "formal"), ("sensitiviti", "sensit"),
        ("sensibiliti", "sensibl"), ("triplicate", "triplic"), ("formative", "form"), ("formalize", "formal"),
        ("electriciti", "electr"), ("electrical", "electr"), ("hopeful", "hope"), ("goodness", "good"),
        ("revival", "reviv"), ("allowance", "allow"), ("inference", "infer"), ("airliner", "airlin"),
        ("gyroscopic", "gyroscop"), ("adjustable", "adjust"), ("defensible", "defens"), ("irritant", "irrit"),
        ("replacement", "replac"), ("adjustment", "adjust"), ("dependent", "depend"), ("adoption", "adopt"),
        ("homologou", "homolog"), ("communism", "commun"), ("activate", "activ"), ("angulariti", "angular"),
        ("homologous", "homolog"), ("effective", "effect"), ("bowdlerize", "bowdler"), ("probate", "probat"),
        ("rate", "rate"), ("cease", "ceas"), ("controll", "control"), ("roll", "roll"), ("generalizations", "gener"),
        ("oscillators", "oscil"), ("negotiating", "negoti"), ("pricing", "price"), ("pricey", "pricei"),
    ])
    func wordsLoseTheirEndings(word: String, stem: String) {
        #expect(Stemmer.stem(word) == stem)
    }

    @Test(arguments: ["a", "is", "größe", "we're", "2026", "", "价"])
    func whatIsNotAnEnglishWordStays(word: String) {
        #expect(Stemmer.stem(word) == word)
    }

    @Test func anyLettersAreTaken() {
        var random = SeededRandom(seed: 7)
        let letters = Array("aeiouybcdst").map(String.init)
        for _ in 0..<20_000 {
            let word = (0..<Int(random.next() % 12)).map { _ in random.pick(letters) }.joined()
            #expect(Stemmer.stem(word).utf8.count <= max(word.utf8.count, 3))
        }
    }
}

struct AnalyserTests {
    @Test func contractionsAreFoundByTheirFirstHalf() {
        #expect(Analyser.english.term(for: "boss's") == "boss")
        #expect(Analyser.isStopWord("they're"))
        #expect(Analyser.isStopWord("won't"))
        #expect(!Analyser.isStopWord("budget"))
    }

    @Test func otherLanguagesAreNotStemmed() {
        #expect(Analyser.for(language: "de").term(for: "preise") == "preise")
        #expect(Analyser.for(language: "en-GB") == .english)
        #expect(Analyser.for(language: nil) == .english)
    }
}
