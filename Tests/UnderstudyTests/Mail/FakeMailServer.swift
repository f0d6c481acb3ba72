import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

@testable import Understudy

/// A mail server of this process, on a free port of loopback, that takes every mail, but for what a test tells it to say.
final class FakeMailServer: Sendable {
    struct Manner: Sendable {
        /// When it begins TLS; nil when it knows none.
        var tls: MailServer.TLSStart?
        /// What it says it can do, in clear and over TLS.
        var offers: [String] = []
        var offersOverTLS: [String] = []
        /// What it says to the first word of a line, to `.` after a mail, and to nothing (its greeting). With nothing it hangs up.
        var answers: [String: String] = [:]
        var isSilent = false
    }

    /// What a client said.
    struct Line: Sendable, Hashable {
        let text: String
        let isEncrypted: Bool
    }

    private let channel: any Channel
    private let heard: Heard

    var port: Int { channel.localAddress?.port ?? 0 }

    /// Every line that came so far, in order.
    var lines: [Line] { heard.lines.withLock { $0 } }
    var said: [String] { lines.map(\.text) }

    /// Runs `body` beside a server.
    static func open(_ manner: Manner = Manner(), _ body: (FakeMailServer) async throws -> Void) async throws {
        let heard = Heard()
        let tls = try serverTLS()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if manner.tls == .atOnce { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.addHandler(FakeMailHandler(manner: manner, heard: heard, tls: tls))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = FakeMailServer(channel: channel, heard: heard)
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

    private static func serverTLS() throws -> NIOSSLContext {
        let certificate = try NIOSSLCertificate(bytes: Array(StageCertificate.certificate.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(StageCertificate.key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    }
}

private final class Heard: Sendable {
    let lines = Mutex<[FakeMailServer.Line]>([])
}

private final class FakeMailHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let manner: FakeMailServer.Manner
    private let heard: Heard
    private let tls: NIOSSLContext
    private var unread: [UInt8] = []
    private var isInMail = false
    private var isEncrypted: Bool

    init(manner: FakeMailServer.Manner, heard: Heard, tls: NIOSSLContext) {
        self.manner = manner
        self.heard = heard
        self.tls = tls
        isEncrypted = manner.tls == .atOnce
    }

    func channelActive(context: ChannelHandlerContext) {
        answer("", context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unread += unwrapInboundIn(data).readableBytesView
        while let end = unread.firstIndex(of: 10) {
            let line = String(decoding: unread[..<end].filter { $0 != 13 }, as: UTF8.self)
            unread.removeFirst(end + 1)
            hear(line, context)
        }
    }

    private func hear(_ line: String, _ context: ChannelHandlerContext) {
        heard.lines.withLock { $0.append(FakeMailServer.Line(text: line, isEncrypted: isEncrypted)) }
        if isInMail && line != "." { return }
        isInMail = false
        let word = line.split(separator: " ").first.map(String.init) ?? line
        let answered = answer(word, context)
        if word == "DATA" { isInMail = answered.hasPrefix("354") }
        if word == "STARTTLS", answered.hasPrefix("220") { beginTLS(context) }
    }

    @discardableResult
    private func answer(_ word: String, _ context: ChannelHandlerContext) -> String {
        let text = manner.answers[word] ?? usual(word)
        guard !manner.isSilent else { return text }
        guard !text.isEmpty else {
            context.close(promise: nil)
            return text
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
        return text
    }

    private func usual(_ word: String) -> String {
        switch word {
        case "": "220 mail.stage.example ready"
        case "EHLO":
            (["mail.stage.example"] + (isEncrypted ? manner.offersOverTLS : manner.offers))
                .map { "250-\($0)\r\n" }.joined() + "250 HELP"
        case "STARTTLS": "220 go"
        case "AUTH": "235 in"
        case "MAIL", "RCPT": "250 ok"
        case "DATA": "354 go on"
        case ".": "250 kept"
        case "QUIT": "221 bye"
        default: "500 what"
        }
    }

    private func beginTLS(_ context: ChannelHandlerContext) {
        isEncrypted = true
        do {
            try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
        } catch {
            context.close(promise: nil)
        }
    }
}
