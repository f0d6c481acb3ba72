import Domain
import Testing

struct ClipChangesTests {
    private static let taxonomy = Taxonomy(
        terms: [
            Term(id: ID("st.open"), kind: .stage, label: "Open", position: 0),
            Term(id: ID("st.old"), kind: .stage, label: "Old", position: 1, mergedInto: ID("st.open")),
            Term(
                id: ID("st.retired"), kind: .stage, label: "Retired", position: 2, retiredAt: Instant(milliseconds: 0)),
            Term(id: ID("ob.price"), kind: .objection, label: "Price", position: 0),
            Term(id: ID("ty.pitch"), kind: .clipType, label: "Pitch", position: 0),
            Term(id: ID("pe.cfo"), kind: .persona, label: "CFO", position: 0),
            Term(id: ID("in.bank"), kind: .industry, label: "Bank", position: 0),
        ], phrasings: [])

    private static func applied(
        to old: ClipDetails = ClipDetails(title: "Old"), _ change: (inout ClipChanges) -> Void
    ) throws -> ClipDetails {
        var changes = ClipChanges()
        change(&changes)
        return try changes.applied(to: old, taxonomy: taxonomy)
    }

    private static func refused(_ change: (inout ClipChanges) -> Void) -> [String] {
        refusedFields { try applied(change) }
    }

    @Test func nothingSaidIsNothingChanged() throws {
        let old = ClipDetails(
            title: "Old", description: "d", stage: ID("st.retired"), objection: ID("gone"), language: "de",
            origin: .practice, purpose: .close, recordedOn: Day(daysSince1970: 1), tags: ["t"],
            speakers: [ClipSpeaker(name: "Ana")], rules: [Rule(when: "w", action: "a", because: "b")],
            conditions: ["c"])
        #expect(try Self.applied(to: old) { _ in } == old)
    }

    @Test func everyFieldCanBeSet() throws {
        let new = ClipDetails(
            title: "New", description: "d", stage: ID("st.open"), objection: ID("ob.price"), clipType: ID("ty.pitch"),
            persona: ID("pe.cfo"), industry: ID("in.bank"), language: "pt-BR", origin: .reenactment, purpose: .story,
            recordedOn: Day(daysSince1970: 1), verifyBy: Day(daysSince1970: 2), tags: ["t"],
            speakers: [ClipSpeaker(name: "Ana", person: ID("person_a"))],
            rules: [Rule(when: "w", action: "a", because: "")], conditions: ["c"])
        let applied = try Self.applied { changes in
            changes.title = " New\u{7} "
            changes.description = "d\n"
            changes.stage = .set(ID("st.open"))
            changes.objection = .set(ID("ob.price"))
            changes.clipType = .set(ID("ty.pitch"))
            changes.persona = .set(ID("pe.cfo"))
            changes.industry = .set(ID("in.bank"))
            changes.language = " pt-BR"
            changes.origin = .set(.reenactment)
            changes.purpose = .set(.story)
            changes.recordedOn = .set(Day(daysSince1970: 1))
            changes.verifyBy = .set(Day(daysSince1970: 2))
            changes.tags = ["", " t "]
            changes.speakers = [ClipSpeaker(name: " Ana", person: ID("person_a")), ClipSpeaker(name: " ")]
            changes.rules = [Rule(when: " w", action: "a ", because: ""), Rule(when: "", action: " ", because: "")]
            changes.conditions = ["c", "\n"]
        }
        #expect(applied == new)
    }

    @Test func clearEmptiesAField() throws {
        let old = ClipDetails(title: "Old", stage: ID("st.open"), origin: .practice, verifyBy: Day(daysSince1970: 1))
        let new = try Self.applied(to: old) { changes in
            changes.stage = .clear
            changes.origin = .clear
            changes.verifyBy = .clear
        }
        #expect(new == ClipDetails(title: "Old"))
    }

    @Test func entryThatWasMergedMeansTheOneItWasMergedInto() throws {
        #expect(try Self.applied { $0.stage = .set(ID("st.old")) }.stage == ID("st.open"))
    }

    @Test func entryThatIsSetAlreadyMayStayAfterItWasRetired() throws {
        let old = ClipDetails(title: "Old", stage: ID("st.retired"))
        #expect(try Self.applied(to: old) { $0.stage = .set(ID("st.retired")) } == old)
    }

    @Test(arguments: ["st.retired", "st.none", "ob.price"])
    func entryThatIsRetiredUnknownOrOfAnotherListIsRefused(id: String) {
        #expect(Self.refused { $0.stage = .set(ID(id)) } == ["stage"])
    }

    @Test func everyListIsCheckedUnderItsOwnName() {
        let fields = Self.refused { changes in
            changes.stage = .set(ID("x"))
            changes.objection = .set(ID("x"))
            changes.clipType = .set(ID("x"))
            changes.persona = .set(ID("x"))
            changes.industry = .set(ID("x"))
        }
        #expect(fields == ["stage", "objection", "clip_type", "persona", "industry"])
    }

    @Test func textsHaveAnEnd() {
        func long(_ count: Int) -> String { String(repeating: "a", count: count) }
        #expect(Self.refused { $0.title = long(201) } == ["title"])
        #expect(Self.refused { $0.title = long(200) } == [])
        #expect(Self.refused { $0.description = long(5001) } == ["description"])
        #expect(Self.refused { $0.tags = [long(61)] } == ["tags"])
        #expect(Self.refused { $0.conditions = [long(201)] } == ["conditions"])
        #expect(Self.refused { $0.speakers = [ClipSpeaker(name: long(101))] } == ["speakers"])
        #expect(Self.refused { $0.rules = [Rule(when: "w", action: long(301), because: "")] } == ["rules_1"])
    }

    @Test func listsHaveAnEnd() {
        #expect(Self.refused { $0.tags = Array(repeating: "t", count: 21) } == ["tags"])
        #expect(Self.refused { $0.tags = Array(repeating: " ", count: 21) } == [])
        #expect(Self.refused { $0.conditions = Array(repeating: "c", count: 21) } == ["conditions"])
        #expect(Self.refused { $0.speakers = Array(repeating: ClipSpeaker(name: "A"), count: 11) } == ["speakers"])
        let rule = Rule(when: "w", action: "a", because: "b")
        #expect(Self.refused { $0.rules = Array(repeating: rule, count: 4) } == ["rules"])
    }

    @Test func ruleSaysWhenAndWhatToDo() {
        let whole = Rule(when: "w", action: "a", because: "")
        #expect(Self.refused { $0.rules = [whole, Rule(when: "", action: "a", because: "")] } == ["rules_2"])
        #expect(Self.refused { $0.rules = [Rule(when: "w", action: " ", because: "b")] } == ["rules_1"])
    }

    @Test(arguments: ["en", "gsw", "pt-BR", "zh-Hant-TW", "de-CH-1996"])
    func languagesAreTags(language: String) throws {
        #expect(try Self.applied { $0.language = language }.language == language)
    }

    @Test(arguments: ["", "e", "english", "en_US", "en-", "-en", "en--US", "é-US", "en-'; --", "en-abcdefghi"])
    func whatIsNoLanguageTagIsRefused(language: String) {
        #expect(Self.refused { $0.language = language } == ["language"])
    }

    @Test func everythingThatIsWrongIsSaidAtOnce() {
        let problem = refusal {
            try Self.applied { changes in
                changes.title = String(repeating: "a", count: 300)
                changes.language = "?"
            }
        }
        #expect(problem?.status == 422)
        #expect(problem?.errors.map(\.field) == ["title", "language"])
    }
}
