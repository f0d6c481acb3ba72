import NIOCore

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Sits on the listening socket. When the process is out of file handles, accepting rests for a moment instead of spinning on
/// the same error. Holding reads back does not suffice: after a failed accept the channel goes on trying until one succeeds.
/// So a spare handle is given up, one connection is accepted with it and closed, and only then nothing more is asked for.
final class AcceptRest: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never
    typealias OutboundOut = Never

    private let restFor: TimeAmount
    private var spare = SpareHandle()
    private var isResting = false
    private var isReadHeld = false

    init(restFor: TimeAmount) {
        self.restFor = restFor
    }

    func handlerRemoved(context: ChannelHandlerContext) { spare.giveUp() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) else {
            return context.fireErrorCaught(error)
        }
        spare.giveUp()
        guard !isResting else { return }
        isResting = true
        restOn(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isResting else { return context.fireChannelRead(data) }
        Self.unwrapInboundIn(data).close(promise: nil)
    }

    func read(context: ChannelHandlerContext) {
        if isResting { isReadHeld = true } else { context.read() }
    }

    /// Goes on only with a spare handle in hand for the next time.
    private func restOn(_ context: ChannelHandlerContext) {
        let bound = context.loopBound
        let rest = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: restFor) { rest.value.wake(bound.value) }
    }

    private func wake(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        guard spare.isThere || spare.take() else { return restOn(context) }
        isResting = false
        guard isReadHeld else { return }
        isReadHeld = false
        context.read()
    }
}

/// A file handle kept for the moment there is no other.
private struct SpareHandle {
    private var descriptor: CInt = -1

    init() { take() }

    var isThere: Bool { descriptor >= 0 }

    @discardableResult
    mutating func take() -> Bool {
        descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        return isThere
    }

    mutating func giveUp() {
        guard isThere else { return }
        _ = close(descriptor)
        descriptor = -1
    }
}
