import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// What the edit page sends and asks for.
struct ClipEditingTests {
    @Test func oneEditSetsMomentsAndNoticeTogetherWithTheRest() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{team}",
                json: """
                    {"version":1,"title":"Too dear","visibility":"private",
                     "moments":[{"start_ms":1000,"end_ms":6250,"title":"Compared to Acme"}],
                     "notice":{"who_is_heard":"Ana","how_told":"By mail","allows":"team"}}
                    """)
            #expect(answer.status == 200)
            #expect(answer.json?["version"] == .number("2"))
            #expect(answer.json?["visibility"] == .text("private"))
            let shown = try await stage.ask(.owner, .get, "/api/v1/clips/{team}").text
            #expect(shown.contains("\"end_ms\":6250"))
            #expect(try await stage.ask(.owner, .get, "/api/v1/clips/{team}/notice").text.contains("By mail"))
        }
    }

    @Test func editOfWhichOnePartIsWrongChangesNothing() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{team}",
                json: #"{"title":"Too dear","moments":[{"start_ms":9000,"end_ms":1000,"title":"Backwards"}]}"#)
            #expect(answer.status == 422)
            #expect(answer.text.contains("moments_1"))
            #expect(try await !stage.ask(.owner, .get, "/api/v1/clips/{team}").text.contains("Too dear"))
        }
    }

    @Test(arguments: [
        (#"{"notice":{"who_is_heard":"","how_told":"Asked","allows":"team"}}"#, 422, "notice.who_is_heard"),
        (#"{"notice":{"who_is_heard":"Ana","how_told":"Asked"}}"#, 422, "notice.allows"),
        (
            #"{"notice":{"who_is_heard":"Ana","how_told":"Asked","allows":"team","withdrawn_at":1}}"#, 422,
            "unknown_field"
        ),
        (#"{"notice":"Ana"}"#, 422, "An object was expected here."),
    ])
    func problemsOfANoticeNameItsFields(json: String, status: Int, words: String) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .patch, "/api/v1/clips/{team}", json: json)
            #expect(answer.status == status)
            #expect(answer.text.contains(words), "\(answer.text)")
        }
    }

    @Test func noticeOfAPublishedClipCannotShrinkBelowItsAudience() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{library}",
                json: #"{"notice":{"who_is_heard":"Ana","how_told":"Asked","allows":"private"}}"#)
            #expect(answer.status == 409)
            #expect(answer.code == "consent_missing")
        }
    }

    @Test func setMomentsCountAsAChangeOfTheClip() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(
                .mgr, .put, "/api/v1/clips/{team}/moments",
                json: #"{"moments":[{"start_ms":0,"end_ms":900,"title":"Too dear"}]}"#)
            let answer = try await stage.ask(
                .owner, .patch, "/api/v1/clips/{team}", json: #"{"version":1,"moments":[]}"#)
            #expect(answer.code == "edited_meanwhile")
        }
    }

    @Test func objectionIsGuessedFromWhatIsSaid() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .get, "/api/v1/clips/{draft}/suggestions")
            let objection = try #require(answer.json?["objection"])
            #expect(objection["term"] == .text("ob.price"))
            #expect(objection["start_ms"] == .number("1000"))
            guard case .list(let titles) = answer.json?["titles"] else { throw Problem.notFound }
            #expect(titles.map { $0["source"] } == [.text("said"), .text("file")])
            #expect(titles.last?["text"] == .text("Call"))
        }
    }

    @Test func earlierVersionOfTheTranscriptComesBackAsTheNewest() async throws {
        try await Stage.open { stage in
            let path = "/api/v1/clips/{team}/transcript"
            _ = try await stage.ask(
                .owner, .put, path, json: #"{"revision":1,"lines":[{"start_ms":0,"end_ms":900,"text":"Hello"}]}"#)
            let stale = try await stage.ask(.owner, .post, "\(path)/history/1/restore", json: #"{"revision":1}"#)
            #expect(stale.code == "edited_meanwhile")
            let answer = try await stage.ask(.owner, .post, "\(path)/history/1/restore", json: #"{"revision":2}"#)
            #expect(answer.json?["revision"] == .number("3"))
            #expect(answer.json?["source"] == .text("machine"))
            #expect(answer.text.contains("compared to Acme"))
            try await stage.expect(404, .owner, .post, "\(path)/history/9/restore", json: #"{"revision":3}"#)
        }
    }
}
