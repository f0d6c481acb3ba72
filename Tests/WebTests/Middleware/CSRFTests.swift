import Domain
import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import Web

/// What a foreign page cannot make a browser do (CS-1 to CS-5).
struct CSRFTests {
    /// Headers beside the session cookie, and what becomes of a change.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let headers: [String: String]
        let status: Int

        init(_ name: String, _ headers: [String: String], _ status: Int) {
            self.name = name
            self.headers = headers
            self.status = status
        }

        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case("own origin and token", [:], 200),
        Case("the token as a page masks it", ["X-CSRF-Token": masked(token(of: "session_owner"), 0xab)], 200),
        Case("the token behind another mask", ["X-CSRF-Token": masked(token(of: "session_owner"), 0x01)], 200),
        Case("another session's token, masked", ["X-CSRF-Token": masked(token(of: "session_mate"), 0xab)], 403),
        Case("a mask and nothing behind it", ["X-CSRF-Token": String(repeating: "ab", count: 64)], 403),
        Case("no hexadecimal digits", ["X-CSRF-Token": String(repeating: "zz", count: 64)], 403),
        Case("no token", ["X-CSRF-Token": ""], 403),
        Case("wrong token", ["X-CSRF-Token": String(repeating: "0", count: 64)], 403),
        Case("another session's token", ["X-CSRF-Token": token(of: "session_mate")], 403),
        Case("token cut short", ["X-CSRF-Token": String(token(of: "session_owner").dropLast())], 403),
        Case("foreign origin", ["Origin": "https://evil.example"], 403),
        Case("null origin", ["Origin": "null"], 403),
        Case("another port", ["Origin": "http://localhost:81"], 403),
        Case("another scheme", ["Origin": "https://localhost"], 403),
        Case("origin that begins like ours", ["Origin": "http://localhost.evil.example"], 403),
        Case("no origin, same origin by fetch metadata", ["Origin": "", "Sec-Fetch-Site": "same-origin"], 200),
        Case("no origin, same site only", ["Origin": "", "Sec-Fetch-Site": "same-site"], 403),
        Case("no origin, cross site", ["Origin": "", "Sec-Fetch-Site": "cross-site"], 403),
        Case("no origin, typed in", ["Origin": "", "Sec-Fetch-Site": "none"], 403),
        Case("neither origin nor metadata", ["Origin": ""], 403),
        Case(
            "foreign origin in spite of metadata", ["Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"],
            403),
    ]

    @Test(arguments: cases)
    func changeWithACookieNeedsOriginAndToken(example: Case) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/me", json: #"{"name":"Ana"}"#, headers: example.headers)
            #expect(answer.status == example.status)
            #expect(answer.code == (example.status == 403 ? "csrf" : nil))
        }
    }

    @Test func readingNeedsNeither() async throws {
        try await Stage.open { stage in
            let headers = ["Origin": "https://evil.example", "X-CSRF-Token": ""]
            try await stage.expect(200, .owner, .get, "/api/v1/me", headers: headers)
        }
    }

    @Test func tokenOfAProgramNeedsNeither() async throws {
        try await Stage.open { stage in
            let made = try await stage.ask(
                .owner, .post, "/api/v1/tokens", json: #"{"name":"script","scopes":["write"]}"#)
            guard case .text(let token) = made.json?["token"] else { return #expect(Bool(false), "no token") }
            let answer = try await stage.ask(
                .anon, .patch, "/api/v1/me", json: #"{"name":"Ana"}"#,
                headers: ["Authorization": "Bearer \(token)", "Origin": "https://elsewhere.example"])
            #expect(answer.status == 200)
        }
    }

    @Test func tokenAndCookieOfDifferentPeopleAreRefused() async throws {
        try await Stage.open { stage in
            let headers = ["Cookie": "sid=\(Stage.secret(.mate))"]
            try await stage.expect(400, .api, .get, "/api/v1/me", headers: headers)
            let own = ["Cookie": "sid=\(Stage.secret(.owner))"]
            try await stage.expect(200, .api, .get, "/api/v1/me", headers: own)
        }
    }

    @Test func signingInFromAPageNeedsThePreSessionToken() async throws {
        try await Stage.open { stage in
            let body = #"{"email":"owner@example.com","password":"the curtain rises at nine"}"#
            let start = try await stage.ask(.anon, .get, "/api/v1/session")
            guard case .text(let token) = start.json?["csrf_token"], let pre = start.cookie("pre") else {
                return #expect(Bool(false), "\(start.text)")
            }
            let browser = ["Cookie": "pre=\(pre)", "Origin": "http://localhost"]
            let without = try await stage.ask(.anon, .post, "/api/v1/session", json: body, headers: browser)
            #expect(without.status == 403)
            let other = browser.merging(["X-CSRF-Token": token, "Cookie": "pre=\(String(repeating: "a", count: 64))"]) {
                $1
            }
            try await stage.expect(403, .anon, .post, "/api/v1/session", json: body, headers: other)
            let with = browser.merging(["X-CSRF-Token": token]) { $1 }
            try await stage.expect(201, .anon, .post, "/api/v1/session", json: body, headers: with)
        }
    }

    @Test func programWithoutAnythingOfABrowserSignsInByJSON() async throws {
        try await Stage.open { stage in
            let body = #"{"email":"owner@example.com","password":"the curtain rises at nine"}"#
            try await stage.expect(201, .anon, .post, "/api/v1/session", json: body)
            let foreign = ["Origin": "https://evil.example"]
            try await stage.expect(403, .anon, .post, "/api/v1/session", json: body, headers: foreign)
        }
    }

    @Test func formOfAPageCarriesItsToken() async throws {
        let page = Route.post(
            "/things", .page { _, _ in .seeOther("/") }, body: .form, about: .page)
        try await Stage.open(pages: [page]) { stage in
            let form = ["Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": ""]
            let good = try await stage.ask(
                .owner, .post, "/things", headers: form, body: "_csrf=\(Self.token(of: "session_owner"))&a=1")
            #expect(good.status == 303)
            try await stage.expect(403, .owner, .post, "/things", headers: form, body: "a=1")
            let twice = "_csrf=x&_csrf=\(Self.token(of: "session_owner"))"
            try await stage.expect(403, .owner, .post, "/things", headers: form, body: twice)
        }
    }

    /// The token behind a mask of one byte repeated.
    private static func masked(_ token: String, _ byte: UInt8) -> String {
        let world = World(
            now: { Instant(milliseconds: 0) }, uptimeSeconds: { 0 },
            randomBytes: { Array(repeating: byte, count: $0) })
        return CSRF.masked(token, world)
    }

    private static func token(of session: String) -> String {
        CSRF(key: Array(repeating: 9, count: 32), publicOrigin: nil).token(for: ID(session))
    }
}
