import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(1)))
struct EventStreamTests {
    @Test func linesAndFieldsStayApart() {
        #expect(
            ServerEvent(id: "7\nevent: x", name: "clip", data: "a\r\nb").text
                == "id: 7event: x\nevent: clip\ndata: a\ndata: b\n\n")
        #expect(ServerEvent(data: "").text == "data: \n\n")
    }

    @Test func eventsArriveInOrderAndTheAnswerEndsWithThem() async throws {
        let written = NIOLockedValueBox("")
        let (events, feed) = AsyncStream.makeStream(of: ServerEvent.self)
        for number in 1...3 { feed.yield(ServerEvent(id: "\(number)", data: "n")) }
        feed.finish()

        try await eventStream(events).body.write(Recorder(text: written))

        #expect(
            written.withLockedValue { $0 }
                == ": here\n\nid: 1\ndata: n\n\nid: 2\ndata: n\n\nid: 3\ndata: n\n\nEND")
    }

    @Test func aClientTooFarBehindIsLetGo() async throws {
        let written = NIOLockedValueBox("")
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let events = Numbers { open.finish() }

        try await eventStream(events, behind: 4).body.write(Recorder(text: written, waitsFor: gate))

        #expect(written.withLockedValue { $0 }.hasSuffix("END"))
        #expect(written.withLockedValue { $0 }.components(separatedBy: "data: ").count <= 6)
    }

    @Test func aClientThatLeavesEndsTheStream() async throws {
        let ended = NIOLockedValueBox(false)
        let (events, feed) = AsyncStream.makeStream(of: ServerEvent.self)
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        feed.onTermination = { _ in
            ended.withLockedValue { $0 = true }
            end.finish()
        }
        // Only who waits for the next event can be told that there will be none.
        feed.yield(ServerEvent(data: "n"))
        try await LiveServer.with(routes: { router in
            router.get("/events") { _, _ in eventStream(events) }
        }) { client in
            try await client.connected { inbound, outbound in
                try await outbound.write(ByteBuffer(string: "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                var text = ""
                for try await buffer in inbound {
                    text += String(buffer: buffer)
                    if text.contains("data: n") { break }
                }
                #expect(text.contains("text/event-stream"))
            }
            for await _ in ends {}
        }
        #expect(ended.withLockedValue { $0 })
    }

    @Test func theServersShutdownEndsTheStream() async throws {
        let (events, feed) = AsyncStream.makeStream(of: ServerEvent.self)
        try await LiveServer.with(routes: { router in
            router.get("/events") { _, _ in eventStream(events) }
        }) { client in
            try await client.connected { inbound, outbound in
                try await outbound.write(ByteBuffer(string: "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                var iterator = inbound.makeAsyncIterator()
                _ = try await iterator.next()
            }
        }
        feed.finish()
    }

    /// Events without end, which tell when nobody asks for them any more.
    private struct Numbers: AsyncSequence, Sendable {
        let onDrop: @Sendable () -> Void

        init(onDrop: @escaping @Sendable () -> Void) { self.onDrop = onDrop }

        func makeAsyncIterator() -> Iterator { Iterator(end: End(onDrop: onDrop)) }

        struct Iterator: AsyncIteratorProtocol {
            let end: End
            var number = 0

            mutating func next() async -> ServerEvent? {
                number += 1
                return ServerEvent(data: "\(number)")
            }
        }

        final class End: Sendable {
            let onDrop: @Sendable () -> Void

            init(onDrop: @escaping @Sendable () -> Void) { self.onDrop = onDrop }

            deinit { onDrop() }
        }
    }

    private struct Recorder: ResponseBodyWriter {
        let text: NIOLockedValueBox<String>
        var waitsFor: AsyncStream<Void>?

        mutating func write(_ buffer: ByteBuffer) async throws {
            if let waitsFor { for await _ in waitsFor {} }
            text.withLockedValue { $0 += String(buffer: buffer) }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws { text.withLockedValue { $0 += "END" } }
    }
}
