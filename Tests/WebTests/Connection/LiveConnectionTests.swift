import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTP1
import Testing

@testable import Web

/// What only a real socket shows: that refusals arrive, that uploads nobody wants end, that nothing hangs.
@Suite(.timeLimit(.minutes(1)))
struct LiveConnectionTests {
    static let host = "Host: localhost\r\n"

    @Test func anUploadRefusedAboveIsNotReadOn() async throws {
        let answer = try await LiveServer.with(
            limits: Self.quick, bodyLimit: { _, _ in .upload(maximumBytes: 1 << 40) },
            routes: { $0.post("/") { _, _ in HTTPResponse.Status.unauthorized } }
        ) { client in
            let head = "POST / HTTP/1.1\r\n\(Self.host)Content-Length: 100000000\r\n\r\n"
            let piece = ByteBuffer(repeating: 0x61, count: 100_000)
            return try await client.exchange([ByteBuffer(string: head)] + Array(repeating: piece, count: 1000))
        }
        #expect(answer.status == 401)
        #expect(answer.field("Connection") == "close")
    }

    @Test func anUploadRefusedAtTheGateIsNotReadOn() async throws {
        let answer = try await LiveServer.with(limits: Self.quick, routes: { _ in }) { client in
            let head = "POST / HTTP/1.1\r\n\(Self.host)Content-Length: 100000000\r\n\r\n"
            let piece = ByteBuffer(repeating: 0x61, count: 100_000)
            return try await client.exchange([ByteBuffer(string: head)] + Array(repeating: piece, count: 1000))
        }
        #expect(answer.status == 413)
        #expect(answer.text.contains("\"code\":\"body_too_large\""))
    }

    @Test func aRefusedClientThatStaysIsHungUpOn() async throws {
        let answer = try await LiveServer.with(limits: Self.quick, routes: { _ in }) { client in
            try await client.exchange([ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n")])
        }
        #expect(answer.status == 400)
    }

    @Test func aHandlerThatNeverAnswersIsCancelled() async throws {
        let answer = try await LiveServer.with(
            limits: Self.quick,
            routes: { router in
                router.get("/") { _, _ in
                    let (never, keep) = AsyncStream.makeStream(of: Void.self)
                    for await _ in never {}
                    keep.finish()
                    return "cancelled"
                }
            }
        ) { try await $0.request("GET /") }
        #expect(answer.status == 503)
    }

    @Test func aTruncatedBodyIsAnErrorAndNotAnEnd() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let wasWhole = try await LiveServer.with(
            limits: Self.quick,
            routes: { router in
                router.post("/") { request, _ in
                    do {
                        for try await _ in request.body {}
                        end.yield(true)
                    } catch {
                        end.yield(false)
                    }
                    return "done"
                }
            }
        ) { client in
            try await client.connected { _, outbound in
                try await outbound.write(
                    ByteBuffer(string: "POST / HTTP/1.1\r\n\(Self.host)Content-Length: 10\r\n\r\nhalf"))
            }
            var iterator = ends.makeAsyncIterator()
            return await iterator.next()
        }
        #expect(wasWhole == false)
    }

    @Test func aSlowBodyIsEnded() async throws {
        let answer = try await LiveServer.with(
            limits: Self.quick,
            routes: { router in
                router.post("/") { request, _ in
                    "\(try await request.body.collect(upTo: 1000).readableBytes)"
                }
            }
        ) {
            try await $0.exchange([ByteBuffer(string: "POST / HTTP/1.1\r\n\(Self.host)Content-Length: 10\r\n\r\nhalf")])
        }
        #expect(answer.status == 408)
    }

    @Test func tooManyConnectionsAreToldSo() async throws {
        var limits = ConnectionLimits()
        limits.connectionsPerClient = 1
        let answer = try await LiveServer.with(limits: limits, routes: { $0.get("/") { _, _ in "hello" } }) { client in
            try await client.connected { inbound, outbound in
                try await outbound.write(ByteBuffer(string: "GET / HTTP/1.1\r\n\(Self.host)\r\n"))
                var iterator = inbound.makeAsyncIterator()
                _ = try await iterator.next()
                return try await client.exchange([])
            }
        }
        #expect(answer.status == 503)
        #expect(answer.text.contains("\"code\":\"too_many_connections\""))
    }

    @Test func handlersLearnWhoAsks() async throws {
        let answer = try await LiveServer.with(routes: { router in
            router.get("/") { request, _ in
                let origin = RequestOrigin(request.headers)
                return "\(origin.client?.network ?? "nobody") \(origin.requestID)"
            }
        }) { try await $0.request("GET /", ["Understudy-Client: 198.51.100.1"]) }
        #expect(answer.text.hasSuffix("127.0.0.1/32 abababababababababab"))
    }

    @Test func aSilentFloodIsEnded() async throws {
        let answers = try await LiveServer.with(limits: Self.quick, routes: { _ in }) { client in
            try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<50 {
                    tasks.addTask { try await client.exchange([ByteBuffer(string: "GET / HT")]).bytes.count }
                }
                return try await tasks.reduce(0, +)
            }
        }
        #expect(answers == 0)
    }

    /// The promised limits in small.
    static var quick: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.headersWithin = .milliseconds(300)
        limits.idleFor = .milliseconds(500)
        limits.bodyWithin = .milliseconds(300)
        limits.bodyRateAfter = .milliseconds(200)
        limits.uploadRateOver = .milliseconds(500)
        limits.firstByteWithin = .milliseconds(300)
        limits.lingerFor = .milliseconds(500)
        limits.lookEvery = .milliseconds(50)
        return limits
    }
}
