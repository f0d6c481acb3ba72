import Foundation
import Recall
import Testing

@testable import Understudy

struct ReviewFileTests {
    private func file(_ text: String) throws -> ReviewLog {
        try ReviewFile(bytes: Data(text.utf8)).log
    }

    @Test func eachPersonAndClipIsAHistoryOfItsOwn() throws {
        let log = try file(
            "review_id,rep_id,clip_id,day,elapsed_days,rating\r\n1,a,x,0,0,3\r\n2,b,x,0,0,1\r\n3,a,x,4,4,2\r\n4,a,y,4,0,4\r\n"
        )
        #expect(
            log.histories.map(\.reviews) == [
                [Review(.good, days: 0), Review(.hard, days: 4)], [Review(.forgot, days: 0)], [Review(.easy, days: 0)],
            ])
        #expect(log.histories.map(\.person) == [0, 1, 0])
        #expect(log.histories.first?.dates == [0, 4])
    }

    @Test(arguments: [
        "", "rep_id,clip_id,day,rating\na,x,0,3\n", "rep_id,clip_id,day,elapsed_days,rating\na,x,0,0,5\n",
        "rep_id,clip_id,day,elapsed_days,rating\na,x,zero,0,3\n", "rep_id,clip_id,day,elapsed_days,rating\na,x,0\n",
        "rep_id,clip_id,day,elapsed_days,rating\na,x,0,-1,3\n",
    ])
    func whatIsNoLogIsRefusedInWords(text: String) {
        #expect(throws: CommandFailed.self) { try file(text) }
    }

    @Test func aLogIsJudgedInTheKeysOtherProgramsRelyOn() throws {
        var lines = ["rep_id,clip_id,day,elapsed_days,rating"]
        for clip in 0..<30 {
            lines += ["a,\(clip),0,0,3", "a,\(clip),3,3,\(clip % 4 == 0 ? 1 : 3)", "a,\(clip),9,6,3"]
        }
        let report = try MemoryJudge(log: file(lines.joined(separator: "\n")), day: 9).report()
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let object = try #require(
            JSONSerialization.jsonObject(with: try encoder.encode(report)) as? [String: Any])
        #expect(object["n"] as? Int == 30)
        let models = try #require(object["models"] as? [String: [String: Any]])
        #expect(models.keys.sorted() == ["default", "per_person", "pooled"])
        // Nobody forgot on the last day, so there is no area under a curve.
        #expect(models["pooled"].map { $0.keys.sorted() } == ["bias", "log_loss", "rmse_bins"])
        #expect((object["fit_seconds"] as? [String: Any])?.keys.sorted() == ["per_person", "pooled"])
    }
}
