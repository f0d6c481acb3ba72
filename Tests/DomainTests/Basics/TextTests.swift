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

    @Test(arguments: [
        ("plain-._~09AZaz", "plain-._~09AZaz"), ("a b&c=d", "a%20b%26c%3Dd"), ("50% off?", "50%25%20off%3F"),
        ("\"\r\n", "%22%0D%0A"), ("\u{e9}\u{1F3A7}", "%C3%A9%F0%9F%8E%A7"),
        ("\u{bd}\u{b2}\u{aa}", "%C2%BD%C2%B2%C2%AA"),
        ("a/b", "a%2Fb"),
    ])
    func onlyPlainLettersStayInAnAddress(text: String, encoded: String) {
        #expect(text.percentEncoded() == encoded)
    }

    @Test func whatIsKeptStays() {
        #expect("/clips?t=4".percentEncoded(keeping: "/") == "/clips%3Ft%3D4")
    }
}
