import NIOCore

/// Listens to a mail server, one answer at a time, and speaks to it. Lives on the loop of its connection.
final class SMTPAnswers: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Whoever waits for the next answer.
    private struct Listener {
        let promise: EventLoopPromise<SMTPAnswer>
        let alarm: Scheduled<Void>
    }

    private let loop: any EventLoop
    private var context: ChannelHandlerContext?
    private var reader = SMTPAnswerReader()
    private var listener: Listener?
    /// Why nothing more is to be expected.
    private var end: CommandFailed?

    init(on loop: any EventLoop) {
        self.loop = loop
    }

    /// Says a line, and listens.
    func say(_ line: String, within patience: TimeAmount) -> EventLoopFuture<SMTPAnswer> {
        if let context {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
        }
        return hear(within: patience)
    }

    /// Listens: to what came already, or to what comes next.
    func hear(within patience: TimeAmount) -> EventLoopFuture<SMTPAnswer> {
        do {
            if let answer = try reader.next() { return loop.makeSucceededFuture(answer) }
        } catch {
            return loop.makeFailedFuture(error)
        }
        if let end { return loop.makeFailedFuture(end) }
        let promise = loop.makePromise(of: SMTPAnswer.self)
        let alarm = loop.assumeIsolated().scheduleTask(in: patience) {
            self.fail(CommandFailed("The mail server says nothing."))
        }
        listener = Listener(promise: promise, alarm: alarm)
        return promise.futureResult
    }

    /// Begins TLS between two answers.
    /// - Throws: `CommandFailed` when the server, or somebody on the way, has said more than it was asked: said in clear, it would
    ///   be taken for the answer to what is asked in secret.
    func begin(_ tls: MailTLS) throws {
        if let end { throw end }
        guard let context, reader.isEmpty else {
            throw CommandFailed("The mail server goes on talking before TLS has begun. Nothing was handed in.")
        }
        try tls.begin(on: context.channel)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        fail(CommandFailed("The mail server hung up."))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard end == nil else { return }
        do {
            try reader.append(unwrapInboundIn(data).readableBytesView)
            guard listener != nil, let answer = try reader.next() else { return }
            settle(.success(answer))
        } catch let failure as CommandFailed {
            fail(failure)
        } catch {
            fail(MailTLS.failure(error))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(CommandFailed("The mail server hung up."))
        context.fireChannelInactive()
    }

    /// The first error says why; that the connection then ends says nothing new. Whoever listens closes it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(MailTLS.failure(error))
    }

    private func fail(_ failure: CommandFailed) {
        let first = end ?? failure
        end = first
        settle(.failure(first))
    }

    private func settle(_ result: Result<SMTPAnswer, any Error>) {
        guard let listener else { return }
        self.listener = nil
        listener.alarm.cancel()
        listener.promise.completeWith(result)
    }
}
