import NIOCore
import NIOSSL
import Outbound

/// TLS with a mail server that proves, by its certificate, to be the one that was asked for.
struct MailTLS: Sendable {
    let start: MailServer.TLSStart
    private let context: NIOSSLContext
    /// What the certificate has to name; nil for an IP address, which is then compared with the connection's own.
    private let name: String?

    /// Reads the authorities: once, as they are many.
    /// - Throws: `SettingsProblem` when they cannot be read.
    init(start: MailServer.TLSStart, with server: MailServer) throws {
        self.start = start
        name = InternetAddress(server.host) == nil ? server.host : nil
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.shutdownTimeout = .seconds(1)
        do {
            if let file = server.authorities {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            }
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw SettingsProblem(
                key: MailServer.authoritiesKey, reason: "leads to no certificates that can be used: \(error)")
        }
    }

    /// Begins TLS. From here on nothing leaves in clear: what is written waits for the server's proof. On the channel's own loop.
    func begin(on channel: any Channel) throws {
        let handler = try NIOSSLClientHandler(context: context, serverHostname: name)
        try channel.pipeline.syncOperations.addHandler(handler, position: .first)
    }

    /// What an error of a connection means to an operator.
    static func failure(_ error: any Error) -> CommandFailed {
        switch error {
        case NIOSSLError.uncleanShutdown: CommandFailed("The mail server hung up.")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            CommandFailed("There is no TLS with the mail server that can be trusted: \("\(error)".prefix(300))")
        default: CommandFailed("The connection to the mail server broke: \("\(error)".prefix(300))")
        }
    }
}
