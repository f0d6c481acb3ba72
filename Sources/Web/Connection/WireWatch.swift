import NIOCore

/// The handler nearest to the socket. It counts bytes both ways, looks at the deadlines, and ends connections so that the
/// last answer arrives: output is closed once flushed, input is read and thrown away for a short while (a socket closed
/// over unread input is reset, and the reset overtakes the answer).
final class WireWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// What the gate asks of the wire, sent as user outbound events.
    enum Order {
        /// Parse nothing more.
        case discardInput
        /// The last answer is flushed: close output, then everything.
        case linger
        /// Say this, then close: an answer to a request that never became one.
        case lastWords(ByteBuffer)
    }

    private let state: ConnectionState
    private let limits: ConnectionLimits
    private var discarded: Int?
    private var isLingering = false
    private var look: RepeatedTask?

    init(state: ConnectionState, limits: ConnectionLimits) {
        self.state = state
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = context.loopBound
        let watch = NIOLoopBound(self, eventLoop: context.eventLoop)
        look = context.eventLoop.scheduleRepeatedTask(initialDelay: limits.lookEvery, delay: limits.lookEvery) { _ in
            watch.value.lookAtClock(bound.value)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { look?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        look?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = Self.unwrapInboundIn(data)
        if let discarded {
            self.discarded = discarded + buffer.readableBytes
            if discarded + buffer.readableBytes > limits.lingerBytes { context.close(promise: nil) }
            return
        }
        state.clock.received(buffer.readableBytesView, now: context.eventLoop.now)
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        state.wantsInput = false
        context.fireChannelReadComplete()
        // Nobody above asks for bytes that go nowhere.
        if discarded != nil { context.read() }
    }

    func read(context: ChannelHandlerContext) {
        state.wantsInput = true
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isLingering, event as? ChannelEvent == .inputClosed {
            context.close(promise: nil)
            return
        }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        state.queuedBytes += Int64(Self.unwrapOutboundIn(data).readableBytes)
        context.write(data, promise: promise)
    }

    /// Closing the output of a socket whose input is closed closes it whole, over bytes not yet sent: send them first.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        let bound = context.loopBound
        context.writeAndFlush(Self.wrapOutboundOut(.byteBuffer(ByteBuffer()))).assumeIsolated().whenComplete { _ in
            bound.value.close(mode: mode, promise: promise)
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        switch event as? Order {
        case .discardInput:
            discardInput(context)
        case .linger:
            linger(context)
        case .lastWords(let bytes):
            discardInput(context)
            let bound = context.loopBound
            context.writeAndFlush(Self.wrapOutboundOut(.byteBuffer(bytes))).assumeIsolated().whenComplete { _ in
                self.linger(bound.value)
            }
        case nil:
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        promise?.succeed()
    }

    private func discardInput(_ context: ChannelHandlerContext) {
        discarded = discarded ?? 0
        context.read()
    }

    private func linger(_ context: ChannelHandlerContext) {
        guard !isLingering, context.channel.isActive else { return }
        isLingering = true
        let bound = context.loopBound
        context.eventLoop.scheduleTask(in: limits.lingerFor) { bound.value.close(promise: nil) }
        context.close(mode: .output, promise: nil)
    }

    private func lookAtClock(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let verdict = state.clock.look(
            now: context.eventLoop.now, wantsInput: state.wantsInput, queued: state.queuedBytes,
            pending: pendingBytes(of: context.channel))
        switch verdict {
        case .fine: break
        case .close: context.close(promise: nil)
        case .requestTimeout, .handlerTimeout: context.fireUserInboundEventTriggered(verdict)
        }
    }

    /// A channel that cannot say has nothing pending: only sockets have slow readers.
    private func pendingBytes(of channel: any Channel) -> Int64 {
        guard let options = channel.syncOptions else { return 0 }
        do {
            return Int64(try options.getOption(.bufferedWritableBytes))
        } catch {
            return 0
        }
    }
}

/// What the handlers of one connection share. It stays on its event loop.
final class ConnectionState {
    var clock: ConnectionClock
    /// Whether a read was asked for and has not been answered.
    var wantsInput = false
    /// Bytes written to the socket, sent or not.
    var queuedBytes: Int64 = 0

    init(clock: ConnectionClock) {
        self.clock = clock
    }
}
