import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// Bad input gets a 4xx with a clear problem, never a 5xx (DESIGN 7).
struct HostileInputTests {
    static let bodies = [
        "{}", "[]", "null", "0", #"{"name":{}}"#, #"{"a":[[[[]]]]}"#, #"{"version":-9223372036854775808}"#,
        #"{"moments":[null]}"#, #"{"moments":[{"start_ms":-1,"end_ms":9223372036854775807,"title":""}]}"#,
        #"{"moments":[{"start_ms":9223372036854775807,"end_ms":-9223372036854775808,"title":"x"}]}"#,
        #"{"revision":9223372036854775807,"lines":[]}"#,
        #"{"revision":1,"lines":[{"start_ms":9223372036854775807,"end_ms":9223372036854775807,"text":"x"}]}"#,
        #"{"milliseconds":-9223372036854775808}"#, #"{"milliseconds":9223372036854775807}"#,
        #"{"name":"x","scopes":["read"],"days":9223372036854775807}"#,
        #"{"name":"'; DROP TABLE person; --","email":"a@b.c' OR '1'='1","role":"rep"}"#,
        #"{"kind":"stage","label":"x","usual_stages":["..","/etc/passwd"]}"#, #"{"members":["nobody"]}"#,
        #"{"text":"x","start_ms":9223372036854775807,"end_ms":-1}"#, #"{"text":"x","start_ms":9000,"end_ms":1000}"#,
        #"{"text":"x","start_ms":1e300}"#, #"{"text":"x","moves":["charisma","\u0000"]}"#,
        #"{"state":"tried_on","tried_on":"9999-12-31"}"#, #"{"comments":["..",null,{}]}"#,
        #"{"vague_words":["\ud83d\ude00",""]}"#, #"{"quiet_from":-1,"quiet_until":9223372036854775807}"#,
        #"{"silent":["charisma"]}"#,
        #"{"per_week":-9223372036854775808,"terms":[".."]}"#, #"{"days":9223372036854775807}"#,
        #"{"clip":"../../x"}"#, #"{"into":""}"#, #"{"by":0}"#,
        #"{"who_is_heard":"x","how_told":"y","allows":"library","valid_until":"9999-12-31"}"#,
        #"{"who_is_heard":"x","how_told":"y","allows":"library","valid_until":"0000-00-00"}"#,
        #"{"title":"\u202e\u200f\ufeff","tags":["\ud83d\ude00"],"recorded_on":"2026-02-30"}"#,
    ]

    @Test(arguments: bodies)
    func noBodyIsOurFailure(body: String) async throws {
        try await Stage.open { stage in
            for route in stage.web.table.routes where route.body == .json {
                let path = filled(route.path, with: "clip_team")
                let answer = try await stage.ask(.admin, route.method, path, json: body)
                #expect(answer.status < 500, "\(route.method) \(path): \(answer.text)")
            }
        }
    }

    static let parts = [
        "%00", "..", "%2e%2e", ".", "~", "%F0%9F%98%80", "%ff", "'", "%27%20OR%201=1", "-1", "0", "null",
        String(repeating: "a", count: 64), String(repeating: "a", count: 65), String(repeating: "a", count: 4000),
        "clip_team%2f..%2fclip_private", "CLIP_TEAM", "clip_team.", "9223372036854775808",
    ]

    @Test(arguments: parts)
    func noPartOfAPathIsOurFailure(part: String) async throws {
        try await Stage.open { stage in
            for route in stage.web.table.routes where route.path.contains("{") && route.path != "/assets/{version}/**" {
                let path = filled(route.path, with: part)
                let answer = try await stage.ask(
                    .admin, route.method, path, json: route.body == .json ? "{}" : nil,
                    headers: ["Tus-Resumable": "1.0.0"])
                #expect((400..<500).contains(answer.status), "\(route.method) \(path): \(answer.status)")
                #expect(!answer.text.contains(part) || part.count < 5, "\(path) is repeated")
            }
        }
    }

    static let queries = [
        "q=%00", "q=%", "q=%ff", "q=" + String(repeating: "a", count: 5000),
        "q=" + String(repeating: "%20x", count: 900),
        "limit=9223372036854775808", "limit=-1", "limit=1e3", "cursor=x", "cursor=%27", "cursor=AAAA", "stage=..",
        "q=%F0%9F%98%80&q=2", "&&&", "=", "text=%25%5f%5c", "q=*%22%20AND%20NEAR(", "typing=maybe",
        "fields=password_hash",
        "state=%3Cscript%3E", "q=%3Cscript%3Ealert(1)%3C/script%3E",
    ]

    @Test(arguments: queries)
    func noQueryIsOurFailure(query: String) async throws {
        try await Stage.open { stage in
            for route in stage.web.table.routes where route.method == .get && route.path != "/api/v1/events" {
                let path = filled(route.path, with: "clip_team") + "?" + query
                let answer = try await stage.ask(.admin, .get, path)
                #expect(answer.status < 500, "\(path): \(answer.text)")
                // One's own lookups are given back as data; a problem repeats nothing.
                #expect(answer.status < 400 || !answer.text.contains("<script>"))
            }
        }
    }

    @Test(arguments: [
        "WEBVTT", "WEBVTT\n\n99:99:99.999 --> 00:00.000\nx", "WEBVTT\n\n00:01.000 --> 00:00.000\nback", "1\n\n2", "",
        "WEBVTT\n\n999999999999999999:00:00.000 --> 9:00:00.000\nx", String(repeating: "-->\n", count: 5000),
        "WEBVTT\n\n00:00.000 --> 00:01.000\n<script>alert(1)</script><v Ana>hi",
    ])
    func noCaptionsFileIsOurFailure(file: String) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .put, "/api/v1/clips/{team}/captions", headers: ["Content-Type": "text/vtt"], body: file)
            #expect(answer.status < 500)
            let captions = try await stage.ask(.owner, .get, "/api/v1/clips/{team}/captions.vtt")
            #expect(captions.status == 200)
            #expect(!captions.text.contains("<script"))
        }
    }

    private func filled(_ template: String, with part: String) -> String {
        template.split(separator: "/").map { $0.hasPrefix("{") ? part : String($0) }.reduce("") { "\($0)/\($1)" }
    }
}
