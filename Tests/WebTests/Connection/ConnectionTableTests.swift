import NIOCore
import Testing

@testable import Web

struct ConnectionTableTests {
    private let start = NIODeadline.uptimeNanoseconds(0)

    @Test func clientsAreHeldToTheirShare() {
        var limits = ConnectionLimits()
        limits.connectionsPerClient = 3
        let table = ConnectionTable(limits: limits)
        let answers = (0..<4).map { _ in table.admit("192.0.2.1/32", now: start) }
        #expect(answers == [true, true, true, false])
        #expect(table.admit("192.0.2.2/32", now: start))
        table.leave("192.0.2.1/32")
        #expect(table.admit("192.0.2.1/32", now: start))
    }

    @Test func proxiesAreManyClients() {
        var limits = ConnectionLimits()
        limits.connectionsPerClient = 1
        let table = ConnectionTable(limits: limits)
        #expect((0..<50).allSatisfy { _ in table.admit(nil, now: start) })
    }

    @Test func allTogetherAreLimited() {
        var limits = ConnectionLimits()
        limits.connections = 2
        let table = ConnectionTable(limits: limits)
        #expect(table.admit("192.0.2.1/32", now: start))
        #expect(table.admit(nil, now: start))
        #expect(!table.admit("192.0.2.2/32", now: start))
        table.leave(nil)
        #expect(table.admit("192.0.2.2/32", now: start))
        #expect(table.open == 2)
    }

    @Test func aBurstIsFollowedByARate() {
        var limits = ConnectionLimits()
        limits.newConnectionsBurst = 5
        limits.newConnectionsPerSecond = 2
        let table = ConnectionTable(limits: limits)
        func come(_ second: Double) -> Bool {
            let isWelcome = table.admit("192.0.2.1/32", now: start + .nanoseconds(Int64(second * 1e9)))
            if isWelcome { table.leave("192.0.2.1/32") }
            return isWelcome
        }
        #expect((0..<6).map { _ in come(0) } == [true, true, true, true, true, false])
        #expect(come(0.5))
        #expect(!come(0.6))
        #expect(come(1.1))
    }
}
