import NIOCore
import NIOHTTP1

/// Sends parts of files with `sendfile`, in pieces: the kernel moves the bytes, the event loop stays free between pieces, and
/// while one is being sent the next is brought into memory.
final class FileSender: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private var context: ChannelHandlerContext?
    /// A player asks for one piece of a recording after the other.
    private var last: OpenFile?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        last = nil
    }

    /// Sends a part as (a stretch of) the body of the answer whose head has just been written; on the event loop only. The
    /// first piece has to be in memory.
    /// - Returns: completes when the socket has taken everything, fails when it closes.
    func send(_ file: OpenFile, _ range: Range<Int64>, on loop: any EventLoop) -> EventLoopFuture<Void> {
        guard let context else { return loop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
        last = file
        let done = context.eventLoop.makePromise(of: Void.self)
        sendNext(of: file, range, done, context)
        return done.futureResult
    }

    private func sendNext(
        of file: OpenFile,
        _ range: Range<Int64>,
        _ done: EventLoopPromise<Void>,
        _ context: ChannelHandlerContext
    ) {
        let piece = range.prefix(OpenFile.pieceBytes)
        let rest = piece.upperBound..<range.upperBound
        let region = FileRegion(
            fileHandle: file.handle, readerIndex: Int(piece.lowerBound), endIndex: Int(piece.upperBound))
        let written = context.writeAndFlush(Self.wrapOutboundOut(.body(.fileRegion(region))))
        guard !rest.isEmpty else {
            // The file stays open until its last byte has left.
            written.assumeIsolated().whenComplete { result in
                withExtendedLifetime(file) { done.completeWith(result) }
            }
            return
        }
        let prepared = file.prepare(rest.prefix(OpenFile.pieceBytes), on: context.eventLoop)
        written.and(prepared).assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.sendNext(of: file, rest, done, context)
            case .failure(let error): done.fail(error)
            }
        }
    }
}
