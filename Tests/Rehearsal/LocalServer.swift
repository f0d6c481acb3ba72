import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server of this process on a free port of loopback, that answers what a test tells it to.
package final class LocalServer: Sendable {
    package struct Question: Sendable {
        package let method: String
        package let path: String
        package let headers: [String: String]
        package let body: [UInt8]
    }

    package struct Answer: Sendable {
        package var status: Int
        package var headers: [String: String]
        package var body: [UInt8]

        package init(status: Int = 200, headers: [String: String] = [:], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    package typealias Answering = @Sendable (Question) -> Answer?

    private let channel: any Channel
    private let heard: Heard

    /// Everything that was asked so far.
    package var questions: [Question] { heard.questions.withLock { $0 } }

    package var port: Int { channel.localAddress?.port ?? 0 }

    /// Runs `body` beside a server.
    /// - Parameter answering: nil leaves the asker waiting.
    package static func open(
        _ answering: @escaping Answering, _ body: (LocalServer) async throws -> Void
    ) async throws {
        let heard = Heard()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(AnswerHandler(heard: heard, answering: answering))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = LocalServer(channel: channel, heard: heard)
        do {
            try await body(server)
            try await channel.close()
        } catch {
            try await channel.close()
            throw error
        }
    }

    private init(channel: any Channel, heard: Heard) {
        self.channel = channel
        self.heard = heard
    }
}

private final class Heard: Sendable {
    let questions = Mutex<[LocalServer.Question]>([])
}

private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let heard: Heard
    private let answering: LocalServer.Answering
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(heard: Heard, answering: @escaping LocalServer.Answering) {
        self.heard = heard
        self.answering = answering
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let part): body += part.readableBytesView
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        let question = LocalServer.Question(
            method: head.method.rawValue, path: head.uri,
            headers: Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }, body: body
        )
        heard.questions.withLock { $0.append(question) }
        guard let answer = answering(question) else { return }
        var headers = HTTPHeaders(answer.headers.map { ($0.key, $0.value) })
        headers.replaceOrAdd(name: "Content-Length", value: "\(answer.body.count)")
        let status = HTTPResponseStatus(statusCode: answer.status)
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
