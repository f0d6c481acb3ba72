import Domain
import Rehearsal
import Store
import Testing

struct TermStoreTests {
    @Test(arguments: Engine.available)
    func everyFieldOfAnEntryComesBack(engine: Engine) async throws {
        try await engine.onStage { stage in
            let stageTerm = Term(
                id: ID("st.negotiate"), kind: .stage, label: "Negotiate – 'agree'", description: "a/b\\c",
                aliases: awkwardTexts, position: -3, retiredAt: stage.now,
                stage: StageDetails(
                    outcome: "capture", buyersQuestion: "Is it worth it?", crmNames: ["salesforce: Negotiation/Review"])
            )
            let objection = Term(
                id: ID("ob.price"), kind: .objection, label: "Price", position: 1, mergedInto: stageTerm.id,
                objection: ObjectionDetails(
                    nature: "concern/tactic", oftenMeans: "🎧", firstQuestion: "\"Compared to what?\"",
                    usualStages: [stageTerm.id]))
            try stage.terms.insert(stageTerm)
            try stage.terms.insert(objection)
            #expect(try stage.terms.find(stageTerm.id) == stageTerm)
            #expect(try stage.terms.find(objection.id) == objection)
            #expect(try stage.terms.find(ID("ob.none")) == nil)
        }
    }

    @Test(arguments: Engine.available, TermKind.allCases)
    func everyListTakesEntries(engine: Engine, kind: TermKind) async throws {
        try await engine.onStage { stage in
            #expect(try stage.terms.maxPosition(kind) == -1)
            let term = try stage.term(kind, "One", position: 4)
            #expect(try stage.terms.maxPosition(kind) == 4)
            #expect(try stage.terms.taxonomy().active(kind) == [term])
        }
    }

    @Test(arguments: Engine.available)
    func labelIsUniqueWithinItsListOnly(engine: Engine) async throws {
        try await engine.onStage { stage in
            try stage.term(.stage, "Price")
            var other = try stage.term(.stage, "Other")
            #expect(stage.problemCode { try stage.term(.stage, "Price") } == "label_taken")
            other.label = "Price"
            #expect(stage.problemCode { try stage.terms.update(other) } == "label_taken")
            #expect(stage.problemCode { try stage.term(.objection, "Price") } == nil)
        }
    }

    @Test(arguments: Engine.available)
    func movingChangesPlacesWithTheActiveNeighbour(engine: Engine) async throws {
        try await engine.onStage { stage in
            // The same position twice: imported lists may hold that.
            let terms = try [("A", 0), ("B", 0), ("C", 1), ("D", 2)].map {
                try stage.term(.stage, $0.0, position: $0.1)
            }
            var retired = terms[2]
            retired.retiredAt = stage.now
            try stage.terms.update(retired)
            func order() throws -> [String] { try stage.terms.taxonomy().active(.stage).map(\.label) }
            try stage.terms.move(terms[3].id, by: -1)
            #expect(try order() == ["A", "D", "B"])
            try stage.terms.move(terms[0].id, by: -1)
            try stage.terms.move(terms[1].id, by: 1)
            #expect(try order() == ["A", "D", "B"])
            try stage.terms.move(terms[0].id, by: 1)
            #expect(try order() == ["D", "A", "B"])
            #expect(stage.problemCode { try stage.terms.move(ID("st.none"), by: 1) } == "not_found")
        }
    }
}
