import Domain
import NIOCore
import Services

/// Hands mails to a mail server, as RFC 5321 says: to a relay nearby as they are, to any other over TLS and with a password.
struct SMTPMailer: Mailer {
    private let server: MailServer
    private let from: String
    private let world: World
    private let tls: MailTLS?
    private let patience: TimeAmount

    /// - Parameter patience: how long connecting and each answer may take.
    /// - Throws: `SettingsProblem` when the authorities cannot be read.
    init(server: MailServer, from: String, world: World, patience: TimeAmount = .seconds(10)) throws {
        self.server = server
        self.from = from
        self.world = world
        self.patience = patience
        tls = try server.tls.map { try MailTLS(start: $0, with: server) }
    }

    func send(_ mail: Mail) async throws {
        // What somebody signs in with need not be an address that every mail server takes.
        guard EmailAddress.isPlain(mail.to) else { throw CommandFailed("\(mail.to) takes no mail.") }
        let text = MailText(
            mail: mail, from: from, at: world.now(),
            id: world.randomBytes(16).map { String($0, radix: 16) }.joined())
        let connection = try await SMTPConnection.open(server, tls: tls, patience: patience)
        try await withTaskCancellationHandler {
            defer { connection.close() }
            try await SMTPConversation(connection: connection, tls: tls, account: server.account).handIn(text)
        } onCancel: {
            connection.close()
        }
    }
}
