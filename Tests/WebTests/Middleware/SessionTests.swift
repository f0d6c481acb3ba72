import Domain
import Foundation
import HTTPTypes
import Rehearsal
import Services
import Testing

@testable import Web

/// Cookies, sessions, the token in an address, and the key of this machine (SE, TK-1).
struct SessionTests {
    private let signIn = #"{"email":"owner@example.com","password":"the curtain rises at nine"}"#

    @Test func sessionCookieOverHTTPSIsBoundToTheHost() async throws {
        try await Stage.open(publicURL: "https://understudy.example.com") { stage in
            let answer = try await stage.ask(.anon, .post, "/api/v1/session", json: signIn)
            let cookie = answer.headers("Set-Cookie").first { $0.hasPrefix("__Host-sid=") }
            #expect(cookie?.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Lax") == true)
            #expect(answer.header("Strict-Transport-Security") == "max-age=31536000; includeSubDomains")
        }
    }

    @Test func sessionCookieOnLoopbackHasAPlainName() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.anon, .post, "/api/v1/session", json: signIn)
            let cookie = answer.headers("Set-Cookie").first { $0.hasPrefix("sid=") }
            #expect(cookie?.hasSuffix("; Path=/; HttpOnly; SameSite=Lax") == true)
            #expect(answer.header("Strict-Transport-Security") == nil)
            let secret = try #require(answer.cookie("sid"))
            let me = try await stage.ask(.anon, .get, "/api/v1/me", headers: ["Cookie": "sid=\(secret)"])
            #expect(me.json?["email"] == .text("owner@example.com"))
        }
    }

    @Test func secretIsNotInTheBody() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.anon, .post, "/api/v1/session", json: signIn)
            let secret = try #require(answer.cookie("sid"))
            #expect(!answer.text.contains(secret))
        }
    }

    @Test(arguments: [
        "", "sid=", "sid=x", "sid=\(String(repeating: "a", count: 64))", "sid=\(String(repeating: "a", count: 5000))",
        "sid", "=", ";;;", "other=1; sid=%00",
    ])
    func cookieThatMeansNothingIsNobody(cookie: String) async throws {
        try await Stage.open { stage in
            try await stage.expect(401, .anon, .get, "/api/v1/me", headers: ["Cookie": cookie])
        }
    }

    @Test func signingOutEndsTheSessionAndClearsTheBrowser() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .delete, "/api/v1/session")
            #expect(answer.status == 204)
            #expect(answer.header("Clear-Site-Data") == "\"cookies\", \"storage\"")
            try await stage.expect(401, .owner, .get, "/api/v1/me")
        }
    }

    @Test func wrongPasswordAndUnknownAddressAreAnsweredAlike() async throws {
        try await Stage.open { stage in
            let wrong = try await stage.ask(
                .anon, .post, "/api/v1/session", json: #"{"email":"owner@example.com","password":"wrong password"}"#)
            let unknown = try await stage.ask(
                .anon, .post, "/api/v1/session", json: #"{"email":"nobody@example.com","password":"wrong password"}"#)
            #expect(wrong.status == 401)
            #expect(unknown.status == 401)
            #expect(wrong.code == unknown.code)
            #expect(wrong.json?["title"] == unknown.json?["title"])
        }
    }

    @Test func sixthWrongPasswordHasToWaitAndTheWaitEnds() async throws {
        try await Stage.open { stage in
            let wrong = #"{"email":"owner@example.com","password":"wrong password"}"#
            for _ in 0..<5 { _ = try await stage.ask(.anon, .post, "/api/v1/session", json: wrong) }
            let refused = try await stage.ask(.anon, .post, "/api/v1/session", json: signIn)
            #expect(refused.status == 429)
            #expect(refused.header("Retry-After") == "30")
            stage.world.advance(seconds: 31)
            try await stage.expect(201, .anon, .post, "/api/v1/session", json: signIn)
        }
    }

    @Test(arguments: [
        "Bearer", "Bearer x", "Bearer und_token_x", "Basic b3duZXI6cGFzcw==", "bearer und_", "Bearer und__", "Nonsense",
    ])
    func credentialsThatMeanNothingAreSaidSo(value: String) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.anon, .get, "/api/v1/me", headers: ["Authorization": value])
            #expect(answer.status == 401)
            #expect(answer.header("WWW-Authenticate") == "Bearer error=\"invalid_token\"")
        }
    }

    @Test func tokenInAnAddressIsRefusedAndRevoked() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.anon, .get, "/api/v1/clips?access_token=\(stage.tokenText)")
            #expect(answer.status == 400)
            #expect(answer.code == "token_in_address")
            try await stage.expect(401, .api, .get, "/api/v1/me")
        }
    }

    @Test func keyOfTheMachineWorksFromTheMachineOnly() async throws {
        try await Stage.open { stage in
            let key = ["Authorization": "Operator \(Stage.operatorKey)"]
            let here = key.merging(["understudy-client": "127.0.0.1"]) { $1 }
            try await stage.expect(200, .anon, .get, "/api/v1/admin/jobs", headers: here)
            let there = key.merging(["understudy-client": "192.0.2.7"]) { $1 }
            try await stage.expect(401, .anon, .get, "/api/v1/admin/jobs", headers: there)
            try await stage.expect(401, .anon, .get, "/api/v1/admin/jobs", headers: key)
            let wrong = [
                "Authorization": "Operator \(Stage.operatorKey.dropLast())x", "understudy-client": "127.0.0.1",
            ]
            try await stage.expect(401, .anon, .get, "/api/v1/admin/jobs", headers: wrong)
        }
    }

    @Test func keyOfTheMachineActsForSomeone() async throws {
        try await Stage.open { stage in
            let mate = [
                "Authorization": "Operator \(Stage.operatorKey)", "understudy-client": "127.0.0.1",
                "X-Understudy-As": "mate@example.com",
            ]
            #expect(
                try await stage.ask(.anon, .get, "/api/v1/me", headers: mate).json?["email"]
                    == .text("mate@example.com"))
            try await stage.expect(403, .anon, .get, "/api/v1/admin/jobs", headers: mate)
            let nobody = mate.merging(["X-Understudy-As": "nobody@example.com"]) { $1 }
            try await stage.expect(422, .anon, .get, "/api/v1/me", headers: nobody)
        }
    }

    @Test func graveChangesAskForThePasswordOnceMore() async throws {
        try await Stage.open { stage in
            let role = #"{"role":"performer"}"#
            stage.world.advance(seconds: 660)
            let refused = try await stage.ask(.admin, .patch, "/api/v1/people/{mate}/role", json: role)
            #expect(refused.code == "reauth_required")
            let confirmed = try await stage.ask(
                .admin, .post, "/api/v1/session/confirmation", json: #"{"password":"the curtain rises at nine"}"#)
            let secret = try #require(confirmed.cookie("sid"))
            #expect(secret != Stage.secret(.admin))
            try await stage.expect(
                200, .admin, .patch, "/api/v1/people/{mate}/role", json: role, headers: ["Cookie": "sid=\(secret)"])
            try await stage.expect(401, .admin, .get, "/api/v1/me")
        }
    }

    @Test func firstAccountIsMadeOnceWithThePrintedToken() async throws {
        try await Stage.open(empty: true) { stage in
            let token = try await stage.services.sessions.makeSetUpToken()
            func body(_ token: String) -> String {
                #"{"token":"\#(token)","organisation":"North","name":"Ana","email":"ana@example.com","password":"the curtain rises at nine"}"#
            }
            #expect(try await stage.ask(.anon, .get, "/api/v1/session").json?["set_up_needed"] == .boolean(true))
            try await stage.expect(404, .anon, .post, "/api/v1/set-up", json: body("wrong"))
            try await stage.expect(201, .anon, .post, "/api/v1/set-up", json: body(token))
            try await stage.expect(404, .anon, .post, "/api/v1/set-up", json: body(token))
        }
    }

    @Test(.inEnglish) func browserIsNamedWellEnoughToKnowItAgain() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        #expect(BrowserName(agent).label == "Firefox on Linux")
        #expect(BrowserName("").label == "Unknown device")
        #expect(BrowserName("curl/8.0").label == "A program")
    }
}
