import Testing

@testable import Understudy

/// `clips.csv` as spreadsheets write it.
struct ClipManifestTests {
    @Test func aRowIsFoundByItsFileNameWhereverTheFileLies() throws {
        let manifest = try ClipManifest(text: "file,title,stage\ncalls/a.mp4,Too expensive,st.negotiate\n")
        #expect(
            manifest.row(for: "/other/place/a.mp4") == [
                "file": "calls/a.mp4", "title": "Too expensive", "stage": "st.negotiate",
            ])
        #expect(manifest.row(for: "b.mp4") == nil)
    }

    @Test func quotesHoldCommasQuotesAndLineBreaks() throws {
        let manifest = try ClipManifest(
            text: """
                file,title,description
                a.mp4,"Too expensive, they say","She said ""no""
                and meant it"
                b.mp4,"",plain
                """)
        #expect(manifest.row(for: "a.mp4")?["title"] == "Too expensive, they say")
        #expect(manifest.row(for: "a.mp4")?["description"] == "She said \"no\"\nand meant it")
        #expect(manifest.row(for: "b.mp4") == ["file": "b.mp4", "title": "", "description": "plain"])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func everyKindOfLineEndingIsUnderstood(ending: String) throws {
        let text = ["\u{FEFF}File, Title ", "a.mp4,One", "", "b.mp4,Two", ""].joined(separator: ending)
        let manifest = try ClipManifest(text: text)
        #expect(manifest.row(for: "a.mp4") == ["file": "a.mp4", "title": "One"])
        #expect(manifest.row(for: "b.mp4") == ["file": "b.mp4", "title": "Two"])
    }

    @Test func aShortRowLeavesTheRestUnsaid() throws {
        let manifest = try ClipManifest(text: "file,title,stage\na.mp4,One\n,No file,st.show\n")
        #expect(manifest.row(for: "a.mp4") == ["file": "a.mp4", "title": "One"])
        #expect(manifest.row(for: "") == nil)
    }

    @Test(arguments: [
        ("", "empty"), ("title,stage\nOne,st.show", "no column file"), ("file,colour\na.mp4,red", "colour"),
    ])
    func whatCannotBeUsedIsNamed(text: String, reason: String) {
        let failure = #expect(throws: CommandFailed.self) { try ClipManifest(text: text) }
        #expect(failure?.description.contains(reason) == true)
    }

    @Test func aFileThatIsNotThereIsNamed() {
        let failure = #expect(throws: CommandFailed.self) { try ClipManifest(path: "/nowhere/clips.csv") }
        #expect(failure?.description.contains("/nowhere/clips.csv") == true)
    }
}
