import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Web

/// What every answer carries, and how problems look to programs and to people.
struct AnswerTests {
    private let pages: [Route] = [
        .get("/clips", .page { _, caller in .html("<p>\(caller.person.name)</p>") }, about: .page),
        .get("/admin", .adminPage { _, _ in .html("<p>admin</p>") }, about: .page),
        .get("/broken", .page { _, _ in throw Broken() }, about: .page),
        .get("/api/v1/broken", .open { _ in throw Broken() }, about: About("Broken", tag: "tests")),
    ]

    private struct Broken: Error, CustomStringConvertible {
        let description = "a secret of the inside"
    }

    @Test func pageMayRunOurScriptsAndNothingElse() async throws {
        try await Stage.open(pages: pages) { stage in
            let answer = try await stage.ask(.owner, .get, "/clips")
            let policy = answer.header("Content-Security-Policy") ?? ""
            #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
            #expect(policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(answer.header("Cache-Control") == "private, no-store")
        }
    }

    @Test(arguments: ["/api/v1/me", "/media/{team}/v.mp4", "/api/v1/nothing", "/healthz", "/api/openapi.json"])
    func dataMayDoNothing(path: String) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .get, path)
            #expect(answer.header("Content-Security-Policy") == "default-src 'none'; sandbox; frame-ancestors 'none'")
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            #expect(answer.header("Cross-Origin-Opener-Policy") == "same-origin")
            #expect(answer.header("Cross-Origin-Resource-Policy") == "same-origin")
            #expect(answer.header("Permissions-Policy")?.contains("geolocation=()") == true)
            #expect(answer.header("Referrer-Policy") == (path.hasPrefix("/media") ? "no-referrer" : "same-origin"))
            #expect(answer.header("Access-Control-Allow-Origin") == nil)
            #expect(answer.header("Server") == nil)
        }
    }

    @Test func mediaMayBeKeptButIsAskedForEachTime() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .get, "/media/{team}/v.mp4")
            #expect(answer.header("Cache-Control") == "private, max-age=0, must-revalidate")
            let tag = try #require(answer.header("ETag"))
            let again = try await stage.ask(.owner, .get, "/media/{team}/v.mp4", headers: ["If-None-Match": tag])
            #expect(again.status == 304)
            try await stage.expect(404, .rep, .get, "/media/{team}/v.mp4", headers: ["If-None-Match": tag])
        }
    }

    @Test func assetOfThisVersionIsKeptForEver() async throws {
        try await Stage.open { stage in
            let version = try Stage.assets.get().version
            let answer = try await stage.ask(.anon, .get, "/assets/\(version)/tokens.css")
            #expect(answer.status == 200)
            #expect(answer.header("Cache-Control") == "public, max-age=31536000, immutable")
            #expect(answer.header("Content-Type") == "text/css; charset=utf-8")
            #expect(try await stage.ask(.anon, .get, "/assets/old/tokens.css").header("Cache-Control") == "no-store")
            try await stage.expect(404, .anon, .get, "/assets/\(version)/../secret")
        }
    }

    @Test func pageWithoutASessionLeadsToSignIn() async throws {
        try await Stage.open(pages: pages) { stage in
            let answer = try await stage.ask(.anon, .get, "/clips?stage=st.negotiate&q=a%20b")
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/login?next=/clips%3Fstage%3Dst.negotiate%26q%3Da%2520b")
            try await stage.expect(303, .api, .get, "/clips")
        }
    }

    @Test func adminPageIsForAdmins() async throws {
        try await Stage.open(pages: pages) { stage in
            try await stage.expect(303, .anon, .get, "/admin")
            try await stage.expect(403, .mgr, .get, "/admin")
            try await stage.expect(200, .admin, .get, "/admin")
        }
    }

    @Test(arguments: ["/broken", "/api/v1/broken"])
    func ownFailureTellsNothingButItsNumber(path: String) async throws {
        try await Stage.open(pages: pages) { stage in
            let answer = try await stage.ask(.owner, .get, path)
            #expect(answer.status == 500)
            #expect(!answer.text.contains("secret"))
            #expect(!answer.text.contains("Broken"))
            if path.hasPrefix("/api") { #expect(answer.text.contains("\"request_id\":\"req_")) }
        }
    }

    @Test func unknownAddressIsADocumentForProgramsAndAPageForPeople() async throws {
        try await Stage.open { stage in
            #expect(
                try await stage.ask(.anon, .get, "/api/v1/nothing").header("Content-Type") == "application/problem+json"
            )
            #expect(try await stage.ask(.anon, .get, "/nothing").header("Content-Type") == "text/html; charset=utf-8")
            let json = try await stage.ask(.anon, .get, "/nothing", headers: ["Accept": "application/json"])
            #expect(json.header("Content-Type") == "application/problem+json")
            #expect(json.status == 404)
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.delete, "/api/v1/clips", "GET, HEAD"), (.put, "/healthz", "GET, HEAD"),
        (.get, "/api/v1/clips/{team}/purge", "POST"), (.post, "/api/v1/uploads/{upload}", "DELETE, HEAD, PATCH"),
        (.options, "/api/v1/me", "GET, HEAD, PATCH"),
    ])
    func knownAddressWithAnotherMethodSaysWhichItTakes(
        method: HTTPRequest.Method, path: String, allow: String
    ) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.anon, method, path)
            #expect(answer.status == 405)
            #expect(answer.header("Allow") == allow)
        }
    }

    @Test func headIsAnsweredLikeGetWithoutItsBody() async throws {
        try await Stage.open { stage in
            let get = try await stage.ask(.owner, .get, "/api/v1/me")
            let head = try await stage.ask(.owner, .head, "/api/v1/me")
            #expect(head.status == 200)
            #expect(head.text.isEmpty)
            #expect(head.header("Content-Length") == get.header("Content-Length"))
        }
    }

    @Test(arguments: [
        ("/clips?a=1", "/clips?a=1"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"),
        ("clips", "/"), ("", "/"), ("/a b", "/"), ("/a\r\nSet-Cookie: x=1", "/"), ("javascript:alert(1)", "/"),
        ("/é", "/é"),
    ])
    func nextIsAPlaceOfOurOwn(text: String, place: String) {
        #expect(NextAddress.checked(text) == place)
    }

    @Test(arguments: [
        ("a=1&b=%C3%A9+x", "é x"), ("b=&b=2", ""), ("b", ""), ("b=a%3Db%26", "a=b&"), ("&&b=1&&", "1"),
    ])
    func formIsReadAsBrowsersWriteIt(text: String, value: String) throws {
        #expect(try Form.parse(Array(text.utf8)).text("b") == value)
    }

    @Test(arguments: ["b=%", "b=%4", "b=%zz", "b=%ff", "b=%00", "b=%C3"])
    func formThatCannotBeReadIsRefused(text: String) {
        #expect(throws: (any Error).self) { try Form.parse(Array(text.utf8)) }
    }

    @Test func formOfTenThousandAndOneFieldsIsRefused() {
        let text = Array(repeating: "a=1", count: 10_001).joined(separator: "&")
        #expect(throws: (any Error).self) { try Form.parse(Array(text.utf8)) }
    }

    /// The worker that keeps packs may fetch what is ours, and rules over packs only.
    @Test func workerOfPacksMayFetchAndNothingElse() async throws {
        try await Stage.open(speaking: English.languages) { stage in
            let answer = try await stage.ask(.mate, .get, "/pack/worker.js")
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type")?.hasPrefix("text/javascript") == true)
            #expect(answer.header("Service-Worker-Allowed") == "/pack")
            let policy = answer.header("Content-Security-Policy") ?? ""
            #expect(policy.contains("default-src 'none'; connect-src 'self'"))
            #expect(!policy.contains("sandbox"))
            #expect(try await stage.ask(.anon, .get, "/pack/worker.js").status != 200)
        }
    }
}
