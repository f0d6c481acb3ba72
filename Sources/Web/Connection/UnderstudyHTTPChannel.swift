import HTTPTypes
package import HummingbirdCore
package import Logging
import NIOConcurrencyHelpers
package import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// The server to hand to `Application(router:server:configuration:)`: HTTP/1.1 with our gate, deadlines and limits in front
/// of the router. One call is one server; its connection counts are its own.
package func understudyServer(rules: GateRules, limits: ConnectionLimits = ConnectionLimits()) -> HTTPServerBuilder {
    let table = ConnectionTable(limits: limits)
    return HTTPServerBuilder { responder in
        UnderstudyHTTPChannel(responder: responder, rules: rules, limits: limits, table: table)
    }
}

/// Our HTTP/1.1 pipeline: wire, parser, one request at a time, gate, file sender, held heads, then the types the router knows.
package struct UnderstudyHTTPChannel: HTTPChannelHandler {
    /// A connection, and the word that the work for its current answer has become pointless.
    package struct Value: ServerChildChannelValue {
        let asyncChannel: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
        let abandoned: AsyncStream<Never>

        package var channel: any Channel { asyncChannel.channel }
    }

    package let responder: HTTPChannelHandler.Responder
    private let rules: GateRules
    private let limits: ConnectionLimits
    private let table: ConnectionTable
    private let isListenerGuarded = NIOLockedValueBox(false)

    init(
        responder: @escaping HTTPChannelHandler.Responder,
        rules: GateRules,
        limits: ConnectionLimits,
        table: ConnectionTable
    ) {
        self.responder = responder
        self.rules = rules
        self.limits = limits
        self.table = table
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guardListener(of: channel, logger)
        let peer = ClientAddress(channel.remoteAddress)
        let isProxy = peer.map { peer in rules.proxies.contains { $0.contains(peer) } } ?? true
        let network = isProxy ? nil : peer?.network
        let isWelcome = table.admit(network, now: channel.eventLoop.now)
        if isWelcome { channel.closeFuture.whenComplete { _ in table.leave(network) } }
        return channel.eventLoop.makeCompletedFuture {
            let (abandoned, abandon) = AsyncStream.makeStream(of: Never.self)
            if isWelcome {
                try channel.pipeline.syncOperations.addConnectionHandlers(
                    rules: rules, limits: limits, peer: peer, onAbandoned: { abandon.finish() })
                try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            } else {
                try channel.pipeline.syncOperations.addHandler(Unwelcome(isSecure: rules.isSecure))
            }
            let asyncChannel = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            return Value(asyncChannel: asyncChannel, abandoned: abandoned)
        }
    }

    /// Serves the connection. Work that has become pointless is cancelled, and the connection with it.
    package func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(value.channel.eventLoop)) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await handleHTTP(asyncChannel: value.asyncChannel, logger: logger) }
                group.addTask { for await _ in value.abandoned {} }
                await group.next()
                group.cancelAll()
            }
        }
    }

    /// Hummingbird offers no way to the listening socket but through what it accepts.
    private func guardListener(of channel: any Channel, _ logger: Logger) {
        guard let listener = channel.parent, !isListenerGuarded.withLockedValue({ $0.exchange(with: true) }) else {
            return
        }
        let restFor = limits.acceptRest
        listener.eventLoop.execute {
            do {
                try listener.pipeline.syncOperations.addHandler(AcceptRest(restFor: restFor), position: .first)
            } catch {
                logger.error("The listening socket stays without its guard", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension Bool {
    fileprivate mutating func exchange(with value: Bool) -> Bool {
        defer { self = value }
        return self
    }
}

extension ChannelPipeline.SynchronousOperations {
    /// Everything between the socket and HTTP parts, in order.
    func addConnectionHandlers(
        rules: GateRules,
        limits: ConnectionLimits,
        peer: ClientAddress?,
        onAbandoned: @escaping @Sendable () -> Void
    ) throws {
        // The parser's limits lie behind ours: it answers every excess alike, the gate says which.
        var parser = NIOHTTPDecoderLimitConfiguration()
        parser.maxHeaderFieldSize = limits.headerBytes + limits.targetBytes
        parser.maxHeaderListSize = limits.headerBytes + 2 * limits.targetBytes
        parser.maxHeaderFieldCount = limits.headerFields + 8

        let state = ConnectionState(clock: ConnectionClock(limits: limits, now: eventLoop.now))
        let check = RequestCheck(rules: rules, limits: limits, peer: peer)
        try addHandler(WireWatch(state: state, limits: limits))
        try addHandler(HTTPResponseEncoder())
        try addHandler(ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: parser)))
        try addHandler(HTTPServerPipelineHandler())
        try addHandler(RequestGate(state: state, check: check, onAbandoned: onAbandoned))
        try addHandler(FileSender(state: state))
        try addHandler(HeadHold())
    }
}
