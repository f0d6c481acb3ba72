import NIOCore
import NIOHTTP1

/// Lets the head of an answer leave together with what follows it, if that comes soon: one packet, and one time that the client
/// wakes up.
final class HeadHold: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private static let longest = TimeAmount.milliseconds(2)

    private var isHolding = false
    private var isScheduled = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .head(let head) = Self.unwrapOutboundIn(data) {
            isHolding = head.status.code >= 200
        } else {
            isHolding = false
        }
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        guard isHolding else { return context.flush() }
        guard !isScheduled else { return }
        isScheduled = true
        let bound = context.loopBound
        let hold = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: Self.longest) {
            hold.value.isScheduled = false
            hold.value.letGo(bound.value)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        letGo(context)
        context.close(mode: mode, promise: promise)
    }

    private func letGo(_ context: ChannelHandlerContext) {
        guard isHolding else { return }
        isHolding = false
        context.flush()
    }
}
