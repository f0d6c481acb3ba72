import Database
import Domain
import Rehearsal
import Store
import Testing

struct FeedbackAskStoreTests {
    @discardableResult
    private static func ask(about clip: Clip, by person: Person, _ stage: Stage) throws -> FeedbackAsk {
        let ask = FeedbackAsk(
            id: stage.world.id(), clip: clip.id, asker: person.id, note: "The opening", createdAt: stage.now)
        try stage.asks.insert(ask)
        return ask
    }

    @discardableResult
    private static func turn(_ person: Person, in ask: FeedbackAsk, _ stage: Stage) throws -> FeedbackTurn {
        stage.world.advance(seconds: 1)
        let turn = FeedbackTurn(
            id: stage.world.id(), ask: ask.id, person: person.id, why: .named, routedAt: stage.now)
        try stage.asks.insert(turn)
        return turn
    }

    @Test(arguments: Engine.available)
    func whatIsWrittenIsRead(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, bo) = (try stage.person("Ana"), try stage.person("Bo"))
            let ask = try Self.ask(about: try stage.anyClip(), by: ana, stage)
            let turn = try Self.turn(bo, in: ask, stage)
            #expect(try stage.asks.find(ask.id) == ask)
            #expect(try stage.asks.open(of: ask.clip) == ask)
            #expect(try stage.asks.turns(of: ask.id) == [turn])
            #expect(try stage.asks.waiting(turn.id, of: bo.id) == turn)
            #expect(try stage.asks.waiting(turn.id, of: ana.id) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func aClipHasOneOpenAskAtATime(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let clip = try stage.anyClip()
            let ask = try Self.ask(about: clip, by: ana, stage)
            #expect(stage.failureKind { try Self.ask(about: clip, by: ana, stage) } != nil)
            let turn = try Self.turn(try stage.person("Bo"), in: ask, stage)
            try stage.asks.close(ask.id, at: stage.now)
            #expect(try stage.asks.open(of: clip.id) == nil)
            #expect(try stage.asks.turns(of: ask.id).map(\.state) == [.released])
            #expect(try stage.asks.waiting(turn.id, of: turn.person) == nil)
            try Self.ask(about: clip, by: ana, stage)
        }
    }

    @Test(arguments: Engine.available)
    func whatWaitsIsOldestFirstAndLeavesWhenItEnds(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (ana, bo) = (try stage.person("Ana"), try stage.person("Bo"))
            let turns = try (0..<3).map { _ in
                try Self.turn(bo, in: try Self.ask(about: try stage.anyClip(), by: ana, stage), stage)
            }
            #expect(try stage.asks.waiting(for: bo.id, limit: 9).map(\.turn.id) == turns.map(\.id))
            try stage.asks.end(turns[0].id, as: .handedBack, reason: "Away", at: stage.now)
            try stage.asks.snooze(turns[1].id, until: stage.now)
            let left = try stage.asks.waiting(for: bo.id, limit: 9)
            #expect(left.map(\.turn.id) == turns[1...].map(\.id))
            #expect(left.first?.turn.snoozedUntil == stage.now)
            #expect(try stage.asks.countWaiting(for: bo.id, at: stage.now) == 2)
            #expect(try stage.asks.countWaiting(for: bo.id, at: stage.now.advanced(bySeconds: -1)) == 1)
            let start = turns[0].routedAt
            #expect(try stage.asks.turnCounts(since: start, among: [ana.id, bo.id]) == [bo.id: 2])
        }
    }

    @Test(arguments: Engine.available, awkwardTexts)
    func helpIsKeptAsItWasSaid(engine: Engine, note: String) async throws {
        try await engine.onStage { stage in
            let (ana, bo) = (try stage.person("Ana"), try stage.person("Bo"))
            let price = try stage.term(.objection, "Price")
            let help = FeedbackHelp(
                stored: 5, isAvailable: true, awayUntil: stage.now.day, terms: [price.id, ID("st.x")], note: note)
            try stage.asks.setHelp(.usual, of: ana.id, at: stage.now)
            try stage.asks.setHelp(help, of: ana.id, at: stage.now)
            #expect(try stage.asks.help(among: [ana.id, bo.id]) == [ana.id: help])
            #expect(try stage.asks.helpers(with: [price.id]) == [ana.id])
            #expect(try stage.asks.helpers(with: [ID("ob.other")]).isEmpty)
        }
    }
}
