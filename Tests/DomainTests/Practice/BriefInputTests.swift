import Domain
import Testing

/// What a brief may say.
struct BriefInputTests {
    @Test func whatIsTypedIsTidied() throws {
        let content = try BriefInput(
            BriefContent(
                title: "  Too \n expensive ", line: " You are   too expensive ", points: [" Ask back ", " ", "Value"],
                dialogue: [BriefTurn(.buyer, " Hm. "), BriefTurn(.rep, "  ")], answers: [.text, .video, .text])
        ).content
        #expect(content.title == "Too expensive")
        #expect(content.line == "You are too expensive")
        #expect(content.points == ["Ask back", "Value"])
        #expect(content.dialogue == [BriefTurn(.buyer, "Hm.")])
        #expect(content.answers == [.video, .text])
    }

    @Test func everyFieldThatNeedsAnotherLookIsNamed() {
        let long = String(repeating: "x", count: 5000)
        let fields = refusedFields {
            try BriefInput(
                BriefContent(
                    title: " ", line: long, situation: long, points: Array(repeating: "x", count: 13),
                    dialogue: Array(repeating: BriefTurn(.rep, "x"), count: 41), targetSeconds: 5, answers: []))
        }
        #expect(fields == ["title", "line", "situation", "points", "dialogue", "target_seconds", "answers"])
    }

    /// They stand in rows where code points are counted: `e` with three marks is one character and four of those.
    @Test func titlesAndQuestionsAreAsLongAsTheirRowsTake() throws {
        func long(_ count: Int) -> String { String(repeating: "e\u{301}\u{302}\u{303}", count: count) }
        #expect(try BriefInput(BriefContent(title: long(30))).content.title.unicodeScalars.count == 120)
        #expect(refusedFields { try BriefInput(BriefContent(title: long(31))) } == ["title"])
        #expect(try SelfReview(question: long(125)).question.unicodeScalars.count == 500)
        #expect(refusedFields { try SelfReview(question: long(126)) } == ["question"])
        #expect(refusedFields { try FeedbackAsk.checkedNote(long(126)) } == ["note"])
        let criterion = CriterionInput(title: "a", levels: ["a", "b", "c", "d"])
        #expect(refusedFields { try RubricInput(title: long(31), criteria: [criterion]) } == ["title"])
        let content = { (title: String) in
            try PromotionContent(
                title: title, stage: ID("st.negotiate"), objection: ID("ob.price"),
                rules: [Rule(when: "a", action: "b", because: "")], visibility: .team, howTold: "Asked")
        }
        #expect(try content(long(50)).title.unicodeScalars.count == 200)
        #expect(refusedFields { try content(long(51)) } == ["title"])
    }

    @Test func aConversationIsReadALineEach() {
        let turns = BriefInput.dialogue(
            "Buyer: You are expensive\n\nyou: Compared to what?\nAnd then I wait", buyer: "Buyer")
        #expect(
            turns == [
                BriefTurn(.buyer, "You are expensive"), BriefTurn(.rep, "Compared to what?"),
                BriefTurn(.rep, "And then I wait"),
            ])
    }

    @Test func nothingOfASelfReviewHasToBeSaid() throws {
        #expect(try SelfReview() == .none)
        let fields = refusedFields {
            try SelfReview(
                worked: String(repeating: "x", count: 1001), otherwise: String(repeating: "x", count: 1001),
                question: String(repeating: "x", count: 501), confidence: 6)
        }
        #expect(fields == ["worked", "otherwise", "question", "confidence"])
    }
}
