import Domain
import Testing

struct RecordingCutTests {
    @Test func whatIsKeptAndShownIsSaidInMilliseconds() throws {
        let cut = try #require(try RecordingCut.parsed(trim: "1200,45800", poster: "5300"))
        #expect(cut.keep == 1200..<45_800)
        #expect(cut.poster == 5300)
    }

    @Test func nothingAskedForIsNoCut() throws {
        #expect(try RecordingCut.parsed(trim: nil, poster: nil) == nil)
    }

    @Test func aPosterAloneLeavesTheEnds() throws {
        #expect(try RecordingCut.parsed(trim: nil, poster: "0") == RecordingCut(keep: nil, poster: 0))
    }

    @Test(arguments: [
        "", "1200", "1200,", ",900", "1,2,3", "0,499", "900,900", "45800,1200", "-5,4000", "+0,4000", "0,1e9",
        "0, 4000",
        "0,28800001", "0,999999999999999999999", "a,b",
    ])
    func trimmingThatMakesNoSenseIsRefused(text: String) {
        #expect(throws: Problem.self) { try RecordingCut.parsed(trim: text, poster: nil) }
    }

    @Test(arguments: ["", "x", "-1", "1.5", "28800001"])
    func aPosterOutsideOfAnyRecordingIsRefused(text: String) {
        #expect(throws: Problem.self) { try RecordingCut.parsed(trim: nil, poster: text) }
    }

    @Test(arguments: ["999", "4000"])
    func aPosterThatIsCutAwayIsRefused(text: String) {
        #expect(throws: Problem.self) { try RecordingCut.parsed(trim: "1000,4000", poster: text) }
    }
}
