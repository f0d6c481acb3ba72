import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Web

/// RG-1 to RG-4, byte for byte, over a real socket: once sent by the kernel, once read and written.
@Suite(.timeLimit(.minutes(2)))
struct RangeResponseTests {
    static let size = 100_000
    /// Fields of the request; then status, range of the file or nil for an empty body, `Content-Range`.
    static let table: [(fields: [String], status: Int, part: Range<Int>?, contentRange: String?)] = [
        ([], 200, 0..<size, nil),
        (["Range: bytes=0-0"], 206, 0..<1, "bytes 0-0/100000"),
        (["Range: bytes=0-"], 206, 0..<size, "bytes 0-99999/100000"),
        (["Range: bytes=10-19"], 206, 10..<20, "bytes 10-19/100000"),
        (["Range: bytes=99999-"], 206, 99_999..<size, "bytes 99999-99999/100000"),
        (["Range: bytes=-500"], 206, 99_500..<size, "bytes 99500-99999/100000"),
        (["Range: bytes=-200000"], 206, 0..<size, "bytes 0-99999/100000"),
        (["Range: bytes=-0"], 416, nil, "bytes */100000"),
        (["Range: bytes=100000-"], 416, nil, "bytes */100000"),
        (["Range: bytes=200000-"], 416, nil, "bytes */100000"),
        (["Range: bytes=100000-100001"], 416, nil, "bytes */100000"),
        (["Range: bytes=50000-200000"], 206, 50_000..<size, "bytes 50000-99999/100000"),
        (["Range: bytes=1000000000000000-"], 416, nil, "bytes */100000"),
        (["Range: bytes=0-1000000000000000"], 206, 0..<size, "bytes 0-99999/100000"),
        (["Range: bytes=9999999999999999999999-"], 416, nil, "bytes */100000"),
        (["Range: bytes=-9999999999999999999999"], 206, 0..<size, "bytes 0-99999/100000"),
        (["Range: bytes=20-10"], 200, 0..<size, nil),
        (["Range: bytes=0-1,5-6"], 200, 0..<size, nil),
        (["Range: bytes=0-1", "Range: bytes=5-6"], 200, 0..<size, nil),
        (["Range: bytes=a-b"], 200, 0..<size, nil),
        (["Range: bytes=-"], 200, 0..<size, nil),
        (["Range: bytes=+1-2"], 200, 0..<size, nil),
        (["Range: items=0-1"], 200, 0..<size, nil),
        (
            ["Range: \(String(repeating: " ", count: 200))bytes=0-\(String(repeating: "1", count: 200))"], 200,
            0..<size, nil
        ),
        (["Range: bytes=0-9", "If-Range: \"tag\""], 206, 0..<10, "bytes 0-9/100000"),
        (["Range: bytes=0-9", "If-Range: W/\"tag\""], 200, 0..<size, nil),
        (["Range: bytes=0-9", "If-Range: \"other\""], 200, 0..<size, nil),
        (["Range: bytes=0-9", "If-Range: Wed, 21 Oct 2015 07:28:00 GMT"], 200, 0..<size, nil),
        (["If-None-Match: \"tag\""], 304, nil, nil),
        (["If-None-Match: \"x\", W/\"tag\""], 304, nil, nil),
        (["If-None-Match: *"], 304, nil, nil),
        (["If-None-Match: \"tag\"", "Range: bytes=0-9"], 304, nil, nil),
        (["If-None-Match: \"other\"", "Range: bytes=0-9"], 206, 0..<10, "bytes 0-9/100000"),
    ]

    @Test(arguments: ["kernel", "copied", "chunks"])
    func everyPartIsExact(_ way: String) async throws {
        let sample = try SampleFile(size: Self.size)
        let (path, bytes) = (sample.path, sample.bytes)
        try await LiveServer.with(routes: { Self.mount($0, path: path, bytes: bytes) }) { client in
            for row in Self.table {
                let answer = try await client.request("GET /\(way)", row.fields)
                #expect(answer.status == row.status, "\(row.fields)")
                #expect(answer.field("Content-Range") == row.contentRange, "\(row.fields)")
                #expect(answer.body == row.part.map { Array(bytes[$0]) } ?? [], "\(row.fields)")
                if row.status != 304 { #expect(answer.field("Content-Length") == String(answer.body.count)) }
                #expect(answer.field("ETag") == "\"tag\"")
                #expect(answer.field("Accept-Ranges") == "bytes")
                #expect(answer.field("Cache-Control") == "private, max-age=0, must-revalidate")
            }
        }
        _ = consume sample
    }

    @Test func headSaysWhatGetSays() async throws {
        let sample = try SampleFile(size: Self.size)
        let (path, bytes) = (sample.path, sample.bytes)
        try await LiveServer.with(routes: { Self.mount($0, path: path, bytes: bytes) }) { client in
            for row in Self.table {
                let get = try await client.request("GET /kernel", row.fields)
                let head = try await client.request("HEAD /kernel", row.fields)
                func lines(_ answer: LiveClient.Answer) -> [String] {
                    answer.head.components(separatedBy: "\r\n").filter { !$0.hasPrefix("Date") }.sorted()
                }
                #expect(lines(get) == lines(head), "\(row.fields)")
                #expect(head.body.isEmpty)
            }
        }
        _ = consume sample
    }

    @Test func largePartsOfManyPiecesFollowEachOtherOnOneConnection() async throws {
        let sample = try SampleFile(size: 5_500_000)
        let (path, bytes) = (sample.path, sample.bytes)
        try await LiveServer.with(routes: { Self.mount($0, path: path, bytes: bytes) }) { client in
            let part = 1_000_001..<4_500_003
            let first =
                "GET /kernel HTTP/1.1\r\nHost: localhost\r\nRange: bytes=\(part.lowerBound)-\(part.upperBound - 1)\r\n\r\n"
            let last = "GET /copied HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            let answer = try await client.exchange([ByteBuffer(string: first + last)])
            #expect(answer.body.starts(with: bytes[part]))
            #expect(answer.bytes.suffix(bytes.count).elementsEqual(bytes))
        }
        _ = consume sample
    }

    @Test func aMissingFileIsAnErrorAndNotABrokenAnswer() async throws {
        try await LiveServer.with(routes: { Self.mount($0, path: "/nowhere/at-all", bytes: [1]) }) { client in
            let answer = try await client.request("GET /kernel")
            #expect(answer.status == 500)
            #expect(answer.body.isEmpty)
        }
    }

    @Test func aTurnEndsWithItsAnswer() async throws {
        let sample = try SampleFile(size: Self.size)
        let turns = MediaTurns(perPerson: 1, overAll: 2)
        let file = ServedFile(source: .path(sample.path), size: Int64(Self.size), tag: "tag", contentType: "video/mp4")
        try await LiveServer.with(routes: { router in
            router.get("/") { request, context in
                try await rangeResponse(to: request, file: file, channel: context.channel, turn: turns.begin("p"))
            }
        }) { client in
            for _ in 0..<3 {
                let answer = try await client.request("GET /")
                #expect(answer.status == 200)
            }
        }
        #expect(turns.running == 0)
        _ = consume sample
    }

    static func mount(_ router: Router<LiveServer.Context>, path: String, bytes: [UInt8]) {
        let size = Int64(bytes.count)
        let onDisk = ServedFile(
            source: .path(path), size: size, tag: "tag", contentType: "video/mp4", disposition: "inline")
        let elsewhere = ServedFile(
            source: .chunks { offset, count in
                ByteBuffer(bytes: bytes[Int(offset)..<min(bytes.count, Int(offset) + count)])
            },
            size: size, tag: "tag", contentType: "video/mp4")
        for method in [HTTPRequest.Method.get, .head] {
            router.on("/kernel", method: method) { request, context in
                try await rangeResponse(to: request, file: onDisk, channel: context.channel)
            }
            router.on("/copied", method: method) { request, _ in
                try await rangeResponse(to: request, file: onDisk, channel: nil)
            }
            router.on("/chunks", method: method) { request, context in
                try await rangeResponse(to: request, file: elsewhere, channel: context.channel)
            }
        }
    }
}
