import Database
import Domain
import Store
import Testing

@testable import Services

/// What a new installation starts with.
struct StarterTaxonomyTests {
    @Test(arguments: [
        (TermKind.stage, 11), (.objection, 25), (.persona, 17), (.industry, 15), (.clipType, 24), (.product, 0),
        (.competitor, 0),
    ])
    func everyListIsWhole(kind: TermKind, count: Int) {
        #expect(StarterTaxonomy.terms.count { $0.kind == kind } == count)
    }

    @Test func everyObjectionHasSentencesOfBuyersAndAFirstQuestion() {
        let sentences = Dictionary(uniqueKeysWithValues: StarterTaxonomy.phrasings.map { ($0.objection, $0.texts) })
        for term in StarterTaxonomy.terms where term.kind == .objection {
            let texts = sentences[term.id.text] ?? []
            #expect(texts.count >= 3, "\(term.id)")
            #expect(Set(texts).count == texts.count, "\(term.id)")
            if term.id.text.hasPrefix("ob.") {
                #expect(texts.count >= 5, "\(term.id)")
                // "What makes you different?" is answered, not asked back.
                let isQuestion = term.id.text == "ob.differ"
                #expect(term.objection?.firstQuestion.isEmpty == isQuestion, "\(term.id)")
            }
        }
        #expect(sentences["ob.price"]?.count == 10)
        #expect(StarterTaxonomy.phrasings.reduce(0) { $0 + $1.texts.count } > 140)
    }

    @Test func everyEntryIsThereOnceAndPointsAtStagesThatAreThere() {
        let terms = StarterTaxonomy.terms
        let stages = Set(terms.filter { $0.kind == .stage }.map(\.id))
        #expect(Set(terms.map(\.id)).count == terms.count)
        #expect(Set(terms.map { "\($0.kind) \($0.label)" }).count == terms.count)
        for term in terms {
            #expect(stages.isSuperset(of: term.objection?.usualStages ?? []), "\(term.id)")
            if let stage = term.stage { #expect(["create", "capture", "keep & grow"].contains(stage.outcome)) }
        }
        let objections = Set(terms.filter { $0.kind == .objection }.map(\.id.text))
        #expect(objections.isSuperset(of: StarterTaxonomy.phrasings.map(\.objection)))
    }

    @Test func everyStageBuyersNoticeAsksTheirQuestion() {
        for term in StarterTaxonomy.terms where term.kind == .stage && term.id.text != "st.target" {
            #expect(term.stage?.buyersQuestion.hasSuffix("?") == true, "\(term.id)")
        }
    }

    @Test func seedingFillsEmptyListsAndNothingElse() async throws {
        try await Stage.open { stage in
            let before = try await stage.services.taxonomy.taxonomy()
            try await stage.services.taxonomy.seedIfEmpty()
            #expect(try await stage.services.taxonomy.taxonomy() == before)
            try await stage.database.write { connection in
                try connection.run("DELETE FROM phrasing")
                try connection.run("DELETE FROM term")
            }
            try await stage.services.taxonomy.seedIfEmpty()
            let seeded = try await stage.services.taxonomy.taxonomy()
            #expect(Set(seeded.terms.map(\.id)) == Set(StarterTaxonomy.terms.map(\.id)))
            try await stage.services.taxonomy.seedIfEmpty()
            #expect(try await stage.services.taxonomy.taxonomy() == seeded)
        }
    }
}
