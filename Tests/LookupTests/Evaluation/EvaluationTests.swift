import Domain
import Foundation
import Testing

@testable import Lookup

struct EvaluationTests {
    /// Figures computed by hand from the definitions, to three places.
    @Test func figuresAreThoseOfTheDefinitions() {
        var judged = EvaluationSet.Judged()
        judged.clips = ["a": 3, "b": 2, "c": 1, "d": 2]
        judged.segments = ["a": [0: 1, 2: 3], "b": [1: 2], "c": [0: 1]]
        let rows = [("c", 0), ("a", 2), ("x", 0), ("b", 0)].enumerated().map { place, row in
            EvaluationRow(query: "q", clip: row.0, segment: row.1, score: Double(10 - place))
        }
        let quality = Quality(of: rows, judged: judged)
        // (1 + 7/log2(3) + 3/log2(5)) / (7 + 3/log2(3) + 3/2 + 1/log2(5))
        #expect(abs(quality.ndcg10 - 6.708541 / 10.823466) < 1e-5)
        #expect(quality.mrr10 == 0.5)
        #expect(abs(quality.recall5 - 2.0 / 3) < 1e-9)
        #expect(quality.success1 == 0)
        #expect(quality.moment1 == 0)
        // (1 + 7/log2(3)) / (7 + 3/log2(3) + 1/2)
        #expect(abs(quality.momentNDCG10 - 5.416508 / 9.392789) < 1e-5)
    }

    @Test func aSetIsJudgedAndReportedInTheAgreedForm() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("judged-\(#line)-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        try write(
            "clips.jsonl",
            """
            {"id": "a1", "title": "One", "speaker": "Ana", "stage": "demo", "industry": "retail", "objection_tags": [], "duration": 20.0, "segments": [{"seg": 0, "start": 0.5, "end": 9.5, "text": "hello there"}, {"seg": 1, "start": 10.0, "end": 20.0, "text": "ask for the escrow"}]}
            {"id": "a2", "title": "Two", "speaker": "Ben", "stage": "closing", "industry": "retail", "objection_tags": ["price"], "duration": 9.0, "segments": [{"seg": 0, "start": 0.0, "end": 9.0, "text": "it is expensive"}]}

            """)
        try write(
            "queries.jsonl",
            """
            {"id": "q1", "text": "escrow", "type": "keyword", "filter": null}
            {"id": "q2", "text": "expensive", "type": "stage", "filter": {"stage": "demo"}}
            {"id": "q3", "text": "pizza", "type": "noanswer", "filter": null}
            """)
        try write(
            "qrels.jsonl",
            """
            {"query": "q1", "clip": "a1", "seg": null, "grade": 3}
            {"query": "q1", "clip": "a1", "seg": 1, "grade": 3}
            {"query": "q2", "clip": "a2", "seg": null, "grade": 3}
            """)
        try write("taxonomy.json", #"{"price": {"label": "Price", "phrases": ["too dear"], "terms": ["cost"]}}"#)

        let report = try await evaluate(directory: folder.path)

        #expect(report.queries == 2)
        #expect(report.types["keyword"]?.moment1 == 1)
        #expect(report.types["stage"]?.ndcg10 == 0)
        #expect(report.all.ndcg10 == 0.5)
        #expect(report.misses.rightly == 1)
        #expect(report.runText.hasPrefix("q1\ta1\t1\t"))
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
        #expect(
            (json?["all"] as? [String: Any])?.keys.sorted()
                == ["moment1", "moment_ndcg10", "mrr10", "ndcg10", "recall5", "success1"])
        #expect((json?["took_ms"] as? [String: Any])?.keys.sorted() == ["p50", "p95", "p99"])
    }

    @Test func intervalHoldsTheMeanAndNarrowsWithMoreValues() {
        let few = Bootstrap.interval(of: [0, 1, 0, 1])
        let many = Bootstrap.interval(of: Array(repeating: [0, 1], count: 200).flatMap { $0 })
        #expect(few[0] < 0.5 && few[1] > 0.5)
        #expect(many[1] - many[0] < few[1] - few[0])
        #expect(Bootstrap.interval(of: [1, 1]) == [1, 1])
        #expect(Bootstrap.interval(of: []).isEmpty)
    }

    @Test func aMissingFileIsNamed() async {
        await #expect {
            try await evaluate(directory: "/nonexistent")
        } throws: { error in
            (error as? Problem)?.errors.first?.message.contains("clips.jsonl") == true
        }
    }
}
