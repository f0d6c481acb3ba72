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
