import Domain
import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import Web

/// A connection without a socket, whose clock the test moves.
final class EmbeddedWire {
    let channel: EmbeddedChannel
    let abandoned = NIOLockedValueBox(false)

    init(
        hosts: HostRule = .listed(["clips.example.com"]),
        proxies: [AddressRange] = [],
        peer: String = "192.0.2.7",
        limits: ConnectionLimits = ConnectionLimits(),
        bodyLimit: @escaping @Sendable (HTTPMethod, String) -> BodyRule = { _, path in
            path.hasPrefix("/api/v1/uploads/") ? .upload(maximumBytes: 10 << 30) : .ordinary
        }
    ) throws {
        let rules = GateRules(hosts: hosts, proxies: proxies, world: .still, bodyLimit: bodyLimit)
        channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let abandoned = abandoned
        try channel.pipeline.syncOperations.addConnectionHandlers(
            rules: rules, limits: limits, peer: ClientAddress(peer),
            onAbandoned: { abandoned.withLockedValue { $0 = true } })
    }

    deinit {
        do { _ = try channel.finish(acceptAlreadyClosed: true) } catch {
            // Whatever a test left half done ends here.
        }
    }

    var isOpen: Bool { channel.isActive }

    /// Sends bytes of a client; errors that travel up are the handler's, not the client's.
    func send(_ text: String) {
        send(ByteBuffer(string: text))
    }

    func send(_ bytes: ByteBuffer) {
        channel.pipeline.fireChannelRead(bytes)
        channel.pipeline.fireChannelReadComplete()
        // What the layers above do after each batch, while they want more.
        channel.pipeline.read()
    }

    func pass(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

    /// Everything the client has been sent since the last look.
    func received() throws -> String {
        var text = ""
        while let data = try channel.readOutbound(as: IOData.self) {
            if case .byteBuffer(let buffer) = data { text += String(buffer: buffer) }
        }
        return text
    }

    /// The parts that reached the layers above since the last look.
    func passed() throws -> [HTTPServerRequestPart] {
        var parts: [HTTPServerRequestPart] = []
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) { parts.append(part) }
        return parts
    }

    func passedHeads() throws -> [HTTPRequestHead] {
        try passed().compactMap { part in
            if case .head(let head) = part { head } else { nil }
        }
    }

    /// Answers as a handler above would.
    func answer(
        _ status: HTTPResponseStatus = .ok, _ headers: HTTPHeaders = ["Content-Length": "2"], body: String = "ok"
    ) {
        begin(status, headers)
        channel.pipeline.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil)
        end()
    }

    func begin(_ status: HTTPResponseStatus = .ok, _ headers: HTTPHeaders = ["Content-Length": "2"]) {
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        channel.pipeline.writeAndFlush(HTTPServerResponsePart.head(head), promise: nil)
    }

    func end() { channel.pipeline.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil) }

    /// A well-formed request with our host.
    static func get(_ target: String, _ fields: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: clips.example.com\r\n\(fields)\r\n"
    }
}

extension World {
    /// Time stands, nothing is random.
    static let still = World(
        now: { Instant(milliseconds: 0) }, uptimeSeconds: { 0 }, randomBytes: { [UInt8](repeating: 0xab, count: $0) })
}
