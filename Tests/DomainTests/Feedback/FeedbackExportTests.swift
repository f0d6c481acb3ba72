import Domain
import Foundation
import Testing

/// Feedback as a file for other programs.
struct FeedbackExportTests {
    private static func line(
        _ text: String, _ anchor: FeedbackAnchor, isReply: Bool = false, author: String = "Ana"
    ) -> FeedbackExport.Line {
        FeedbackExport.Line(
            anchor: anchor, author: author,
            words: FeedbackWords(stored: text, effect: "", alternative: "Ask first."), moves: ["paused"],
            isReply: isReply, isResolved: false, step: .given, at: Instant(milliseconds: 0))
    }

    private static let lines = [
        line("=HYPERLINK(\"x\")", .whole), line("Two\nlines --> <b>", .range(42_000, 65_500), author: "A <v> B"),
        line("An answer", .range(42_000, 65_500), isReply: true),
    ]

    @Test func tablesHoldNoFormulas() {
        let table = FeedbackExport.csv.file(Self.lines, title: "x", duration: 90_000)
        #expect(table.hasPrefix("\u{FEFF}start,end,reply,author"))
        #expect(table.contains("\"'=HYPERLINK(\"\"x\"\")\""))
        #expect(table.contains("\r\n\"00:00:42\",\"00:01:05\",\"no\""))
        #expect(table.components(separatedBy: "\r\n").count == 5)
    }

    @Test func captionsHoldOnlyPlacesAndNoMarkup() throws {
        let file = FeedbackExport.captions.file(Self.lines, title: "x", duration: 90_000)
        #expect(
            file.hasPrefix("WEBVTT\n\n00:00:42.000 --> 00:01:05.500\n<v A &lt;v&gt; B>Two\nlines --&gt; &lt;b&gt;\n"))
        #expect(file.components(separatedBy: " --> ").count == 3)
        #expect(try Captions.parse(file).count == 2)
    }

    @Test func textShowsAnswersBelowWhatTheyAnswer() {
        let file = FeedbackExport.text.file(Self.lines, title: "Price\n talk", duration: 90_000)
        #expect(file.hasPrefix("Price talk\n\n[whole] Ana, 1970-01-01 [paused]\n  =HYPERLINK"))
        #expect(file.contains("[00:00:42-00:01:05] A <v> B"))
        #expect(file.contains("\n    Ana, 1970-01-01 [paused]\n      An answer\n"))
    }
}
