import Domain
import Testing

struct TermChangesTests {
    private static func term(_ kind: TermKind) -> Term {
        Term(id: ID("term_a"), kind: kind, label: "Old", position: 3)
    }

    @Test func nothingSaidIsNothingChangedButWhatAListAlwaysHas() throws {
        let persona = Self.term(.persona)
        #expect(try TermChanges().applied(to: persona) == persona)
        let stage = try TermChanges().applied(to: Self.term(.stage))
        #expect(stage.stage == StageDetails(outcome: "", buyersQuestion: "", crmNames: []))
        #expect(try TermChanges().applied(to: stage) == stage)
        #expect(try TermChanges().applied(to: Self.term(.objection)).objection?.nature == "concern")
    }

    @Test func textsAreTrimmedAndRepeatsLeftOut() throws {
        var changes = TermChanges()
        changes.label = " New "
        changes.description = " d\n"
        changes.aliases = [" a", "", "b", "a "]
        let new = try changes.applied(to: Self.term(.industry))
        #expect(new.label == "New")
        #expect(new.description == "d")
        #expect(new.aliases == ["a", "b"])
        #expect(new.position == 3)
    }

    @Test func detailsOfAStageAndOfAnObjectionDoNotGetIntoOtherLists() throws {
        var changes = TermChanges()
        changes.outcome = " capture "
        changes.crmNames = ["salesforce: Negotiation/Review", ""]
        changes.nature = "tactic"
        changes.usualStages = [ID("st.open")]
        let stage = try changes.applied(to: Self.term(.stage))
        #expect(stage.stage?.outcome == "capture")
        #expect(stage.stage?.crmNames == ["salesforce: Negotiation/Review"])
        #expect(stage.objection == nil)
        let objection = try changes.applied(to: Self.term(.objection))
        #expect(objection.objection?.nature == "tactic")
        #expect(objection.objection?.usualStages == [ID("st.open")])
        #expect(objection.stage == nil)
        let product = try changes.applied(to: Self.term(.product))
        #expect(product.stage == nil && product.objection == nil)
    }

    @Test(arguments: ["", " \n", String(repeating: "a", count: 121)])
    func labelHasOneToOneHundredAndTwentyCharacters(label: String) {
        var changes = TermChanges()
        changes.label = label
        #expect(refusedFields { try changes.applied(to: Self.term(.persona)) } == ["label"])
    }

    @Test func descriptionsAndAliasesHaveAnEnd() {
        var long = TermChanges()
        long.description = String(repeating: "a", count: 1001)
        #expect(refusedFields { try long.applied(to: Self.term(.persona)) } == ["description"])
        var alias = TermChanges()
        alias.aliases = [String(repeating: "a", count: 121)]
        #expect(refusedFields { try alias.applied(to: Self.term(.persona)) } == ["description"])
        var question = TermChanges()
        question.buyersQuestion = String(repeating: "a", count: 1001)
        #expect(refusedFields { try question.applied(to: Self.term(.stage)) } == ["description"])
        #expect(refusedFields { try question.applied(to: Self.term(.persona)) } == [])
    }
}
