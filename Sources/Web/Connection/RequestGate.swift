import Domain
import NIOCore
import NIOHTTP1

/// The first handler that sees whole requests. It refuses what SECURITY 3.0 (1 to 6), 3.9 and RFC 9112 refuse, decides when a
/// connection ends, and turns deadlines into answers. Behind `HTTPServerPipelineHandler`, so there is one exchange at a time.
final class RequestGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Stage {
        case idle
        case exchange(Exchange)
        /// The last answer is written; nothing passes any more.
        case closing
    }

    /// One request and its answer.
    private struct Exchange {
        let bodyRule: BodyRule
        let requestID: String
        let isHead: Bool
        let isHTTP10: Bool
        var bodyBytes: Int64 = 0
        var isRequestComplete = false
        var hasAnswered = false
        var isEventStream = false
        var closesAfter: Bool
    }

    private let state: ConnectionState
    private let check: RequestCheck
    private let onAbandoned: @Sendable () -> Void
    private var stage = Stage.idle
    private var requests = 0
    private var invitation: Scheduled<Void>?

    /// - Parameter onAbandoned: called when the work for the current answer has become pointless.
    init(state: ConnectionState, check: RequestCheck, onAbandoned: @escaping @Sendable () -> Void) {
        self.state = state
        self.check = check
        self.onAbandoned = onAbandoned
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (Self.unwrapInboundIn(data), stage) {
        case (.head(let head), .idle): begin(head, context)
        case (.body(let bytes), .exchange(let exchange)): take(bytes, of: exchange, context)
        case (.end, .exchange(var exchange)):
            exchange.isRequestComplete = true
            stage = .exchange(exchange)
            state.clock.requestCompleted()
            // Trailers could say again what the gate took out of the head.
            context.fireChannelRead(Self.wrapInboundOut(.end(nil)))
        case (_, .closing), (_, .idle), (.head, .exchange): break
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        requests += 1
        let requestID = newRequestID()
        do throws(Refusal) {
            let accepted = try check.accept(head, requestID: requestID)
            // After an upgrade request the parser stops; the connection serves no other one.
            let isUpgrade = head.headers.contains(name: "upgrade")
            let exchange = Exchange(
                bodyRule: accepted.bodyRule, requestID: requestID, isHead: head.method == .HEAD,
                isHTTP10: head.version == .http1_0,
                closesAfter: !head.isKeepAlive || isUpgrade || head.version == .http1_0
                    || requests >= check.limits.requestsPerConnection)
            stage = .exchange(exchange)
            state.clock.headAccepted(accepted.bodyRule, now: context.eventLoop.now)
            if accepted.wantsContinue { inviteLater(context) }
            context.fireChannelRead(Self.wrapInboundOut(.head(accepted.head)))
        } catch {
            refuse(error, requestID: requestID, isHead: head.method == .HEAD, context)
        }
    }

    private func take(_ bytes: ByteBuffer, of exchange: Exchange, _ context: ChannelHandlerContext) {
        var exchange = exchange
        exchange.bodyBytes += Int64(bytes.readableBytes)
        stage = .exchange(exchange)
        state.clock.bodyReceived(bytes.readableBytes)
        // A declared length was checked before; this is for chunked bodies.
        guard exchange.bodyBytes <= exchange.bodyRule.maximumBytes else { return abort(.bodyTooLarge, context) }
        context.fireChannelRead(Self.wrapInboundOut(.body(bytes)))
    }

    /// `100 Continue`, unless an answer is quicker: a refusal then comes before the body has been sent.
    private func inviteLater(_ context: ChannelHandlerContext) {
        let bound = context.loopBound
        let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
        invitation = context.eventLoop.scheduleTask(in: check.limits.continueAfter) {
            guard case .exchange(let exchange) = gate.value.stage, !exchange.hasAnswered else { return }
            let head = HTTPResponseHead(version: .http1_1, status: .continue)
            bound.value.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
        }
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .exchange(let exchange) = stage else {
            // The exchange was ended from here; what its handler still says has no reader.
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch Self.unwrapOutboundIn(data) {
        case .head(let head) where (100..<200).contains(head.status.code): context.write(data, promise: promise)
        case .head(let head):
            context.write(Self.wrapOutboundOut(.head(answer(head, to: exchange))), promise: promise)
        case .body(let bytes):
            if exchange.isHead {
                promise?.succeed()
            } else {
                context.write(Self.wrapOutboundOut(.body(bytes)), promise: promise)
            }
        case .end: end(exchange, promise, context)
        }
    }

    private func answer(_ head: HTTPResponseHead, to exchange: Exchange) -> HTTPResponseHead {
        invitation?.cancel()
        state.clock.answerBegun()
        var head = head
        var exchange = exchange
        exchange.hasAnswered = true
        exchange.isEventStream = head.headers.first(name: "content-type")?.hasPrefix("text/event-stream") == true
        exchange.closesAfter = exchange.closesAfter || !exchange.isRequestComplete || !head.isKeepAlive
        if exchange.closesAfter { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        // An HTTP/1.0 reader knows no chunks: it reads to the end of the connection.
        if exchange.isHTTP10 { head.version = .http1_0 }
        stage = .exchange(exchange)
        return head
    }

    private func end(_ exchange: Exchange, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        guard exchange.closesAfter else {
            // Before the write: the pipeline handler hands over the next request while it passes.
            stage = .idle
            state.clock.exchangeCompleted(now: context.eventLoop.now)
            context.write(Self.wrapOutboundOut(.end(nil)), promise: promise)
            return
        }
        writeLast(promise, context)
    }

    // MARK: Refusals

    /// Answers a head that never came whole. The pipeline handler knows of no request, so the answer goes past it.
    private func giveUp(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        stage = .closing
        state.clock.closing(now: context.eventLoop.now)
        let bytes = refusal.bytes(requestID: newRequestID(), isSecure: check.rules.isSecure)
        context.triggerUserOutboundEvent(WireWatch.Order.lastWords(bytes), promise: nil)
    }

    /// Ends the current exchange with a refusal, or without a word if its answer has begun.
    private func abort(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        guard case .exchange(let exchange) = stage else { return }
        tellTruncation(of: exchange, context)
        guard !exchange.hasAnswered else {
            context.close(promise: nil)
            return
        }
        refuse(refusal, requestID: exchange.requestID, isHead: exchange.isHead, context)
    }

    /// A handler that reads the body must not take its end for the end of the request. Comes before anything that may close
    /// the channel: a closed channel ends the body without an error.
    private func tellTruncation(of exchange: Exchange, _ context: ChannelHandlerContext) {
        if !exchange.isRequestComplete { context.fireErrorCaught(HTTPParserError.invalidEOFState) }
    }

    private func refuse(_ refusal: Refusal, requestID: String, isHead: Bool, _ context: ChannelHandlerContext) {
        let (head, body) = refusal.answer(requestID: requestID, isSecure: check.rules.isSecure)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        if !isHead { context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        writeLast(nil, context)
    }

    private func writeLast(_ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        stage = .closing
        invitation?.cancel()
        state.clock.closing(now: context.eventLoop.now)
        context.triggerUserOutboundEvent(WireWatch.Order.discardInput, promise: nil)
        let bound = context.loopBound
        let flushed = context.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenComplete { _ in
            bound.value.triggerUserOutboundEvent(WireWatch.Order.linger, promise: nil)
        }
        if let promise { flushed.futureResult.cascade(to: promise) }
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: flushed)
    }

    // MARK: Events

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        switch stage {
        case .closing: context.fireErrorCaught(error)
        case .idle where !context.channel.isActive: context.fireErrorCaught(error)
        // The pipeline handler counts the error as a request, and expects an answer to it.
        case .idle: refuse(refusal(for: error), requestID: newRequestID(), isHead: false, context)
        case .exchange: abort(refusal(for: error), context)
        }
    }

    private func refusal(for error: HTTPParserError) -> Refusal {
        switch error {
        case .headerOverflow: state.clock.lineBytes > check.limits.targetBytes ? .targetTooLong : .headersTooLarge
        case .invalidMethod: .methodNotAllowed
        default: .badRequest
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ConnectionClock.Verdict.requestTimeout:
            if case .idle = stage { giveUp(.requestTimeout, context) } else { abort(.requestTimeout, context) }
        case ConnectionClock.Verdict.handlerTimeout:
            abort(.handlerTimeout, context)
            onAbandoned()
        case ChannelEvent.inputClosed:
            // A browser that closes a page closes its event stream; no answer is owed to it.
            if case .exchange(let exchange) = stage {
                tellTruncation(of: exchange, context)
                if exchange.isEventStream { context.close(promise: nil) }
            }
            context.fireUserInboundEventTriggered(event)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output, case .closing = stage {
            // The linger does it, once the last answer is flushed.
            promise?.succeed()
            return
        }
        context.close(mode: mode, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        invitation?.cancel()
        // An answer half sent has no reader any more. Work that has not answered yet may be saving something: it ends by itself.
        if case .exchange(let exchange) = stage {
            tellTruncation(of: exchange, context)
            if exchange.hasAnswered { onAbandoned() }
        }
        context.fireChannelInactive()
    }

    private func newRequestID() -> String {
        Hex.text(check.rules.world.randomBytes(10))
    }
}
