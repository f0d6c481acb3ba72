import Foundation
import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Web

/// How connections go on, and how they end.
struct ExchangeTests {
    static let host = "Host: clips.example.com\r\n"

    @Test func pipelinedRequestsAreAnsweredOneByOne() throws {
        let wire = try EmbeddedWire()

        wire.send(EmbeddedWire.get("/1") + EmbeddedWire.get("/2") + EmbeddedWire.get("/3"))
        #expect(try wire.passedHeads().map(\.uri) == ["/1"])
        wire.answer()
        #expect(try wire.passedHeads().map(\.uri) == ["/2"])
        wire.answer()
        #expect(try wire.passedHeads().map(\.uri) == ["/3"])
        wire.answer()

        #expect(try wire.received().components(separatedBy: "HTTP/1.1 200 OK").count == 4)
        #expect(wire.isOpen)
    }

    @Test func aBadRequestBehindAGoodOneIsAnsweredAfterIt() throws {
        let wire = try EmbeddedWire()

        wire.send(EmbeddedWire.get("/1") + "nonsense\r\n\r\n" + EmbeddedWire.get("/2"))
        #expect(try wire.received().isEmpty)
        wire.answer()

        let answers = try wire.received()
        let first = try #require(answers.range(of: "HTTP/1.1 200"))
        let second = try #require(answers.range(of: "HTTP/1.1 40"))
        #expect(first.lowerBound < second.lowerBound)
        #expect(!wire.isOpen)
    }

    @Test func nothingIsReadBehindARefusal() throws {
        let wire = try EmbeddedWire()
        wire.send("TRACE / HTTP/1.1\r\n\(Self.host)\r\n" + EmbeddedWire.get("/2"))
        #expect(try wire.passedHeads().isEmpty)
        #expect(try wire.received().components(separatedBy: "HTTP/1.1 ").count == 2)
    }

    @Test func theLastAllowedRequestSaysSo() throws {
        var limits = ConnectionLimits()
        limits.requestsPerConnection = 2
        let wire = try EmbeddedWire(limits: limits)

        wire.send(EmbeddedWire.get("/1"))
        wire.answer()
        #expect(try !wire.received().contains("Connection: close"))
        wire.send(EmbeddedWire.get("/2"))
        wire.answer()

        #expect(try wire.received().contains("Connection: close"))
        #expect(!wire.isOpen)
    }

    @Test(arguments: ["Connection: close\r\n", "Connection: upgrade\r\nUpgrade: h2c\r\n"])
    func connectionsThatCannotGoOnAreClosedAfterTheAnswer(_ field: String) throws {
        let wire = try EmbeddedWire()
        wire.send(EmbeddedWire.get("/", field))
        wire.answer()
        #expect(try wire.received().contains("Connection: close"))
        #expect(!wire.isOpen)
    }

    @Test func anOldClientGetsNoChunks() throws {
        let wire = try EmbeddedWire()
        wire.send("GET / HTTP/1.0\r\n\(Self.host)\r\n")
        wire.answer(.ok, [:], body: "all of it")
        let answer = try wire.received()
        #expect(answer.hasPrefix("HTTP/1.0 200 OK"))
        #expect(answer.hasSuffix("\r\n\r\nall of it"))
        #expect(!wire.isOpen)
    }

    @Test func headIsAnsweredWithoutABody() throws {
        let wire = try EmbeddedWire()
        wire.send("HEAD / HTTP/1.1\r\n\(Self.host)\r\n")
        wire.answer()
        #expect(try wire.received().hasSuffix("\r\n\r\n"))
    }

    @Test func anAnswerBeforeTheBodyClosesTheConnection() throws {
        let wire = try EmbeddedWire()
        wire.send("POST /clips HTTP/1.1\r\n\(Self.host)Content-Length: 1000\r\n\r\nsome")
        wire.answer(.unauthorized)
        let answer = try wire.received()
        #expect(answer.hasPrefix("HTTP/1.1 401 "))
        #expect(answer.contains("Connection: close"))
        #expect(!wire.isOpen)
    }

    @Test func aChunkedBodyOverTheLimitIsRefusedOnTheWay() throws {
        let wire = try EmbeddedWire()
        wire.send("POST / HTTP/1.1\r\n\(Self.host)Transfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<17 { wire.send("10000\r\n" + String(repeating: "a", count: 0x10000) + "\r\n") }
        #expect(try wire.received().hasPrefix("HTTP/1.1 413 "))
        #expect(!wire.isOpen)
        #expect(throws: HTTPParserError.self) { try wire.channel.throwIfErrorCaught() }
    }

    @Test func continueComesOnlyIfTheAnswerDoesNot() throws {
        let request = "POST / HTTP/1.1\r\n\(Self.host)Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
        let patient = try EmbeddedWire()
        patient.send(request)
        patient.pass(.milliseconds(30))
        #expect(try patient.received() == "HTTP/1.1 100 Continue\r\n\r\n")
        patient.send("{}")
        patient.answer()
        #expect(try patient.received().hasPrefix("HTTP/1.1 200 OK"))
        #expect(patient.isOpen)

        let quick = try EmbeddedWire()
        quick.send(request)
        quick.answer(.unauthorized)
        #expect(try quick.received().hasPrefix("HTTP/1.1 401 "))
    }

    @Test func aHandlerIsToldThatItsAnswerHasNoReader() throws {
        let wire = try EmbeddedWire()
        wire.send(EmbeddedWire.get("/events"))
        wire.begin(.ok, ["Content-Type": "text/event-stream"])
        #expect(!wire.abandoned.withLockedValue { $0 })
        wire.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(!wire.isOpen)
        #expect(wire.abandoned.withLockedValue { $0 })
    }

    @Test func workThatHasNotAnsweredIsNotCutOffByALostClient() throws {
        let wire = try EmbeddedWire()
        wire.send(EmbeddedWire.get("/save"))
        wire.channel.close(promise: nil)
        #expect(!wire.abandoned.withLockedValue { $0 })
    }
}
