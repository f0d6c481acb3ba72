import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

@testable import Web

/// A router behind our server on a free port of loopback, for as long as a test needs it.
enum LiveServer {
    /// What handlers of a test see of a request.
    struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: Source) {
            coreContext = .init(source: source)
            channel = source.channel
        }
    }

    static func with<Value: Sendable>(
        limits: ConnectionLimits = ConnectionLimits(),
        bodyLimit: @escaping @Sendable (HTTPMethod, String) -> BodyRule = { _, _ in .ordinary },
        routes: (Router<Context>) -> Void,
        _ body: @escaping @Sendable (LiveClient) async throws -> Value
    ) async throws -> Value {
        let router = Router(context: Context.self)
        routes(router)
        let rules = GateRules(hosts: .loopback, world: .still, bodyLimit: bodyLimit)
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "live")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            server: understudyServer(rules: rules, limits: limits),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
            logger: logger)
        let group = ServiceGroup(configuration: .init(services: [application], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else { throw CancellationError() }
            let result: Result<Value, any Error>
            do { result = .success(try await body(LiveClient(port: port))) } catch { result = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }
}

/// A client that sends bytes as they are and reads until the server closes.
struct LiveClient: Sendable {
    let port: Int

    /// What came back from one connection.
    struct Answer: Sendable {
        let bytes: [UInt8]
        /// Status line and fields of the first answer.
        let head: String
        /// Everything behind them.
        let body: [UInt8]

        init(bytes: [UInt8]) {
            self.bytes = bytes
            let end = Data(bytes).range(of: Data("\r\n\r\n".utf8)) ?? bytes.count..<bytes.count
            head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            body = Array(bytes[end.upperBound...])
        }

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

        func field(_ name: String) -> String? {
            let line = head.components(separatedBy: "\r\n").first {
                $0.lowercased().hasPrefix(name.lowercased() + ": ")
            }
            return line.map { String($0.dropFirst(name.count + 2)) }
        }
    }

    /// One request on one connection, which the server is asked to close.
    func request(_ line: String, _ fields: [String] = []) async throws -> Answer {
        let head = ["\(line) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"] + fields
        return try await exchange([ByteBuffer(string: head.joined(separator: "\r\n") + "\r\n\r\n")])
    }

    /// Sends the pieces one after the other, ignoring that the server may close while they are sent.
    func exchange(_ pieces: [ByteBuffer]) async throws -> Answer {
        try await connected { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    do {
                        for piece in pieces { try await outbound.write(piece) }
                    } catch {
                        // The server has had enough: what it said before is what counts.
                    }
                }
                var bytes: [UInt8] = []
                do {
                    for try await buffer in inbound { bytes += Array(buffer.readableBytesView) }
                } catch let error as IOError where error.errnoCode == ECONNRESET {
                    bytes += Array("RESET".utf8)
                }
                tasks.cancelAll()
                return Answer(bytes: bytes)
            }
        }
    }

    func connected<Value: Sendable>(
        _ body: (NIOAsyncChannelInboundStream<ByteBuffer>, NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws ->
            Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { try await body($0, $1) }
    }
}

/// A file of known bytes that goes away with the test.
struct SampleFile: ~Copyable {
    let path: String
    let bytes: [UInt8]

    init(size: Int) throws {
        let name = "understudy-\(ProcessInfo.processInfo.globallyUniqueString)"
        path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            // A test has removed it already.
        }
    }
}
