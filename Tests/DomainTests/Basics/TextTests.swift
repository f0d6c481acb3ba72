import Domain
import Testing

struct TextTests {
    @Test(
        arguments: [
            ("", ""), ("  a  b ", "a  b"), ("\n\ta\u{00A0}\u{2003}", "a"), ("a\0b\u{7}c", "abc"), ("a\u{85}b", "ab"),
            ("one\r\ntwo\tthree", "one\ntwo\tthree"), (" \u{1F}\n ", ""), ("👨‍👩‍👧‍👦 e\u{301} ", "👨‍👩‍👧‍👦 e\u{301}"),
        ])
    func trimmedTextIsWhatAFieldMeans(raw: String, meant: String) {
        #expect(raw.trimmedText == meant)
        #expect(meant.trimmedText == meant)
    }

    @Test(
        arguments: [
            ("call.mp4", "call.mp4"), ("/etc/passwd", "passwd"), ("C:\\Users\\ana\\call.mp4", "call.mp4"),
            ("../../call.mp4", "call.mp4"), ("a\0b\r\n.mp4", "ab.mp4"), ("evil\u{202E}4pm.exe", "evil4pm.exe"),
            ("\u{2066}a\u{2069}\u{200F}", "a"), ("/", ""), ("", ""), ("Zoë 🎧.mov", "Zoë 🎧.mov"), ("  a  ", "a"),
        ])
    func fileLabelIsANameWithoutAPath(raw: String, label: String) {
        #expect(raw.fileLabel == label)
    }

    @Test(arguments: ["a", "é", "日", "👨‍👩‍👧‍👦"])
    func fileLabelIsCutBetweenCharacters(character: String) {
        let label = String(repeating: character, count: 400).fileLabel
        #expect(label.utf8.count <= 255)
        #expect(label.utf8.count > 255 - character.utf8.count)
        #expect(label.utf8.count % character.utf8.count == 0)
    }
}

struct FieldProblemsTests {
    @Test func everythingThatIsWrongIsSaidAtOnce() {
        var problems = FieldProblems()
        problems.add("name", "No name.")
        problems.add("email", "No address.")
        let problem = refusal { try problems.check() }
        #expect(problem?.status == 422)
        #expect(problem?.errors == [FieldProblem("name", "No name."), FieldProblem("email", "No address.")])
    }

    @Test func nothingWrongIsNoProblem() {
        #expect(refusal { try FieldProblems().check() } == nil)
    }
}
