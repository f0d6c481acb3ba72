import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import Testing

@testable import Web

/// The times of SECURITY 3.9, on a clock the test moves.
struct DeadlineTests {
    static let host = "Host: clips.example.com\r\n"

    @Test func aSilentConnectionIsClosedWithoutAWord() throws {
        let wire = try EmbeddedWire()
        wire.pass(.milliseconds(9_400))
        #expect(wire.isOpen)
        wire.pass(.seconds(1))
        #expect(!wire.isOpen)
        #expect(try wire.received().isEmpty)
    }

    @Test func aTrickledHeadIsAnsweredWith408OnceItHasALine() throws {
        let wire = try EmbeddedWire()
        wire.send("GET / HTTP/1.1\r\n")
        for _ in 0..<9 {
            wire.pass(.seconds(1))
            wire.send("X-a: b\r\n")
        }
        #expect(wire.isOpen)
        wire.pass(.seconds(1))
        #expect(try wire.received().hasPrefix("HTTP/1.1 408 "))
        #expect(!wire.isOpen)
    }

    @Test func aTrickledLineIsClosedWithoutAWord() throws {
        let wire = try EmbeddedWire()
        wire.send("GET /")
        for _ in 0..<11 {
            wire.pass(.seconds(1))
            if wire.isOpen { wire.send("a") }
        }
        #expect(!wire.isOpen)
        #expect(try wire.received().isEmpty)
    }

    @Test func theDeadlineOfTheNextHeadBeginsWithItsFirstByte() throws {
        let wire = try EmbeddedWire()
        wire.send(EmbeddedWire.get("/1"))
        wire.answer()
        _ = try wire.received()
        wire.pass(.seconds(29))
        wire.send("GET ")
        wire.pass(.seconds(9))
        #expect(wire.isOpen)
        wire.pass(.seconds(2))
        #expect(!wire.isOpen)
    }

    @Test func anIdleConnectionIsClosedAfterHalfAMinute() throws {
        let wire = try EmbeddedWire()
        wire.send(EmbeddedWire.get("/1"))
        wire.answer()
        wire.pass(.seconds(29))
        #expect(wire.isOpen)
        wire.pass(.seconds(2))
        #expect(!wire.isOpen)
    }

    @Test func aBodyThatStopsIsAnsweredWith408() throws {
        let wire = try EmbeddedWire()
        wire.send("POST / HTTP/1.1\r\n\(Self.host)Content-Length: 100\r\n\r\n{")
        wire.pass(.milliseconds(4_900))
        #expect(wire.isOpen)
        wire.pass(.seconds(1))
        #expect(try wire.received().hasPrefix("HTTP/1.1 408 "))
        #expect(!wire.isOpen)
    }

    @Test func aBodyHasTenSecondsHoweverItFlows() throws {
        let wire = try EmbeddedWire()
        wire.send("POST / HTTP/1.1\r\n\(Self.host)Content-Length: 1000000\r\n\r\n")
        for _ in 0..<9 {
            wire.send(String(repeating: "a", count: 4096))
            wire.pass(.seconds(1))
        }
        #expect(wire.isOpen)
        wire.send(String(repeating: "a", count: 4096))
        wire.pass(.seconds(1))
        #expect(try wire.received().hasPrefix("HTTP/1.1 408 "))
    }

    @Test func anUploadMayTakeAsLongAsItFlows() throws {
        let wire = try EmbeddedWire()
        wire.send("PATCH /api/v1/uploads/u HTTP/1.1\r\n\(Self.host)Content-Length: 100000000\r\n\r\n")
        for _ in 0..<120 {
            wire.send(String(repeating: "a", count: 9 * 1024))
            wire.pass(.seconds(1))
        }
        #expect(wire.isOpen)
        for _ in 0..<32 where wire.isOpen {
            wire.send(String(repeating: "a", count: 7 * 1024))
            wire.pass(.seconds(1))
        }
        #expect(try wire.received().hasPrefix("HTTP/1.1 408 "))
        #expect(!wire.isOpen)
    }

    @Test func aHandlerThatDoesNotAnswerIsAnsweredFor() throws {
        let wire = try EmbeddedWire()
        wire.send(EmbeddedWire.get("/slow"))
        wire.pass(.seconds(14))
        #expect(wire.isOpen)
        wire.pass(.seconds(2))
        let answer = try wire.received()
        #expect(answer.hasPrefix("HTTP/1.1 503 "))
        #expect(answer.contains("\"code\":\"timeout\""))
        #expect(wire.abandoned.withLockedValue { $0 })
        #expect(!wire.isOpen)
    }

    @Test func anAnswerThatHasBegunRunsOn() throws {
        let wire = try EmbeddedWire()
        wire.send(EmbeddedWire.get("/events"))
        wire.begin(.ok, ["Content-Type": "text/event-stream"])
        wire.pass(.minutes(10))
        #expect(wire.isOpen)
    }

    @Test func aReaderThatTakesNothingIsCutOff() {
        var clock = ConnectionClock(limits: ConnectionLimits(), now: .uptimeNanoseconds(0))
        clock.headAccepted(.ordinary, now: .uptimeNanoseconds(0))
        clock.requestCompleted()
        clock.answerBegun()
        #expect(look(&clock, after: 1, pending: 1000) == .fine)
        #expect(look(&clock, after: 30, pending: 1000) == .fine)
        #expect(look(&clock, after: 31, pending: 1000) == .close)
    }

    @Test func aReaderThatTakesTooLittleIsCutOffWithinAMinute() {
        var clock = ConnectionClock(limits: ConnectionLimits(), now: .uptimeNanoseconds(0))
        clock.headAccepted(.ordinary, now: .uptimeNanoseconds(0))
        clock.requestCompleted()
        clock.answerBegun()
        let verdicts = (1...61).map { look(&clock, after: $0, pending: 1_000_000 - Int64($0) * 100) }
        #expect(verdicts.dropLast().allSatisfy { $0 == .fine })
        #expect(verdicts.last == .close)
    }

    @Test func aReaderThatKeepsUpStays() {
        var clock = ConnectionClock(limits: ConnectionLimits(), now: .uptimeNanoseconds(0))
        clock.headAccepted(.ordinary, now: .uptimeNanoseconds(0))
        clock.requestCompleted()
        clock.answerBegun()
        let verdicts = (1...600).map { look(&clock, after: $0, pending: 100_000_000 - Int64($0) * 5000) }
        #expect(verdicts.allSatisfy { $0 == .fine })
    }

    @Test func aServerThatDoesNotReadDoesNotBlameTheClient() {
        var clock = ConnectionClock(limits: ConnectionLimits(), now: .uptimeNanoseconds(0))
        clock.headAccepted(.upload(maximumBytes: 1 << 40), now: .uptimeNanoseconds(0))
        for second in 1...14 {
            #expect(clock.look(now: at(second), wantsInput: false, queued: 0, pending: 0) == .fine)
        }
        clock.bodyReceived(100_000)
        for second in 15...28 {
            #expect(clock.look(now: at(second), wantsInput: false, queued: 0, pending: 0) == .fine)
        }
    }

    private func look(_ clock: inout ConnectionClock, after seconds: Int, pending: Int64) -> ConnectionClock.Verdict {
        clock.look(now: at(seconds), wantsInput: false, queued: 100_000_000, pending: pending)
    }

    private func at(_ seconds: Int) -> NIODeadline { .uptimeNanoseconds(UInt64(seconds) * 1_000_000_000) }
}
