import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import Web

/// SECURITY 3.0 (2 to 7), one row a shape.
struct RequestGateTests {
    static let host = "Host: clips.example.com\r\n"

    static let refused: [(request: String, status: Int, code: String)] = [
        ("GET / HTTP/1.1\r\n\r\n", 400, "bad_host"),
        ("GET / HTTP/1.0\r\n\r\n", 400, "bad_host"),
        ("GET / HTTP/1.1\r\n\(host)\(host)\r\n", 400, "bad_host"),
        ("GET / HTTP/1.1\r\nHost: \r\n\r\n", 400, "bad_host"),
        ("GET / HTTP/1.1\r\nHost: clips.example.com/x\r\n\r\n", 400, "bad_host"),
        ("GET / HTTP/1.1\r\nHost: a@clips.example.com\r\n\r\n", 400, "bad_host"),
        ("GET / HTTP/1.1\r\nHost: clips.example.com:99999\r\n\r\n", 400, "bad_host"),
        ("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400, "bad_host"),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "wrong_host"),
        ("GET / HTTP/1.1\r\nHost: clips.example.com.evil.example\r\n\r\n", 421, "wrong_host"),
        ("GET / HTTP/1.1\r\nHost: clips.example.com:8080\r\n\r\n", 421, "wrong_host"),
        ("TRACE / HTTP/1.1\r\n\(host)\r\n", 405, "method_not_allowed"),
        ("CONNECT clips.example.com:443 HTTP/1.1\r\n\(host)\r\n", 405, "method_not_allowed"),
        ("PROPFIND / HTTP/1.1\r\n\(host)\r\n", 405, "method_not_allowed"),
        ("BREW /pot HTTP/1.1\r\n\(host)\r\n", 405, "method_not_allowed"),
        ("get / HTTP/1.1\r\n\(host)\r\n", 405, "method_not_allowed"),
        ("GET /\(String(repeating: "a", count: 8192)) HTTP/1.1\r\n\(host)\r\n", 414, "target_too_long"),
        ("GET /\(String(repeating: "a", count: 60_000)) HTTP/1.1\r\n\(host)\r\n", 414, "target_too_long"),
        ("GET /a%00.html HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a%1f HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a?q=%0d%0aSet-Cookie:x HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a%7F HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a%zz HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a% HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a%4 HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /?q=%4 HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /%ff%fe HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /%c0%af HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /?q=%ed%a0%80 HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a/../b HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a/. HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /%2e%2e/etc HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a%2f..%2fb HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a\\b HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a%5cb HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET //evil.example/ HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a//b HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET /a#b HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("OPTIONS * HTTP/1.1\r\n\(host)\r\n", 400, "bad_target"),
        ("GET http://evil.example/ HTTP/1.1\r\n\(host)\r\n", 400, "bad_host"),
        ("GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 33_000))\r\n\r\n", 431, "headers_too_large"),
        ("GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 90_000))\r\n\r\n", 431, "headers_too_large"),
        ("GET / HTTP/1.1\r\n\(host)\(String(repeating: "X: a\r\n", count: 100))\r\n", 431, "headers_too_large"),
        ("GET / HTTP/1.1\r\n\(host)\(String(repeating: "X: a\r\n", count: 500))\r\n", 431, "headers_too_large"),
        ("POST / HTTP/1.1\r\n\(host)Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 415, "content_encoding"),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 1048577\r\n\r\n", 413, "body_too_large"),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 9223372036854775807\r\n\r\n", 413, "body_too_large"),
        ("PATCH /api/v1/uploads/u HTTP/1.1\r\n\(host)Content-Length: 10737418241\r\n\r\n", 413, "body_too_large"),
        ("POST / HTTP/1.1\r\n\(host)Expect: the-unexpected\r\nContent-Length: 2\r\n\r\n", 417, "expectation_failed"),
    ]

    @Test(arguments: refused)
    func refusesWithAProblemDocumentAndHangsUp(_ row: (request: String, status: Int, code: String)) throws {
        let wire = try EmbeddedWire()

        wire.send(row.request)

        let answer = try wire.received()
        #expect(answer.hasPrefix("HTTP/1.1 \(row.status) "), "\(row.request.prefix(80)) got \(answer.prefix(40))")
        #expect(answer.contains("\"code\":\"\(row.code)\""))
        #expect(answer.contains("\r\nConnection: close\r\n"))
        #expect(answer.contains("\r\nContent-Type: application/problem+json\r\n"))
        #expect(answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"))
        #expect(answer.contains("\r\nContent-Security-Policy: default-src 'none'; sandbox; frame-ancestors 'none'\r\n"))
        #expect(answer.contains("\r\nCache-Control: no-store\r\n"))
        #expect(answer.contains("\r\nAllow: ") == (row.status == 405))
        #expect(!answer.contains("evil"))
        #expect(try wire.passed().isEmpty)
        #expect(!wire.isOpen)
    }

    static let ambiguous = [
        "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\n\(host)Content-Length: 5, 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\n\(host)Content-Length: +5\r\n\r\nhello",
        "POST / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Content-Length: 5x\r\n\r\nhello",
        "POST / HTTP/1.1\r\n\(host)Content-Length : 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "GET / HTTP/1.1\r\n\(host)X: a\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\n\(host)X\u{0}: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\(host): a\r\n\r\n",
        "GET / HTTP/9.9\r\n\(host)\r\n",
        "GET /\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
        "GET / HTTP/1.1\n\(host)Content-Length: 0\nTransfer-Encoding: chunked\n\n",
    ]

    @Test(arguments: ambiguous)
    func refusesWhatTwoReadersCouldReadDifferently(_ request: String) throws {
        let wire = try EmbeddedWire()

        wire.send(request)

        let answer = try wire.received()
        #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.hasPrefix("HTTP/1.1 405 "), "\(answer.prefix(60))")
        #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2, "one answer only")
        #expect(!wire.isOpen)
    }

    static let accepted: [(request: String, uri: String)] = [
        (EmbeddedWire.get("/"), "/"),
        (EmbeddedWire.get("/clips/c_1/?q=a//b&r=%5c&s=.."), "/clips/c_1/?q=a//b&r=%5c&s=.."),
        (EmbeddedWire.get("/gr%C3%BC%C3%9Fe"), "/gr%C3%BC%C3%9Fe"),
        (EmbeddedWire.get("/..a/b.."), "/..a/b.."),
        ("GET http://Clips.Example.com/x?y HTTP/1.1\r\n\(host)\r\n", "/x?y"),
        ("GET http://clips.example.com HTTP/1.1\r\n\(host)\r\n", "/"),
        ("GET / HTTP/1.1\r\nHost: CLIPS.example.com:443\r\n\r\n", "/"),
        (EmbeddedWire.get("/\(String(repeating: "a", count: 8191))"), "/\(String(repeating: "a", count: 8191))"),
        (EmbeddedWire.get("/", "X: \(String(repeating: "a", count: 32_000))\r\n"), "/"),
        (EmbeddedWire.get("/", String(repeating: "X: a\r\n", count: 99)), "/"),
    ]

    @Test(arguments: accepted)
    func letsOrdinaryRequestsThrough(_ row: (request: String, uri: String)) throws {
        let wire = try EmbeddedWire()

        wire.send(row.request)

        #expect(try wire.passedHeads().map(\.uri) == [row.uri])
        #expect(wire.isOpen)
    }

    @Test(arguments: ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "localhost"])
    func loopbackAnswersToItsOwnNames(_ host: String) throws {
        let wire = try EmbeddedWire(hosts: .loopback)
        wire.send("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
        #expect(try wire.passedHeads().count == 1)
    }

    @Test func loopbackDoesNotAnswerToReboundNames() throws {
        let wire = try EmbeddedWire(hosts: .loopback)
        wire.send("GET / HTTP/1.1\r\nHost: rebound.example:8080\r\n\r\n")
        #expect(try wire.received().hasPrefix("HTTP/1.1 421 "))
    }

    @Test func theClientCannotSayWhoItIs() throws {
        let wire = try EmbeddedWire()
        wire.send(
            EmbeddedWire.get(
                "/",
                "X-Forwarded-For: 198.51.100.1\r\nForwarded: for=198.51.100.1\r\nX-Real-IP: 198.51.100.1\r\n"
                    + "Understudy-Client: 198.51.100.1\r\nUnderstudy-Request-Id: mine\r\nCookie: kept\r\n"))

        let head = try #require(try wire.passedHeads().first)
        #expect(
            head.headers.map(\.name).sorted() == ["Cookie", "Host", "understudy-client", "understudy-request-id"])
        #expect(head.headers["understudy-client"] == ["192.0.2.7"])
        #expect(head.headers["understudy-request-id"] == ["abababababababababab"])
    }

    static let chains: [(claimed: String, client: String)] = [
        ("198.51.100.1", "198.51.100.1"),
        ("203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("unknown", "10.0.0.1"),
        ("10.0.0.3", "10.0.0.1"),
    ]

    @Test(arguments: chains)
    func aProxyIsBelievedAboutItsClient(_ row: (claimed: String, client: String)) throws {
        let proxy = try #require(AddressRange("10.0.0.0/8"))
        let wire = try EmbeddedWire(proxies: [proxy], peer: "10.0.0.1")
        wire.send(EmbeddedWire.get("/", "X-Forwarded-For: \(row.claimed)\r\n"))
        #expect(try wire.passedHeads().first?.headers["understudy-client"] == [row.client])
    }

    @Test func trailersDoNotReachTheLayersAbove() throws {
        let wire = try EmbeddedWire()
        wire.send(
            "POST / HTTP/1.1\r\n\(Self.host)Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n"
        )
        guard case .end(let trailers) = try wire.passed().last else {
            Issue.record("no end")
            return
        }
        #expect(trailers == nil)
    }
}
