import Domain
import Foundation
import NIOCore
import Services
import Testing

@testable import Understudy

/// Mails as they go over the wire, to a relay nearby.
struct SMTPMailerTests {
    private static let world = World(
        now: { Instant(milliseconds: 1_764_090_720_000) }, uptimeSeconds: { 0 },
        randomBytes: { Array(repeating: 7, count: $0) })

    private static func send(
        to server: FakeMailServer, for address: String = "ana@example.com", patience: TimeAmount = .seconds(10)
    ) async throws {
        let mailer = try SMTPMailer(
            server: try MailServer(parsing: "127.0.0.1:\(server.port)"), from: "us@example.com", world: world,
            patience: patience)
        try await mailer.send(try Mail(to: address, subject: "Hi", text: "Hello"))
    }

    @Test func noLineOfAMailCanEndIt() throws {
        let mail = try Mail(
            to: "ana@example.com", subject: "Zoë says\u{2026}",
            text: "Hello\n.\nQUIT\n" + String(repeating: "long ", count: 180))
        let lines = MailText(mail: mail, from: "us@example.com", at: Self.world.now(), id: "x").lines
        #expect(lines.contains("Subject: =?utf-8?B?Wm/DqyBzYXlz4oCm?="))
        #expect(lines.contains("Date: 25 Nov 2025 17:12:00 +0000"))
        #expect(lines.allSatisfy { $0.utf8.count <= 998 && !$0.hasPrefix(".") })
        let body = lines.drop { !$0.isEmpty }.joined()
        #expect(Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) } == mail.text)
    }

    @Test func aMailIsHandedInLineByLine() async throws {
        try await FakeMailServer.open { server in
            try await Self.send(to: server)
            #expect(
                server.said.prefix(4) == [
                    "EHLO understudy", "MAIL FROM:<us@example.com>", "RCPT TO:<ana@example.com>", "DATA",
                ])
            #expect(server.said.suffix(4) == ["", "SGVsbG8=", ".", "QUIT"])
        }
    }

    @Test(arguments: [
        ["": "554 no"], ["": ""], ["": "hello"], ["EHLO": "502 what"], ["RCPT": "550 nobody here"], ["DATA": ""],
        [".": "552 too much"],
    ])
    func whatTheServerRefusesIsAFailure(answers: [String: String]) async throws {
        try await FakeMailServer.open(FakeMailServer.Manner(answers: answers)) { server in
            await #expect(throws: CommandFailed.self) { try await Self.send(to: server) }
        }
    }

    @Test func whatTheServerRefusesIsToldInItsWords() async throws {
        let manner = FakeMailServer.Manner(answers: ["RCPT": "550-5.1.1 nobody\r\n550 5.1.1 here"])
        try await FakeMailServer.open(manner) { server in
            let failure = await #expect(throws: CommandFailed.self) { try await Self.send(to: server) }
            #expect(failure?.description == "The mail server says: 550 5.1.1 nobody 5.1.1 here")
        }
    }

    @Test func aMailThatWasTakenOverStaysSoWhenTheServerHangsUp() async throws {
        try await FakeMailServer.open(FakeMailServer.Manner(answers: ["QUIT": ""])) { server in
            try await Self.send(to: server)
            #expect(server.said.last == "QUIT")
        }
    }

    @Test func nobodyWaitsForAServerThatSaysNothing() async throws {
        try await FakeMailServer.open(FakeMailServer.Manner(isSilent: true)) { server in
            let failure = await #expect(throws: CommandFailed.self) {
                try await Self.send(to: server, patience: .milliseconds(200))
            }
            #expect(failure?.description == "The mail server says nothing.")
        }
    }

    @Test func anAddressThatNoMailServerTakesIsNotAskedFor() async throws {
        try await FakeMailServer.open { server in
            await #expect(throws: CommandFailed.self) { try await Self.send(to: server, for: "zoë@example.com") }
            #expect(server.said.isEmpty)
        }
    }
}
