import Dispatch
import Domain
import Foundation
import Glibc
import Services
import Synchronization
import Testing

@testable import Understudy

/// Mails as they go over the wire.
struct SMTPMailerTests {
    private static let world = World(
        now: { Instant(milliseconds: 1_764_090_720_000) }, uptimeSeconds: { 0 },
        randomBytes: { Array(repeating: 7, count: $0) })

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
        let server = try FakeMailServer(answers: [
            "220 hello", "250-more\r\n250 ok", "250 ok", "250 ok", "354 go", "250 kept", "221 bye",
        ])
        try await SMTPMailer(host: "127.0.0.1", port: server.port, from: "us@example.com", world: Self.world)
            .send(try Mail(to: "ana@example.com", subject: "Hi", text: "Hello"))
        let said = server.said()
        #expect(
            said.hasPrefix("EHLO understudy\r\nMAIL FROM:<us@example.com>\r\nRCPT TO:<ana@example.com>\r\nDATA\r\n"))
        #expect(said.hasSuffix("\r\nSGVsbG8=\r\n.\r\nQUIT\r\n"))
    }

    @Test(arguments: [["554 no"], ["220 hello", "250 ok", "250 ok", "550 nobody here"], []])
    func whatTheServerRefusesIsAFailure(answers: [String]) async throws {
        let server = try FakeMailServer(answers: answers)
        await #expect(throws: CommandFailed.self) {
            try await SMTPMailer(host: "127.0.0.1", port: server.port, from: "us@example.com", world: Self.world)
                .send(try Mail(to: "ana@example.com", subject: "Hi", text: "Hello"))
        }
    }
}

/// One conversation on loopback, with answers given beforehand; then it hangs up.
private final class FakeMailServer: Sendable {
    let port: Int
    private let text = Mutex("")
    private let isOver = DispatchSemaphore(value: 0)

    init(answers: [String]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
        }
        listen(listener, 1)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &size) }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread { [self] in
            let peer = accept(listener, nil, nil)
            close(listener)
            var all: [UInt8] = []
            for (number, answer) in answers.enumerated() {
                // After DATA the whole mail is one thing said.
                let end: [UInt8] = number == 5 ? Array("\r\n.\r\n".utf8) : [13, 10]
                if number > 0 { all += Self.read(peer, until: end) }
                let bytes = Array((answer + "\r\n").utf8)
                send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            }
            close(peer)
            let said = String(decoding: all, as: UTF8.self)
            text.withLock { $0 = said }
            isOver.signal()
        }.start()
    }

    /// Everything the client said, once the conversation is over.
    func said() -> String {
        isOver.wait()
        return text.withLock { $0 }
    }

    private static func read(_ peer: Int32, until end: [UInt8]) -> [UInt8] {
        var all: [UInt8] = []
        var byte: UInt8 = 0
        while !all.suffix(end.count).elementsEqual(end), recv(peer, &byte, 1, 0) == 1 { all.append(byte) }
        return all
    }
}
