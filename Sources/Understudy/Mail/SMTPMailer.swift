import Domain
import Foundation
import Glibc
import Services

/// Hands mails to a mail server nearby, as RFC 5321 says. It takes them on without a password and without TLS: a relay on this
/// machine or in its own network, which knows how mail leaves the house.
struct SMTPMailer: Mailer {
    let host: String
    let port: Int
    let from: String
    let world: World

    func send(_ mail: Mail) async throws {
        let text = MailText(
            mail: mail, from: from, at: world.now(),
            id: world.randomBytes(16).map { String($0, radix: 16) }.joined()
        ).lines.joined(separator: "\r\n")
        let (host, port, from) = (host, port, from)
        try await onOwnThread {
            let connection = try SMTPConnection(host: host, port: port)
            defer { connection.close() }
            try connection.expect(220)
            try connection.say("EHLO understudy", 250)
            try connection.say("MAIL FROM:<\(from)>", 250)
            // What somebody signs in with need not be an address that every mail server takes.
            guard EmailAddress.isPlain(mail.to) else { throw CommandFailed("\(mail.to) takes no mail.") }
            try connection.say("RCPT TO:<\(mail.to)>", 250)
            try connection.say("DATA", 354)
            try connection.say(text + "\r\n.", 250)
            try connection.say("QUIT", 221)
        }
    }
}

/// A mail as it goes over the wire.
struct MailText {
    let mail: Mail
    let from: String
    let at: Instant
    let id: String

    /// Header and body; the body is base64, so that no line of it can end the mail or be too long.
    var lines: [String] {
        let subject = Data(mail.subject.utf8).base64EncodedString()
        let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
        let body = Data(mail.text.utf8).base64EncodedString()
        return [
            "From: Understudy <\(from)>", "To: <\(mail.to)>", "Subject: =?utf-8?B?\(subject)?=", "Date: \(date)",
            "Message-ID: <\(id)@\(domain)>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated", "",
        ]
            + stride(from: 0, to: body.utf8.count, by: 76).map { start in
                let first = body.index(body.startIndex, offsetBy: start)
                return String(body[first...].prefix(76))
            }
    }

    /// `25 Nov 2026 17:12:00 +0000`
    private var date: String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = at.rfc3339.split { "-T:Z".contains($0) }.map(String.init)
        guard parts.count == 6, let month = Int(parts[1]) else { return at.rfc3339 }
        return "\(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) +0000"
    }
}

/// One conversation with a mail server, on the thread that began it.
private final class SMTPConnection {
    private let descriptor: Int32
    private var unread: [UInt8] = []

    private static let patienceSeconds = 10
    private static let longestLine = 2000

    /// - Throws: `CommandFailed` when nobody answers there.
    init(host: String, port: Int) throws {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let first = found else {
            throw CommandFailed("The mail server \(host) is not known.")
        }
        defer { freeaddrinfo(found) }
        var opened: Int32 = -1
        var candidate: UnsafeMutablePointer<addrinfo>? = first
        while let here = candidate, opened < 0 {
            candidate = here.pointee.ai_next
            let socket = Glibc.socket(here.pointee.ai_family, here.pointee.ai_socktype, 0)
            guard socket >= 0 else { continue }
            var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
            let size = socklen_t(MemoryLayout<timeval>.size)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
            setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
            if connect(socket, here.pointee.ai_addr, here.pointee.ai_addrlen) == 0 {
                opened = socket
            } else {
                Glibc.close(socket)
            }
        }
        guard opened >= 0 else { throw CommandFailed("The mail server \(host):\(port) does not answer.") }
        descriptor = opened
    }

    func close() {
        Glibc.close(descriptor)
    }

    /// Says one line, or several, and waits for the answer.
    func say(_ text: String, _ code: Int) throws {
        var bytes = Array((text + "\r\n").utf8)[...]
        while !bytes.isEmpty {
            let sent = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw CommandFailed("The mail server hung up.") }
            bytes = bytes.dropFirst(sent)
        }
        try expect(code)
    }

    /// - Throws: `CommandFailed` with what the server said instead.
    func expect(_ code: Int) throws {
        while true {
            let line = try readLine()
            // `250-...` goes on, `250 ...` is the last one.
            guard line.dropFirst(3).first != "-" else { continue }
            guard line.hasPrefix("\(code)") else { throw CommandFailed("The mail server says: \(line.prefix(200))") }
            return
        }
    }

    private func readLine() throws -> String {
        while true {
            if let end = unread.firstIndex(of: 10) {
                let line = unread[..<end]
                unread = Array(unread[(end + 1)...])
                return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            }
            guard unread.count < Self.longestLine else { throw CommandFailed("The mail server talks without end.") }
            var buffer = [UInt8](repeating: 0, count: 1024)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw CommandFailed("The mail server says nothing.") }
            unread += buffer[..<count]
        }
    }
}
