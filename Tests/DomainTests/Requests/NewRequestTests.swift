import Domain
import Testing

/// What may be asked.
struct NewRequestTests {
    @Test func sentenceBecomesOneLine() throws {
        let request = try NewRequest(text: "  Do you\n work\u{0} on\tthe  moon? ", note: " With a crane. ")
        #expect(request.text == "Do you work on the moon?")
        #expect(request.note == "With a crane.")
    }

    @Test(arguments: [
        "", "   ", "\u{0}\u{7}", "...", "🚀🚀", String(repeating: "a", count: 201),
        "a" + String(repeating: "\u{301}", count: 900),
    ])
    func whatIsNoSentenceIsRefused(text: String) {
        #expect(throws: Problem.self) { try NewRequest(text: text) }
    }

    @Test(arguments: ["سعركم مرتفع جدا", "他社のほうが安い", "'; DROP TABLE request; --", "^(a+)+$", "20%?"])
    func everyScriptIsASentence(text: String) throws {
        #expect(try NewRequest(text: text).text == text)
    }

    @Test func longNotesAreRefusedAndReasonsAreNeeded() {
        #expect(throws: Problem.self) { try NewRequest(text: "Why?", note: String(repeating: "n", count: 1001)) }
        #expect(throws: Problem.self) { try RequestReason(" \n ") }
        #expect(throws: Problem.self) { try RequestReason(String(repeating: "n", count: 501)) }
    }
}
