import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Web

/// Files on their way out: open no longer than they are needed, whole for readers of every kind.
@Suite(.timeLimit(.minutes(2)))
struct FileSendingTests {
    private static let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    private static let lastRequest = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    /// A server that sends one file, and what it has open.
    private func serving(
        _ size: Int, _ body: @escaping @Sendable (LiveClient, OpenFiles, MediaTurns, [UInt8]) async throws -> Void
    ) async throws {
        try await serving(try SampleFile(size: size), body)
    }

    private func serving(
        _ sample: consuming SampleFile,
        _ body: @escaping @Sendable (LiveClient, OpenFiles, MediaTurns, [UInt8]) async throws -> Void
    ) async throws {
        let (path, bytes) = (sample.path, sample.bytes)
        // Turns of one person are not what is looked at here.
        let (files, turns) = (OpenFiles(), MediaTurns(perPerson: 100))
        let file = ServedFile(source: .path(path), size: Int64(bytes.count), tag: "tag", contentType: "video/mp4")
        try await LiveServer.with(routes: { router in
            router.get("/") { request, context in
                try await rangeResponse(
                    to: request, file: file, channel: context.channel, files: files, turn: turns.begin("p"))
            }
        }) { client in
            try await body(client, files, turns, bytes)
        }
        #expect(files.count == 0)
        #expect(turns.running == 0)
        _ = consume sample
    }

    /// Ends with the test's time as well.
    private static func until(_ isTrue: () -> Bool) async {
        while !isTrue(), !Task.isCancelled { await Task.yield() }
    }

    @Test func aFileStaysOpenForAsLongAsItsConnection() async throws {
        try await serving(50_000) { client, files, _, bytes in
            try await client.connected { inbound, outbound in
                try await outbound.write(ByteBuffer(string: Self.request))
                var received = 0
                for try await buffer in inbound {
                    received += buffer.readableBytes
                    if received > bytes.count { break }
                }
                #expect(files.count == 1)
            }
            await Self.until { files.count == 0 }
        }
    }

    @Test func connectionsShareAnOpenFile() async throws {
        try await serving(2_000_000) { client, files, _, bytes in
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<24 { group.addTask { try await client.request("GET /").body } }
                for try await body in group {
                    #expect(body.count == bytes.count)
                    // Not `==`: what differs would be searched for in millions of bytes.
                    #expect(body.elementsEqual(bytes))
                }
            }
            #expect(files.count <= 1)
        }
    }

    @Test func aClientThatGoesAwayHalfWayEndsItsTurnAndClosesTheFile() async throws {
        try await serving(30_000_000) { client, files, turns, _ in
            try await client.connected { inbound, outbound in
                try await outbound.write(ByteBuffer(string: Self.request))
                for try await _ in inbound { break }
                #expect(turns.running == 1)
            }
            await Self.until { turns.running == 0 && files.count == 0 }
        }
    }

    @Test func aReaderWhoTakesItsTimeGetsEveryByte() async throws {
        try await serving(12_000_000) { client, _, _, bytes in
            let received = try await client.connected { inbound, outbound in
                try await outbound.write(ByteBuffer(string: Self.lastRequest))
                var received: [UInt8] = []
                for try await buffer in inbound {
                    received += Array(buffer.readableBytesView)
                    for _ in 0..<200 { await Task.yield() }
                }
                return received
            }
            #expect(received.suffix(bytes.count).elementsEqual(bytes))
        }
    }

    @Test func aFileThatBecomesShorterMeanwhileEndsTheAnswerAndNothingElse() async throws {
        let sample = try SampleFile(size: 30_000_000)
        let path = sample.path
        try await serving(sample) { client, files, turns, bytes in
            let received = try await client.connected { inbound, outbound in
                try await outbound.write(ByteBuffer(string: Self.request))
                var received = 0
                do {
                    for try await buffer in inbound {
                        if received == 0 { try FileHandle(forUpdating: URL(filePath: path)).truncate(atOffset: 0) }
                        received += buffer.readableBytes
                    }
                } catch is IOError {
                    // A reset is as good as an end.
                }
                return received
            }
            #expect(received < bytes.count)
            await Self.until { turns.running == 0 && files.count == 0 }
            #expect(try await client.request("GET /").status != 200)
        }
    }

    @Test func requestsSentAheadAreAnsweredInTheirOrder() async throws {
        try await serving(300_000) { client, _, _, bytes in
            let parts = [0..<100_000, 200_000..<300_000, 5..<6]
            let asked = parts.enumerated().map { index, part in
                let ending = index == parts.count - 1 ? "\r\nConnection: close" : ""
                let range = "Range: bytes=\(part.lowerBound)-\(part.upperBound - 1)"
                return "GET / HTTP/1.1\r\nHost: localhost\r\n\(range)\(ending)\r\n\r\n"
            }
            let answer = try await client.exchange([ByteBuffer(string: asked.joined())])
            var rest = answer.bytes[...]
            for part in parts {
                let end = try #require(Data(rest).range(of: Data("\r\n\r\n".utf8)))
                rest = rest.dropFirst(end.upperBound)
                #expect(rest.starts(with: bytes[part]))
                rest = rest.dropFirst(part.count)
            }
            #expect(rest.isEmpty)
        }
    }
}
