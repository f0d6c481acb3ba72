import Domain
import HTTPTypes
import Testing

@testable import Web

/// What others answer to the same objection, through the API and for the page.
struct RelatedTests {
    private static let bo = #"{"speakers":[{"name":"Bo Lind"}]}"#

    @Test func somebodyElsesAnswerIsShownWithWhereItBegins() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(.owner, .patch, "/api/v1/clips/{library}", json: Self.bo)
            _ = try await stage.ask(
                .owner, .put, "/api/v1/clips/{library}/moments",
                json: #"{"moments":[{"start_ms":6500,"end_ms":12000,"title":"Compared to what?"}]}"#)
            let first = try await items(stage, .mate, "{team}").first
            #expect(first?["title"] == .text("Compared to what?"))
            #expect(first?["speaker"] == .text("Bo Lind"))
            #expect(first?["start_ms"] == .number("6500"))
            #expect(first?["end_ms"] == .number("12000"))
            #expect(first?["objection"]?["label"] == .text("Price"))
            #expect(first?["clip"]?["id"] == .text("clip_library"))
        }
    }

    @Test func ownVoiceIsNotRelated() async throws {
        try await Stage.open { stage in
            let found = try await items(stage, .owner, "{team}")
            #expect(found.isEmpty)
        }
    }

    @Test func relatedMomentsAreThoseOneMaySee() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(.owner, .patch, "/api/v1/clips/{private}", json: Self.bo)
            #expect(try await clips(stage, .owner, "{library}") == [.text("clip_private")])
            #expect(try await clips(stage, .mate, "{library}") == [])
            #expect(try await clips(stage, .rep, "{library}") == [])
        }
    }

    @Test func retiredAnswerIsNotOfferedAnyMore() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(.owner, .patch, "/api/v1/clips/{library}", json: Self.bo)
            #expect(try await clips(stage, .mate, "{team}") == [.text("clip_library")])
            _ = try await stage.ask(.owner, .delete, "/api/v1/clips/{library}/publication")
            #expect(try await clips(stage, .mate, "{team}") == [])
        }
    }

    @Test(arguments: ["limit=0", "limit=25", "limit=x"])
    func nonsenseLimitIsToldNotGuessed(query: String) async throws {
        try await Stage.open { stage in
            try await stage.expect(422, .owner, .get, "/api/v1/clips/{team}/related?\(query)")
        }
    }

    private func items(_ stage: Stage, _ visitor: Visitor, _ clip: String) async throws -> [JSONValue] {
        let answer = try await stage.ask(visitor, .get, "/api/v1/clips/\(clip)/related")
        #expect(answer.status == 200)
        guard case .list(let items) = answer.json?["items"] else { return [] }
        return items
    }

    private func clips(_ stage: Stage, _ visitor: Visitor, _ clip: String) async throws -> [JSONValue] {
        try await items(stage, visitor, clip).compactMap { $0["clip"]?["id"] }
    }
}
