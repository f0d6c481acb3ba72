import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Web

/// Heads of answers wait for what follows them.
struct HeadHoldTests {
    private let channel = EmbeddedChannel(handler: HeadHold())

    private func write(_ part: HTTPServerResponsePart) {
        channel.writeAndFlush(part, promise: nil)
    }

    private func sent() throws -> Int {
        var count = 0
        while try channel.readOutbound(as: HTTPServerResponsePart.self) != nil { count += 1 }
        return count
    }

    @Test func aHeadLeavesWithTheFirstPieceOfItsBody() throws {
        write(.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        #expect(try sent() == 0)
        write(.body(.byteBuffer(ByteBuffer(string: "words"))))
        #expect(try sent() == 2)
        write(.body(.byteBuffer(ByteBuffer(string: "more"))))
        #expect(try sent() == 1)
    }

    @Test func aHeadWithoutABodyLeavesWithTheEnd() throws {
        write(.head(HTTPResponseHead(version: .http1_1, status: .notModified)))
        write(.end(nil))
        #expect(try sent() == 2)
    }

    @Test func anInvitationToSendTheBodyLeavesAtOnce() throws {
        write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
        #expect(try sent() == 1)
    }

    @Test func aHeadDoesNotWaitForABodyThatTakesItsTime() throws {
        write(.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(2))
        #expect(try sent() == 1)
    }

    @Test func aHeadIsNotLostWhenTheAnswerEndsThere() throws {
        write(.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        channel.close(promise: nil)
        #expect(try sent() == 1)
    }
}
