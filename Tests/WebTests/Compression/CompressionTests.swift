import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import Testing

@testable import Web

/// Text in fewer bytes.
struct CompressionTests {
    private static let words = String(repeating: "the buyer said it was too expensive ", count: 100)

    private static func answer(
        accepting: String?, type: String = "text/html; charset=utf-8", body: String = words
    ) async throws -> Response {
        var headers = HTTPFields()
        if let accepting { headers[.acceptEncoding] = accepting }
        let request = Request(
            head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
        return try await Compression.apply(to: .bytes(body, contentType: type), for: request)
    }

    private static func bytes(of response: Response) async throws -> [UInt8] {
        let collector = BodyCollector()
        try await response.body.write(collector)
        return collector.bytes
    }

    @Test(arguments: ["gzip", "GZIP", "br;q=0, gzip;q=0.5", "deflate,x-gzip", "gzip; q=1.0"])
    func whoeverReadsGzipGetsIt(accepting: String) async throws {
        let answer = try await Self.answer(accepting: accepting)
        let bytes = try await Self.bytes(of: answer)
        #expect(answer.headers[.contentEncoding] == "gzip")
        #expect(answer.headers[.vary] == "Accept-Encoding")
        #expect(bytes.prefix(2) == [0x1f, 0x8b])
        #expect(bytes.count < Self.words.utf8.count / 10)
    }

    @Test(arguments: ["br", "gzip, deflate, br, zstd", "BR;q=0.1, gzip"])
    func whoeverReadsBrotliGetsThat(accepting: String) async throws {
        let answer = try await Self.answer(accepting: accepting)
        #expect(answer.headers[.contentEncoding] == "br")
        #expect(answer.headers[.vary] == "Accept-Encoding")
        #expect(try await Self.bytes(of: answer).count < Self.words.utf8.count / 10)
    }

    @Test func everyAssetThatIsTextComesInBothCodingsAndBrotliIsSmaller() throws {
        let assets = try Stage.assets.get()
        for path in assets.paths {
            let file = try #require(assets.file(path))
            guard file.bytes.count > 1000 else { continue }
            let (small, large) = (try #require(file.packed[.brotli]), try #require(file.packed[.gzip]))
            #expect(small.count < large.count && large.count < file.bytes.count, "\(path)")
        }
    }

    @Test(arguments: [nil, "", "identity", "gzip;q=0", "gzip; q=0.000", "gzipped", "brotli"])
    func nobodyElseDoes(accepting: String?) async throws {
        let answer = try await Self.answer(accepting: accepting)
        #expect(answer.headers[.contentEncoding] == nil)
        #expect(answer.headers[.vary] == "Accept-Encoding")
        #expect(try await Self.bytes(of: answer) == Array(Self.words.utf8))
    }

    @Test(arguments: ["video/mp4", "image/jpeg", "text/event-stream; charset=utf-8", "application/octet-stream"])
    func whatIsNoTextStaysAsItIs(type: String) async throws {
        let answer = try await Self.answer(accepting: "gzip", type: type)
        #expect(answer.headers[.contentEncoding] == nil)
        #expect(answer.headers[.vary] == nil)
    }

    @Test func shortAnswersStayAsTheyAre() async throws {
        let answer = try await Self.answer(accepting: "gzip", body: "{}")
        #expect(answer.headers[.contentEncoding] == nil)
    }

    @Test func whatWasPackedCanBeUnpacked() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (index, text) in [Self.words, "", "é🎧", String(repeating: "\u{0}", count: 1 << 20)].enumerated() {
            for effort in [Gzip.Effort.quick, .thorough] {
                let packed = try #require(Gzip.compressed(Array(text.utf8), effort))
                let file = folder.appendingPathComponent("\(index).gz")
                try Data(packed).write(to: file)
                #expect(try Self.unpacked(file) == Data(text.utf8))
            }
        }
    }

    /// As gzip itself reads it.
    private static func unpacked(_ file: URL) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-dc", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}
