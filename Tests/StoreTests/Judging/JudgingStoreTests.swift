import Domain
import Rehearsal
import Store
import Testing

struct JudgingStoreTests {
    private static func lookup(_ number: Int, _ text: String, stage: ID<Term>? = nil) -> JudgedLookup {
        JudgedLookup(
            id: ID("judged_\(number)"), text: text, stage: stage, createdAt: Instant(milliseconds: Int64(number)))
    }

    @Test(arguments: Engine.available)
    func lookupsComeBackNewestFirstAndAreFoundByTheirWords(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = JudgingStore(stage.connection)
            let term = try stage.term(.stage, "Close")
            try store.insert(Self.lookup(1, "Too Expensive"))
            try store.insert(Self.lookup(2, "too expensive", stage: term.id))
            #expect(try store.lookups().map(\.id) == [ID("judged_2"), ID("judged_1")])
            #expect(try store.find(text: "TOO EXPENSIVE", stage: nil)?.id == ID("judged_1"))
            #expect(
                try store.find(text: "too expensive", stage: term.id) == Self.lookup(2, "too expensive", stage: term.id)
            )
            #expect(try store.find(ID("judged_3")) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func momentIsJudgedOnceAndGoesWithItsLookup(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = JudgingStore(stage.connection)
            let clip = try stage.clip(owner: stage.person(), team: stage.team()).id
            try store.insert(Self.lookup(1, "price"))
            let first = Judgement(clip: clip, startMilliseconds: 500, grade: .near)
            let second = Judgement(clip: clip, startMilliseconds: 500, grade: .best)
            try store.put(first, of: ID("judged_1"))
            try store.put(second, of: ID("judged_1"))
            #expect(try store.judgements() == [ID("judged_1"): [second]])
            #expect(try store.judgements(of: ID("judged_1")) == [second])
            try store.delete(ID("judged_1"))
            #expect(try store.judgements().isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func figuresComeBackNewestFirst(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = JudgingStore(stage.connection)
            let qualities = (1...3).map { number in
                LookupQuality(
                    ranAt: Instant(milliseconds: Int64(number)), lookups: number, unanswerable: 1, ndcg10: 0.75,
                    mrr10: 0.5, recall5: 1, success1: 0, moment1: 0.25, missesRightly: 0.125, tookMilliseconds: 3.5)
            }
            for quality in qualities { try store.insert(quality) }
            #expect(try store.qualities(limit: 2) == [qualities[2], qualities[1]])
        }
    }
}
