import NIOCore

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Sits on the listening socket. When the process is out of file handles, accepting rests for a moment: the socket stays
/// readable, so going on at once would spin on the same error.
final class AcceptRest: ChannelDuplexHandler {
    typealias InboundIn = Channel
    typealias InboundOut = Channel
    typealias OutboundIn = Never
    typealias OutboundOut = Never

    private let restFor: TimeAmount
    private var isResting = false
    private var isReadHeld = false

    init(restFor: TimeAmount) {
        self.restFor = restFor
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) else {
            return context.fireErrorCaught(error)
        }
        guard !isResting else { return }
        isResting = true
        let bound = context.loopBound
        let rest = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: restFor) {
            rest.value.isResting = false
            guard rest.value.isReadHeld else { return }
            rest.value.isReadHeld = false
            bound.value.read()
        }
    }

    func read(context: ChannelHandlerContext) {
        if isResting { isReadHeld = true } else { context.read() }
    }
}
