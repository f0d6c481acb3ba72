import Domain
import Testing

/// What a comment may say, and what is asked about.
struct FeedbackWordsTests {
    @Test func onlyWhatWasObservedHasToBeThere() throws {
        let words = try FeedbackWords(text: "  You paused.\n", effect: " ", alternative: "")
        #expect(words.text == "You paused.")
        #expect(words.effect.isEmpty)
    }

    @Test func emptyAndEndlessTextsAreRefusedTogether() throws {
        let problem = #expect(throws: Problem.self) {
            try FeedbackWords(
                text: " \n ", effect: String(repeating: "x", count: 1001),
                alternative: String(repeating: "e\u{301}\u{301}\u{301}\u{301}\u{301}", count: 1000))
        }
        #expect(problem?.errors.map(\.field) == ["text", "effect", "alternative"])
    }

    @Test func aMegabyteIsNoComment() {
        #expect(throws: Problem.self) { try FeedbackWords(text: String(repeating: "a", count: 1 << 20)) }
    }

    @Test(arguments: ["Great job!", "well done :)", "That was GREAT   WORK", "You could be more confident"])
    func vagueWordsAreFoundHoweverTheyAreWritten(text: String) throws {
        let words = try VagueWords(["great job", "well done", "great work", "be more confident"])
        #expect(words.found(in: try FeedbackWords(text: text)).count == 1)
    }

    @Test func whoeverSaysMoreIsNotAsked() throws {
        let words = VagueWords.usual
        #expect(!words.found(in: try FeedbackWords(text: "well done")).isEmpty)
        #expect(words.found(in: try FeedbackWords(text: "well done", effect: "She told her budget.")).isEmpty)
        #expect(
            words.found(in: try FeedbackWords(text: "well done: " + String(repeating: "you asked ", count: 20))).isEmpty
        )
        #expect(words.found(in: try FeedbackWords(text: "The stew was welldone")).isEmpty)
    }

    @Test func tooManyOrTooLongPhrasesAreRefused() {
        #expect(throws: Problem.self) { try VagueWords(Array(repeating: "fine", count: 201)) }
        #expect(throws: Problem.self) { try VagueWords([String(repeating: "x", count: 61)]) }
    }

    @Test func labelsAreKnownFewAndInOrder() throws {
        #expect(try ObservableMove.checked(["next_step", "paused", "paused"]) == [.paused, .nextStep])
        #expect(throws: Problem.self) { try ObservableMove.checked(["charisma"]) }
        #expect(throws: Problem.self) {
            try ObservableMove.checked(ObservableMove.allCases.prefix(6).map(\.rawValue))
        }
    }

    @Test func everyLabelBelongsToOnePartOfTheConversation() {
        for group in ObservableMove.Group.allCases {
            #expect(ObservableMove.allCases.contains { $0.group == group })
        }
    }
}
