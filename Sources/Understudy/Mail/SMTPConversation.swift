import Foundation
import Services

/// What is said to a mail server, in its order: RFC 5321, with TLS as in RFC 3207 and a password as in RFC 4954.
struct SMTPConversation {
    let connection: SMTPConnection
    let tls: MailTLS?
    let account: MailServer.Account?

    /// What a server says it can do.
    private struct Offers {
        let hasTLS: Bool
        /// Ways to sign in, such as `PLAIN`.
        let ways: Set<String>

        init(_ answer: SMTPAnswer) {
            // The first line is a greeting. Old servers write `AUTH=PLAIN`.
            let words = answer.lines.dropFirst().map { line in
                line.uppercased().split { $0 == " " || $0 == "=" }.map(String.init)
            }
            hasTLS = words.contains { $0.first == "STARTTLS" }
            ways = Set(words.filter { $0.first == "AUTH" }.flatMap { $0.dropFirst() })
        }
    }

    /// Hands one mail in.
    /// - Throws: `CommandFailed`, in the server's words where it has said why. The password is never among them.
    func handIn(_ text: MailText) async throws {
        try check(await connection.hear(), [220])
        var offers = try await greet()
        if let tls, tls.start == .onRequest {
            guard offers.hasTLS else {
                throw CommandFailed("The mail server offers no TLS (STARTTLS). Nothing was handed in.")
            }
            try await say("STARTTLS", 220)
            try await connection.begin(tls)
            // What it offered in clear anybody could have said.
            offers = try await greet()
        }
        if let account { try await signIn(account, by: offers.ways) }
        try await say("MAIL FROM:<\(text.from)>", 250)
        try await say("RCPT TO:<\(text.mail.to)>", 250, 251)
        try await say("DATA", 354)
        try check(await connection.sayMail(text.lines.joined(separator: "\r\n")), [250])
        await leave()
    }

    private func greet() async throws -> Offers {
        Offers(try await say("EHLO understudy", 250))
    }

    private func signIn(_ account: MailServer.Account, by ways: Set<String>) async throws {
        if ways.contains("PLAIN") {
            try await say("AUTH PLAIN \(account.plainWord)", 235)
        } else if ways.contains("LOGIN") {
            try await say("AUTH LOGIN", 334)
            try await say(account.userWord, 334)
            try await say(account.passwordWord, 235)
        } else {
            throw CommandFailed("The mail server offers no way to sign in that is known here (PLAIN or LOGIN).")
        }
    }

    /// The mail is taken over by now. A failure here would have it handed in once more.
    private func leave() async {
        do { try await say("QUIT", 221) } catch {
            // Whoever hangs up without a word has said goodbye as well.
        }
    }

    @discardableResult
    private func say(_ line: String, _ codes: Int...) async throws -> SMTPAnswer {
        try check(await connection.say(line), codes)
    }

    @discardableResult
    private func check(_ answer: SMTPAnswer, _ codes: [Int]) throws -> SMTPAnswer {
        guard !codes.contains(answer.code) else { return answer }
        // Some servers repeat what they did not understand.
        let words = (account?.secrets ?? []).reduce(answer.words) { words, secret in
            words.replacingOccurrences(of: secret, with: "...", options: .literal)
        }
        throw CommandFailed("The mail server says: \(words.prefix(300))")
    }
}

extension MailServer.Account {
    /// Both, as AUTH PLAIN has them.
    fileprivate var plainWord: String { Self.word("\0\(user)\0\(password)") }
    fileprivate var userWord: String { Self.word(user) }
    fileprivate var passwordWord: String { Self.word(password) }

    /// What must not be read in a log, the longest first.
    fileprivate var secrets: [String] { [plainWord, passwordWord, password] }

    private static func word(_ text: String) -> String {
        Data(text.utf8).base64EncodedString()
    }
}
