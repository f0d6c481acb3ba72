import Domain
import Testing

@testable import Web

/// The edit form as it is sent without scripts.
@Suite(.inEnglish)
struct ClipFormTests {
    @Test func momentKeepsItsPartsOfASecond() throws {
        let form = ClipForm(
            Form(["moments_1_start": "0:01.25", "moments_1_end": "0:06.1", "moments_1_title": "Compared to Acme"]))
        let moment = try #require(try form.changes().moments?.first)
        #expect(moment.startMilliseconds == 1250)
        #expect(moment.endMilliseconds == 6100)
    }

    @Test func noticeNobodyFilledInIsNoNotice() throws {
        #expect(try ClipForm(Form(["notice_allows": "team"])).changes().notice == nil)
    }

    @Test func halfANoticeIsRefusedByTheNamesOfTheForm() {
        let problem = #expect(throws: Problem.self) {
            try ClipForm(Form(["notice_people": "Ana", "notice_told": ""])).changes()
        }
        #expect(problem?.errors.map(\.field) == ["notice_told"])
    }

    @Test func choiceThatIsTakenBackEmptiesTheField() throws {
        let changes = try ClipForm(Form(["stage": "", "objection": "ob.price", "visibility": "private"])).changes()
        #expect(changes.stage == .clear)
        #expect(changes.objection == .set(ID("ob.price")))
        #expect(changes.visibility == .private)
    }

    @Test(arguments: [(Float(0.9), "Quite sure"), (0.5, "Likely"), (0.2, "Only a guess")])
    func likelihoodIsSaidInWords(likelihood: Float, words: String) {
        #expect(ClipEditHelp.sureness(likelihood) == words)
    }
}
