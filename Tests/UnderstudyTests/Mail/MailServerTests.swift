import Foundation
import Testing

@testable import Understudy

/// Addresses of mail servers, as an operator writes them.
struct MailServerTests {
    struct Reading: Sendable, CustomTestStringConvertible {
        let address: String
        let host: String
        let port: Int
        var tls: MailServer.TLSStart?
        var user: String?

        var testDescription: String { address }
    }

    @Test(arguments: [
        Reading(address: "mail.local", host: "mail.local", port: 25),
        Reading(address: "mail.local:2525", host: "mail.local", port: 2525),
        Reading(address: "mail_relay:25", host: "mail_relay", port: 25),
        Reading(address: "[::1]:2525", host: "::1", port: 2525),
        Reading(address: "smtp://Mail.Local", host: "mail.local", port: 25),
        Reading(address: "smtp://10.0.0.7:26/", host: "10.0.0.7", port: 26),
        Reading(address: "smtps://mail.example.com", host: "mail.example.com", port: 465, tls: .atOnce),
        Reading(
            address: "smtp+starttls://ana%40example.com@mail.example.com", host: "mail.example.com", port: 587,
            tls: .onRequest, user: "ana@example.com"),
        Reading(
            address: "smtps://ana@mail.example.com:4650", host: "mail.example.com", port: 4650, tls: .atOnce,
            user: "ana"),
    ])
    func anAddressSaysHowToHandIn(reading: Reading) throws {
        let server = try MailServer(parsing: reading.address, password: reading.user.map { _ in "secret" })
        #expect(server.host == reading.host)
        #expect(server.port == reading.port)
        #expect(server.tls == reading.tls)
        #expect(server.account == reading.user.map { MailServer.Account(user: $0, password: "secret") })
    }

    @Test(arguments: [
        "", ":25", "mail.local:0", "mail.local:65536", "mail.local:smtp", "mail local", "http://mail.local",
        "smtps://", "smtps://mail.example.com/inbox", "smtps://mail.example.com?ca=x", "ana@mail.local",
        "smtp://ana@mail.local", "smtps://ana:secret@mail.example.com", "smtps://a%0Ab@mail.example.com",
    ])
    func anAddressThatSaysNothingUsefulIsRefused(address: String) {
        let problem = #expect(throws: SettingsProblem.self) {
            try MailServer(parsing: address, password: address.contains("@") ? "secret" : nil)
        }
        #expect(problem?.key == "UNDERSTUDY_SMTP")
        #expect(problem?.description.contains("secret") == false)
    }

    @Test func aUserAndAPasswordBelongTogether() throws {
        let withoutPassword = #expect(throws: SettingsProblem.self) {
            try MailServer(parsing: "smtps://ana@mail.example.com", password: "")
        }
        #expect(withoutPassword?.key == "UNDERSTUDY_SMTP_PASSWORD")
        let withoutUser = #expect(throws: SettingsProblem.self) {
            try MailServer(parsing: "smtps://mail.example.com", password: "secret")
        }
        #expect(withoutUser?.key == "UNDERSTUDY_SMTP_PASSWORD")
    }

    @Test func authoritiesWithoutTLSAreAMistake() {
        let problem = #expect(throws: SettingsProblem.self) {
            try MailServer(parsing: "mail.local", authorities: "/etc/ssl/own.pem")
        }
        #expect(problem?.key == "UNDERSTUDY_SMTP_CA")
    }

    @Test func aPasswordComesFromAFileWithoutItsLastLineBreak() async throws {
        try await StageCertificate.withFile(" break a leg \r\n") { path in
            let settings = try Settings(environment: [
                "UNDERSTUDY_SMTP": "smtps://ana@mail.example.com", "UNDERSTUDY_SMTP_PASSWORD_FILE": path,
                "UNDERSTUDY_SMTP_CA": "/etc/ssl/own.pem",
            ])
            #expect(settings.smtp?.account?.password == " break a leg ")
            #expect(settings.smtp?.authorities == "/etc/ssl/own.pem")
        }
    }

    @Test(arguments: ["", "\n", "two\nlines"])
    func aFileThatHoldsNoPasswordIsRefused(text: String) async throws {
        try await StageCertificate.withFile(text) { path in
            let problem = #expect(throws: SettingsProblem.self) {
                try MailServer(parsing: "smtps://ana@mail.example.com", passwordFile: path)
            }
            #expect(problem?.key == "UNDERSTUDY_SMTP_PASSWORD_FILE")
        }
    }

    @Test func aPasswordIsGivenOnce() {
        let twice = #expect(throws: SettingsProblem.self) {
            try Settings(environment: [
                "UNDERSTUDY_SMTP": "smtps://ana@mail.example.com", "UNDERSTUDY_SMTP_PASSWORD": "secret",
                "UNDERSTUDY_SMTP_PASSWORD_FILE": "/run/secrets/mail",
            ])
        }
        #expect(twice?.key == "UNDERSTUDY_SMTP_PASSWORD_FILE")
        let missing = #expect(throws: SettingsProblem.self) {
            try MailServer(parsing: "smtps://ana@mail.example.com", passwordFile: "/nowhere/mail")
        }
        #expect(missing?.key == "UNDERSTUDY_SMTP_PASSWORD_FILE")
    }
}
