import Domain
import Rehearsal
import Services
import Testing

struct MemoryPageTests {
    @Test func aManagerSeesWhatThePersonSeesAndIsWrittenDown() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(4, for: cast.peer, by: cast.owner)
            _ = try await stage.answerAll(by: cast.peer)
            stage.world.advance(days: 3)
            let peer = cast.peer.person.id
            let looked = try await stage.services.memory.show(of: peer, by: cast.manager)
            let own = try await stage.services.memory.show(of: peer, by: cast.peer)
            #expect(looked.rows.map(\.chance) == own.rows.map(\.chance))
            #expect(looked.expected == own.expected)
            #expect(own.expected?.count == 4)
            #expect(own.looks.map(\.name) == ["Manager"])
            #expect(try await stage.events().contains("memory.looked_at"))
            for (actor, code) in [
                (cast.owner, "not_found"), (cast.performer, "forbidden"), (cast.otherManager, "not_found"),
            ] {
                #expect(try await refusedCode { try await stage.services.memory.show(of: peer, by: actor) } == code)
            }
            #expect(try await stage.services.memory.show(of: peer, by: cast.peer).looks.count == 1)
        }
    }

    @Test func whatWasNeverAnsweredIsNeitherKnownNorForgotten() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.schedule(7, for: cast.peer, by: cast.owner)
            let before = try await stage.services.memory.show(of: cast.peer.person.id, by: cast.peer)
            #expect(before.expected == nil)
            _ = try await stage.answerAll(by: cast.peer)
            let after = try await stage.services.memory.show(of: cast.peer.person.id, by: cast.peer)
            #expect(after.expected?.count == 5)
            #expect(after.rows.count { $0.chance == nil } == 2)
        }
    }

    @Test func theBandIsLuckAndError() throws {
        let chances = [Double](repeating: 0.85, count: 48)
        let expectation = try #require(Expectation(chances: chances, error: 0))
        #expect(abs(expectation.expected - 40.8) < 1e-9)
        #expect(abs(expectation.high - expectation.low - 2 * 1.96 * (48 * 0.85 * 0.15).squareRoot()) < 1e-9)
        let wider = try #require(Expectation(chances: chances, error: 0.1))
        #expect(wider.low < expectation.low)
        #expect(Expectation(chances: [], error: 0) == nil)
        #expect(try #require(Expectation(chances: [0.99], error: 0)).high == 1)
    }
}
