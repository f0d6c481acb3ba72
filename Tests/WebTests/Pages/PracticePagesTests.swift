import Database
import Domain
import HTTPTypes
import Services
import Store
import Testing

@testable import Web

/// The pages of practice for those who see a part of it only.
struct PracticePagesTests {
    private static let form = ["Content-Type": "application/x-www-form-urlencoded"]

    /// The owner's first take, and somebody of another team who is asked by name to look at another one of theirs.
    private static func askElsewhere(_ stage: Stage) async throws -> ID<Take> {
        let owner = try await actor(.owner, stage)
        let takes = stage.services.takes
        let written = try await takes.write("Hm.", for: ID(stage.ids["brief"] ?? ""), by: owner)
        _ = try await takes.submit(written.take.id, .none, to: ID(stage.ids["rep"] ?? ""), by: owner)
        return written.take.id
    }

    private static func actor(_ visitor: Visitor, _ stage: Stage) async throws -> Actor {
        let found = try await stage.services.sessions.operatorActor(as: visitor.email)
        return Actor(person: found.person, teams: found.teams)
    }

    @Test func whoIsAskedFromAnotherTeamSeesTheTakeWithoutAWayToItsBrief() async throws {
        try await Stage.open(speaking: English.languages, practising: true) { stage in
            let take = try await Self.askElsewhere(stage)
            let page = try await stage.ask(.rep, .get, "/takes/\(take)")
            #expect(page.status == 200)
            #expect(!page.text.contains("href=\"/briefs/"))
            try await stage.expect(404, .rep, .get, "/briefs/{brief}")
            let own = try await stage.ask(.owner, .get, "/takes/\(take)")
            #expect(own.text.contains("href=\"\(stage.path("/briefs/{brief}"))/record?again=\(take)\""))
            #expect(own.text.contains("/takes/\(take)/beside"))
        }
    }

    @Test func theMakerKeepsTheirTakeWhenItsBriefGoesBackToItsWriters() async throws {
        try await Stage.open(speaking: English.languages, practising: true) { stage in
            let performer = try await Self.actor(.performer, stage)
            _ = try await stage.services.briefs.setState(.draft, of: ID(stage.ids["brief"] ?? ""), by: performer)
            let page = try await stage.ask(.owner, .get, "/takes/{take}")
            #expect(page.status == 200)
            #expect(!page.text.contains("/record?again="))
            let gone = try await stage.ask(.owner, .post, "/takes/{take}/delete", headers: Self.form, body: "")
            #expect(gone.status == 303)
            #expect(gone.header("Location") == "/practice")
        }
    }

    @Test func onlyATakeOfOnesOwnForThisBriefIsDoneAgain() async throws {
        try await Stage.open(speaking: English.languages, practising: true) { stage in
            let own = try await stage.ask(.owner, .get, "/briefs/{brief}/record?again={take}")
            #expect(own.text.contains(stage.path("name=\"again\" value=\"{take}\"")))
            for (visitor, again) in [(Visitor.performer, "{take}"), (.owner, "take_gone"), (.mate, "{take}")] {
                let page = try await stage.ask(visitor, .get, "/briefs/{brief}/record?again=\(again)")
                #expect(page.status == 200)
                #expect(!page.text.contains(stage.path(again)))
            }
        }
    }

    @Test func aRubricOfAnotherTeamDoesNotCloseTheBrief() async throws {
        try await Stage.open(speaking: English.languages, practising: true) { stage in
            let performer = try await Self.actor(.performerX, stage)
            let rubric = try await stage.services.rubrics.write(
                try RubricInput(
                    title: "Elsewhere", criteria: [CriterionInput(title: "a", levels: ["a", "b", "c", "d"])]),
                by: performer
            ).rubric
            // As it was before rubrics had to be of the team of the brief.
            let id: ID<Brief> = ID(stage.ids["brief"] ?? "")
            try await stage.database.write { connection in
                guard var brief = try BriefStore(connection).find(id) else { throw Problem.notFound }
                brief.content.rubric = rubric.id
                _ = try BriefStore(connection).update(brief, expecting: brief.version)
            }
            let page = try await stage.ask(.mate, .get, "/briefs/{brief}")
            #expect(page.status == 200)
            #expect(!page.text.contains("Elsewhere"))
        }
    }
}
