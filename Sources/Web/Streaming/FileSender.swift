import NIOCore
import NIOHTTP1

/// Sends parts of files out of the kernel's memory of them, in pieces: the event loop stays free between pieces, and while one is
/// being sent the next is brought into memory.
///
/// The first bytes of a part leave through the channel, in one packet with the head of the answer. After that the socket is
/// given the mapped file itself. When it takes no more, a few bytes wait in the channel for it, and tell when there is room again.
/// (`sendfile` moves a file page by page; it took 2.5 times as long for a file that is in memory.)
final class FileSender: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// A part on its way.
    private struct Sending {
        let file: OpenFile
        /// What has not been sent.
        var rest: Range<Int64>
        let done: EventLoopPromise<Void>
    }

    /// How much goes through the channel at a time: what one connection with a slow reader costs.
    private static let queuedBytes: Int64 = 16 * 1024

    private let state: ConnectionState
    private var context: ChannelHandlerContext?
    /// A player asks for one piece of a recording after the other.
    private var last: OpenFile?

    init(state: ConnectionState) {
        self.state = state
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        last = nil
    }

    /// Sends a part as (a stretch of) the body of the answer whose head has just been written; on the event loop only. The
    /// first piece has to be in memory.
    /// - Returns: completes when the socket has taken everything, fails when it closes.
    func send(_ file: OpenFile, _ range: Range<Int64>, on loop: any EventLoop) -> EventLoopFuture<Void> {
        last = file
        let done = loop.makePromise(of: Void.self)
        queue(Sending(file: file, rest: range, done: done))
        return done.futureResult
    }

    /// Hands some bytes to the channel, which keeps them until the socket takes them.
    private func queue(_ sending: Sending) {
        guard let context else { return sending.done.fail(ChannelError.ioOnClosedChannel) }
        var sending = sending
        let stretch = sending.rest.prefix(Self.queuedBytes)
        sending.rest = stretch.upperBound..<sending.rest.upperBound
        do {
            let bytes = try sending.file.bytes(stretch)
            let written = context.writeAndFlush(Self.wrapOutboundOut(.body(.byteBuffer(bytes))))
            written.assumeIsolated().whenComplete { [sending] result in
                switch result {
                case .success: self.push(sending)
                case .failure(let error): sending.done.fail(error)
                }
            }
        } catch {
            sending.done.fail(error)
        }
    }

    /// Gives the socket as much of a piece as it takes; the channel holds nothing at this time.
    private func push(_ sending: Sending) {
        guard !sending.rest.isEmpty else { return sending.done.succeed() }
        guard let context else { return sending.done.fail(ChannelError.ioOnClosedChannel) }
        var sending = sending
        let piece = sending.rest.prefix(OpenFile.pieceBytes)
        do {
            let sent = try context.channel.pipeline.syncOperations.withUnsafeTransportIfAvailable {
                (socket: NIOBSDSocket.Handle) in try sending.file.send(piece, to: socket)
            }
            sending.rest = (sending.rest.lowerBound + (sent ?? 0))..<sending.rest.upperBound
            state.queuedBytes += sent ?? 0
        } catch {
            return sending.done.fail(error)
        }
        if sending.rest.lowerBound < piece.upperBound { return queue(sending) }
        prepareNext(sending, context)
    }

    /// Goes on when the next piece is in memory, after others had their turn.
    private func prepareNext(_ sending: Sending, _ context: ChannelHandlerContext) {
        let sender = NIOLoopBound(self, eventLoop: context.eventLoop)
        let sending = NIOLoopBound(sending, eventLoop: context.eventLoop)
        let next = sending.value.rest.prefix(OpenFile.pieceBytes)
        sending.value.file.prepare(next, on: context.eventLoop).assumeIsolated().whenComplete { result in
            switch result {
            case .success: context.eventLoop.execute { sender.value.push(sending.value) }
            case .failure(let error): sending.value.done.fail(error)
            }
        }
    }
}
