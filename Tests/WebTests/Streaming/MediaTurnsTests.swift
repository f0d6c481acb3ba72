import Domain
import Testing

@testable import Web

struct MediaTurnsTests {
    @Test func oneMoreThanThePersonsShareHasToWait() throws {
        let turns = MediaTurns(perPerson: 2, overAll: 3)
        let first = try turns.begin("a")
        let second = try turns.begin("a")
        #expect(throws: Problem.self) { try turns.begin("a") }
        let third = try turns.begin("b")
        #expect(throws: Problem.self) { try turns.begin("c") }
        first.end()
        first.end()
        #expect(turns.running == 2)
        let fourth = try turns.begin("a")
        for turn in [second, third, fourth] { turn.end() }
        #expect(turns.running == 0)
    }

    @Test func aTurnNobodyHoldsIsOver() throws {
        let turns = MediaTurns()
        do { _ = try turns.begin("a") }
        #expect(turns.running == 0)
    }
}
