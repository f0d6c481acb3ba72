import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// The catalog through the API.
struct ClipsAPITests {
    @Test func editWithAnOldVersionIsRefusedAndNothingIsLost() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{team}", json: #"{"version":1,"title":"Too dear"}"#)
            let answer = try await stage.ask(
                .mgr, .patch, "/api/v1/clips/{team}", json: #"{"version":1,"title":"Overwritten"}"#)
            #expect(answer.status == 409)
            #expect(answer.code == "edited_meanwhile")
            #expect(try await stage.ask(.owner, .get, "/api/v1/clips/{team}").text.contains("Too dear"))
        }
    }

    @Test func nullEmptiesAFieldAndSilenceKeepsIt() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{team}", json: #"{"objection":null,"tags":["list price"]}"#)
            #expect(answer.json?["objection"] == nil)
            #expect(answer.json?["stage"] == .text("st.negotiate"))
            #expect(answer.json?["tags"] == .list([.text("list price")]))
        }
    }

    @Test func everyProblemOfAnEditIsToldAtOnce() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{team}",
                json: #"{"stage":"st.none","language":"?","verify_by":"soon"}"#)
            #expect(answer.status == 422)
            #expect(answer.text.contains("verify_by"))
        }
    }

    @Test func listGoesOnWhereTheCursorPoints() async throws {
        try await Stage.open { stage in
            var seen: [JSONValue] = []
            var address = "/api/v1/clips?limit=2"
            for _ in 0..<10 {
                let page = try #require(try await stage.ask(.owner, .get, address).json)
                guard case .list(let items) = page["items"] else { break }
                #expect(items.count <= 2)
                seen += items.compactMap { $0["id"] }
                guard case .text(let cursor) = page["next_cursor"] else { break }
                address = "/api/v1/clips?limit=2&cursor=\(cursor)"
            }
            #expect(Set(seen).count == seen.count)
            #expect(seen.count == 6)
        }
    }

    @Test(arguments: [
        ("state=draft", 1), ("state=published", 3), ("shelf=mine", 6), ("stage=st.negotiate", 6),
        ("objection=ob.nobody", 0), ("text=private", 1), ("text=ana", 6),
    ])
    func filtersNarrowTheList(filter: String, count: Int) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .get, "/api/v1/clips?\(filter)")
            #expect(answer.json?["total"] == .number(String(count)))
        }
    }

    @Test(arguments: [
        "state=lost", "shelf=top", "limit=0", "limit=201", "limit=x", "stage=%2e%2e", "stage=1'or'1",
    ])
    func nonsenseInAFilterIsToldNotGuessed(filter: String) async throws {
        try await Stage.open { stage in
            try await stage.expect(422, .owner, .get, "/api/v1/clips?\(filter)")
        }
    }

    @Test func publishedClipIsFoundAtOnceAndRetiredOneNoMore() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(.owner, .put, "/api/v1/clips/{draft}/publication")
            #expect(try await stage.ask(.mate, .get, "/api/v1/lookup?q=expensive").text.contains("clip_draft"))
            _ = try await stage.ask(.owner, .delete, "/api/v1/clips/{draft}/publication")
            let found = try await stage.ask(.mate, .get, "/api/v1/lookup?q=expensive")
            #expect(!found.text.contains("clip_draft"))
        }
    }

    @Test func positionIsWhereTheClipGoesOn() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(.mate, .put, "/api/v1/clips/{team}/position", json: #"{"milliseconds":4000}"#)
            let shown = try await stage.ask(.mate, .get, "/api/v1/clips/{team}")
            let points = try await stage.ask(.mate, .get, "/api/v1/me/continue")
            #expect(points.text.contains("clip_team"))
            #expect(shown.json?["resume_ms"] == .number("4000"))
            #expect(try await stage.ask(.performer, .get, "/api/v1/clips/{team}").json?["resume_ms"] == nil)
        }
    }

    @Test func savedTranscriptIsANewRevisionAndTheOldOneStays() async throws {
        try await Stage.open { stage in
            let lines = #"{"revision":1,"lines":[{"start_ms":0,"end_ms":900,"text":"Compared to what?"}]}"#
            let saved = try await stage.ask(.owner, .put, "/api/v1/clips/{team}/transcript", json: lines)
            #expect(saved.json?["revision"] == .number("2"))
            let again = try await stage.ask(.owner, .put, "/api/v1/clips/{team}/transcript", json: lines)
            #expect(again.status == 409)
            let old = try await stage.ask(.owner, .get, "/api/v1/clips/{team}/transcript/history/1")
            #expect(old.text.contains("too expensive compared to Acme"))
        }
    }

    @Test func captionsComeAsTextThatNothingCanRun() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .get, "/api/v1/clips/{team}/captions.vtt")
            #expect(answer.text.hasPrefix("WEBVTT"))
            #expect(answer.header("Content-Type") == "text/vtt; charset=utf-8")
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            #expect(answer.header("Content-Security-Policy")?.contains("sandbox") == true)
        }
    }

    @Test func captionsInAnotherTypeAreRefused() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .put, "/api/v1/clips/{team}/captions", headers: ["Content-Type": "text/html"], body: "WEBVTT")
            #expect(answer.status == 415)
        }
    }

    @Test func lookupSaysWhereWhyAndWhoSpeaks() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.mate, .get, "/api/v1/lookup?q=too+expensive+compared+to+acme")
            guard case .list(let results) = answer.json?["results"], let first = results.first else {
                return #expect(Bool(false), "\(answer.text)")
            }
            #expect(first["speaker"] == .text("Ana Duarte"))
            #expect(first["clip"]?["media_url"] != nil)
            #expect(first["why"] != nil)
            #expect(answer.text.contains(#""marked":true"#))
            #expect(answer.json?["id"] != nil)
        }
    }

    @Test func lookupWhileTypingIsNotWrittenDown() async throws {
        try await Stage.open { stage in
            let typing = try await stage.ask(.mate, .get, "/api/v1/lookup?q=too+exp&typing=1")
            #expect(typing.json?["id"] == nil)
        }
    }

    @Test func playedAnswerOfAnOwnLookupIsNoted() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.mate, .get, "/api/v1/lookup?q=too+expensive")
            guard case .text(let id) = answer.json?["id"] else { return #expect(Bool(false), "no id") }
            let path = "/api/v1/lookup/\(id)/played"
            try await stage.expect(204, .mate, .post, path, json: #"{"clip":"{team}"}"#)
            try await stage.expect(404, .performer, .post, path, json: #"{"clip":"{team}"}"#)
        }
    }

    @Test(arguments: ["x.html", "v.mp4.html", "..", "v.mp4%00.html", "original", "V.MP4"])
    func mediaIsAskedForByOurNamesOnly(name: String) async throws {
        try await Stage.open { stage in
            try await stage.expect(404, .owner, .get, "/media/{team}/\(name)")
        }
    }

    @Test func originalComesAsAnAttachment() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .get, "/api/v1/clips/{team}/original")
            #expect(answer.header("Content-Disposition")?.hasPrefix("attachment") == true)
            #expect(answer.header("Content-Type") == "application/octet-stream")
        }
    }
}
