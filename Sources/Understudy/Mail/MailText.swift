import Domain
import Foundation
import Services

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
