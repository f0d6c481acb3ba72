import Testing

@testable import Understudy

struct AnswerHeadTests {
    private func parsed(_ text: String) -> AnswerHead? {
        AnswerHead(Array(text.replacing("\n", with: "\r\n").utf8))
    }

    @Test func aPlainAnswerSaysHowLongItIs() throws {
        let head = try #require(parsed("HTTP/1.1 200 OK\nContent-Type: text/html\ncontent-length: 42"))
        #expect(head.status == 200)
        #expect(head.contentLength == 42)
        #expect(!head.isChunked && !head.closes && !head.isCompressed)
    }

    @Test func chunksHaveNoLength() throws {
        let head = try #require(parsed("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Encoding: gzip"))
        #expect(head.isChunked && head.isCompressed)
        #expect(head.contentLength == nil)
    }

    @Test func anAnswerWithoutContentHasNoBody() throws {
        let head = try #require(parsed("HTTP/1.1 204 No Content\nConnection: close"))
        #expect(head.contentLength == 0)
        #expect(head.closes)
    }

    @Test func aCookieIsKeptWithoutItsAttributes() throws {
        let head = try #require(parsed("HTTP/1.1 201 Created\nSet-Cookie: sid=abc; Path=/; HttpOnly"))
        #expect(head.cookie == "sid=abc")
    }

    @Test(arguments: ["", "HTTP/1.1", "HTTP/1.1 OK", "HTTP/1.1 200 OK\nno colon"])
    func whatIsNoHeadIsRefused(text: String) {
        #expect(parsed(text) == nil)
    }
}
