import Domain
import Foundation
import HTTPTypes
import Services
import Testing

@testable import Web

/// What an open page hears (server-sent events).
@Suite(.timeLimit(.minutes(1)))
struct EventsTests {
    @Test func pageHearsOfWhatItsPersonMaySeeAndOfNothingElse() async throws {
        try await Stage.open { stage in
            let heard = try await listen(stage, as: .mate)
            #expect(heard.header("Content-Type") == "text/event-stream; charset=utf-8")
            #expect(heard.text.contains("event: clip\ndata: {"))
            #expect(heard.text.contains("clip_team"))
            #expect(!heard.text.contains("clip_private"))
        }
    }

    @Test func anotherTeamHearsNothing() async throws {
        try await Stage.open { stage in
            let heard = try await listen(stage, as: .rep)
            #expect(!heard.text.contains("data:"))
        }
    }

    @Test func askingForTheHeadEndsAtOnce() async throws {
        try await Stage.open { stage in
            try await stage.expect(200, .mate, .head, "/api/v1/events")
            try await stage.expect(401, .anon, .get, "/api/v1/events")
        }
    }

    /// Listens until something was said and the feed ended.
    private func listen(_ stage: Stage, as visitor: Visitor) async throws -> Answer {
        let owner = ID<Person>(stage.ids["owner"] ?? "")
        let team = ID<Team>(stage.ids["A"] ?? "")
        let live = stage.services.live
        async let heard = stage.ask(visitor, .get, "/api/v1/events")
        while await live.listeners == 0 { await Task.yield() }
        for (clip, visibility) in [("clip_private", Visibility.private), ("clip_team", .team)] {
            await live.publish(
                LiveEvent(name: "clip", clip: ID(clip), what: "published"),
                about: ClipAccess(owner: owner, team: team, state: .published, visibility: visibility))
        }
        await live.finish()
        return try await heard
    }
}
