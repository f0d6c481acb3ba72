import Domain
import Foundation
import Services
import Testing

@testable import Understudy

/// Mails over TLS, to a server that wants a password.
struct SMTPEncryptionTests {
    private static let user = "us@stage.example"
    private static let password = "break a leg"
    private static let inClear = ["EHLO understudy", "STARTTLS"]

    private static func word(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    private static func send(
        to server: FakeMailServer, _ scheme: String, at host: String = "localhost",
        trusting certificate: String? = StageCertificate.certificate
    ) async throws {
        try await StageCertificate.withFile(certificate ?? "") { path in
            let place = try MailServer(
                parsing: "\(scheme)://us%40stage.example@\(host):\(server.port)", password: password,
                authorities: certificate == nil ? nil : path)
            let world = World(
                now: { Instant(milliseconds: 0) }, uptimeSeconds: { 0 },
                randomBytes: { Array(repeating: 7, count: $0) })
            try await SMTPMailer(server: place, from: "us@example.com", world: world)
                .send(try Mail(to: "ana@example.com", subject: "Hi", text: "Hello"))
        }
    }

    @Test func aMailArrivesWholeBehindSTARTTLS() async throws {
        let manner = FakeMailServer.Manner(
            tls: .onRequest, offers: ["SIZE 1000", "STARTTLS"], offersOverTLS: ["AUTH LOGIN PLAIN"])
        try await FakeMailServer.open(manner) { server in
            try await Self.send(to: server, "smtp+starttls")
            #expect(
                server.said.prefix(7) == [
                    "EHLO understudy", "STARTTLS", "EHLO understudy",
                    "AUTH PLAIN \(Self.word("\0\(Self.user)\0\(Self.password)"))", "MAIL FROM:<us@example.com>",
                    "RCPT TO:<ana@example.com>", "DATA",
                ])
            #expect(server.said.suffix(3) == ["SGVsbG8=", ".", "QUIT"])
            #expect(server.lines.map(\.isEncrypted) == server.lines.indices.map { $0 >= 2 })
        }
    }

    @Test func aMailArrivesWholeOverTLSFromTheStart() async throws {
        let manner = FakeMailServer.Manner(
            tls: .atOnce, offersOverTLS: ["AUTH=LOGIN CRAM-MD5"],
            answers: [
                "AUTH": "334 VXNlcm5hbWU6", Self.word(Self.user): "334 UGFzc3dvcmQ6",
                Self.word(Self.password): "235 in",
            ])
        try await FakeMailServer.open(manner) { server in
            try await Self.send(to: server, "smtps")
            #expect(
                server.said.prefix(5) == [
                    "EHLO understudy", "AUTH LOGIN", Self.word(Self.user), Self.word(Self.password),
                    "MAIL FROM:<us@example.com>",
                ])
            #expect(server.said.suffix(3) == ["SGVsbG8=", ".", "QUIT"])
            #expect(server.lines.allSatisfy { $0.isEncrypted })
        }
    }

    /// The certificate names `localhost` alone, and nobody but itself vouches for it.
    @Test(arguments: [
        ("smtps", "127.0.0.1", true), ("smtps", "localhost", false), ("smtp+starttls", "127.0.0.1", true),
        ("smtp+starttls", "localhost", false),
    ])
    func nothingIsSaidToAServerThatIsNotTheOneAskedFor(scheme: String, host: String, isTrusted: Bool) async throws {
        let manner = FakeMailServer.Manner(
            tls: scheme == "smtps" ? .atOnce : .onRequest, offers: ["STARTTLS"], offersOverTLS: ["AUTH PLAIN"])
        try await FakeMailServer.open(manner) { server in
            let failure = await #expect(throws: CommandFailed.self) {
                try await Self.send(
                    to: server, scheme, at: host, trusting: isTrusted ? StageCertificate.certificate : nil)
            }
            #expect(failure?.description.hasPrefix("There is no TLS with the mail server that can be trusted") == true)
            #expect(server.said == (scheme == "smtps" ? [] : Self.inClear))
        }
    }

    @Test func aServerWithoutSTARTTLSIsToldNothing() async throws {
        try await FakeMailServer.open(FakeMailServer.Manner(offers: ["AUTH PLAIN"])) { server in
            await #expect(throws: CommandFailed.self) { try await Self.send(to: server, "smtp+starttls") }
            #expect(server.said == ["EHLO understudy"])
        }
    }

    @Test func aServerThatRefusesSTARTTLSIsToldNothing() async throws {
        let manner = FakeMailServer.Manner(
            tls: .onRequest, offers: ["STARTTLS", "AUTH PLAIN"], answers: ["STARTTLS": "454 not now"])
        try await FakeMailServer.open(manner) { server in
            let failure = await #expect(throws: CommandFailed.self) { try await Self.send(to: server, "smtp+starttls") }
            #expect(failure?.description == "The mail server says: 454 not now")
            #expect(server.said == Self.inClear)
        }
    }

    @Test func whatIsSaidInClearIsNoAnswerToWhatIsAskedOverTLS() async throws {
        let injected = ["220 go", "250-x", "250 AUTH PLAIN", "235 in", "250 ok", "250 ok", "354 go on", "250 kept"]
        let manner = FakeMailServer.Manner(
            tls: .onRequest, offers: ["STARTTLS"], offersOverTLS: ["AUTH PLAIN"],
            answers: ["STARTTLS": injected.joined(separator: "\r\n")])
        try await FakeMailServer.open(manner) { server in
            await #expect(throws: CommandFailed.self) { try await Self.send(to: server, "smtp+starttls") }
            #expect(server.said == Self.inClear)
        }
    }

    @Test func whatIsOfferedInClearIsNotBelieved() async throws {
        let manner = FakeMailServer.Manner(
            tls: .onRequest, offers: ["STARTTLS", "AUTH PLAIN"], offersOverTLS: ["AUTH GSSAPI"])
        try await FakeMailServer.open(manner) { server in
            await #expect(throws: CommandFailed.self) { try await Self.send(to: server, "smtp+starttls") }
            #expect(server.said == Self.inClear + ["EHLO understudy"])
        }
    }

    @Test func aWrongPasswordIsToldInTheServersWordsAndNeverShown() async throws {
        let secret = Self.word("\0\(Self.user)\0\(Self.password)")
        let manner = FakeMailServer.Manner(
            tls: .atOnce, offersOverTLS: ["AUTH PLAIN"],
            answers: ["AUTH": "535-5.7.8 not you: AUTH PLAIN \(secret)\r\n535 5.7.8 not by \(Self.password)"])
        try await FakeMailServer.open(manner) { server in
            let failure = await #expect(throws: CommandFailed.self) { try await Self.send(to: server, "smtps") }
            #expect(
                failure?.description
                    == "The mail server says: 535 5.7.8 not you: AUTH PLAIN ... 5.7.8 not by ...")
            #expect(server.said.last?.hasPrefix("AUTH PLAIN") == true)
        }
    }

    @Test func authoritiesThatCannotBeReadStopTheStart() async throws {
        let problem = await #expect(throws: SettingsProblem.self) {
            try await FakeMailServer.open { try await Self.send(to: $0, "smtps", trusting: "no certificate") }
        }
        #expect(problem?.key == "UNDERSTUDY_SMTP_CA")
    }
}
