import NIOCore
import NIOPosix

/// A connection to a mail server. Lines go out, answers come in.
struct SMTPConnection: Sendable {
    private let channel: any Channel
    private let answers: NIOLoopBound<SMTPAnswers>
    private let patience: TimeAmount

    /// A mail is looked through before it is taken: given up too early, it would be handed in once more.
    private static let patienceForMail = 6

    /// - Parameter patience: how long this and each answer may take.
    /// - Throws: `CommandFailed` when nobody answers there.
    static func open(_ server: MailServer, tls: MailTLS?, patience: TimeAmount) async throws -> SMTPConnection {
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(patience)
                .connect(host: server.host, port: server.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try SMTPConnection(on: channel, tls: tls, patience: patience)
                    }
                }
        } catch let error as NIOConnectionError where error.dnsAError != nil && error.connectionErrors.isEmpty {
            throw CommandFailed("The mail server \(server.host) is not known.")
        } catch {
            throw CommandFailed("The mail server \(server.host):\(server.port) does not answer: \(error)")
        }
    }

    /// On the channel's own loop, before anything came.
    private init(on channel: any Channel, tls: MailTLS?, patience: TimeAmount) throws {
        let answers = SMTPAnswers(on: channel.eventLoop)
        try channel.pipeline.syncOperations.addHandler(answers)
        if let tls, tls.start == .atOnce { try tls.begin(on: channel) }
        self.channel = channel
        self.answers = NIOLoopBound(answers, eventLoop: channel.eventLoop)
        self.patience = patience
    }

    /// What the server says without being asked: its greeting.
    /// - Throws: `CommandFailed` when it says nothing in time, or nothing that is an answer.
    func hear() async throws -> SMTPAnswer {
        try await channel.eventLoop.flatSubmit { answers.value.hear(within: patience) }.get()
    }

    /// Says a line and waits for the answer.
    /// - Throws: as `hear`.
    func say(_ line: String) async throws -> SMTPAnswer {
        try await channel.eventLoop.flatSubmit { answers.value.say(line, within: patience) }.get()
    }

    /// Says a whole mail, with the dot that ends it.
    /// - Throws: as `hear`.
    func sayMail(_ text: String) async throws -> SMTPAnswer {
        let patience = self.patience * Self.patienceForMail
        return try await channel.eventLoop.flatSubmit { answers.value.say(text + "\r\n.", within: patience) }.get()
    }

    /// Whatever is said from here on is encrypted, or not said.
    /// - Throws: `CommandFailed` when something came that was not asked for.
    func begin(_ tls: MailTLS) async throws {
        try await channel.eventLoop.submit { try answers.value.begin(tls) }.get()
    }

    func close() {
        channel.close(promise: nil)
    }
}
