import Testing

@testable import Understudy

struct TextTableTests {
    @Test func wordsStandLeftAndNumbersRight() {
        let table = TextTable(head: ["page", "p50"], rows: [["clip", "1.50"], ["admin/people", "12.25"]])
        #expect(
            table.text.split(separator: "\n") == ["page            p50", "clip           1.50", "admin/people  12.25"])
    }
}
