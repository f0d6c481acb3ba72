import Domain
import Rehearsal
import Services
import Testing

extension Stage {
    /// A published brief about price, of team A.
    func brief(
        _ title: String = "Too expensive", answers: [TakeKind] = TakeKind.allCases, audience: TakeAudience = .asked,
        by writer: Actor
    ) async throws -> Brief {
        let content = BriefContent(
            title: title, line: "You are too expensive", stage: ID("st.negotiate"), objection: ID("ob.price"),
            points: ["Ask back"], targetSeconds: 60, answers: answers, audience: audience)
        return try await services.briefs.write(try BriefInput(content), isPublished: true, by: writer).brief
    }
}

/// Writing briefs and changing them after they are published.
struct BriefTests {
    @Test func performersAndManagersWriteThem() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for writer in [cast.performer, cast.manager] { _ = try await stage.brief(by: writer) }
            #expect(try await refusedCode { try await stage.brief(by: cast.owner) } == "forbidden")
            let briefs = stage.services.briefs
            #expect(try await briefs.list(by: cast.owner).count == 2)
            #expect(try await briefs.list(by: cast.outsider).isEmpty)
        }
    }

    @Test func draftsAreTheirWriters() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let briefs = stage.services.briefs
            let draft = try await briefs.write(try BriefInput(BriefContent(title: "Soon")), by: cast.performer).brief
            #expect(try await briefs.list(.draft, by: cast.manager).map(\.brief.id) == [draft.id])
            #expect(try await briefs.list(.draft, by: cast.owner).isEmpty)
            #expect(try await refusal { try await briefs.show(draft.id, by: cast.owner) } == .notFound)
            _ = try await briefs.setState(.published, of: draft.id, by: cast.manager)
            #expect(try await briefs.show(draft.id, by: cast.owner).allowed == [.see, .record])
        }
    }

    @Test func whatItSaidIsKeptAndTakesKeepIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let briefs = stage.services.briefs
            let brief = try await stage.brief(by: cast.performer)
            let take = try await stage.services.takes.write("Compared to what?", for: brief.id, by: cast.owner)
            var content = brief.content
            content.title = "Way too expensive"
            let changed = try await briefs.edit(brief.id, try BriefInput(content), version: 1, by: cast.manager)
            #expect(changed.brief.version == 2)
            #expect(changed.brief.state == .published)
            let shown = try await stage.services.takes.show(take.take.id, by: cast.owner)
            #expect(shown.content.title == "Too expensive")
            #expect(shown.brief.content.title == "Way too expensive")
            #expect(try await briefs.versions(of: brief.id, by: cast.manager).map(\.number) == [2, 1])
            let restored = try await briefs.restore(1, of: brief.id, by: cast.performer)
            #expect(restored.brief.version == 3)
            #expect(restored.brief.content == brief.content)
        }
    }

    @Test func whoeverSavedMeanwhileIsNotUndone() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let brief = try await stage.brief(by: cast.performer)
            var content = brief.content
            content.line = "Too much"
            let input = try BriefInput(content)
            _ = try await stage.services.briefs.edit(brief.id, input, version: 1, by: cast.manager)
            content.line = "Too dear"
            let other = try BriefInput(content)
            let code = try await refusedCode {
                try await stage.services.briefs.edit(brief.id, other, version: 1, by: cast.performer)
            }
            #expect(code == "edited_meanwhile")
        }
    }

    @Test func whatIsChosenIsOnTheLists() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let problem = try await refusal {
                try await stage.services.briefs.write(
                    try BriefInput(
                        BriefContent(
                            title: "x", stage: ID("ob.price"), objection: ID("ob.nowhere"), persona: ID("st.negotiate"))
                    ),
                    by: cast.performer)
            }
            #expect(problem?.errors.map(\.field) == ["stage", "objection", "persona"])
        }
    }

    @Test func itsRubricIsOfItsOwnTeam() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let writer = try await stage.person("Both", role: .performer, in: "A", "B")
            let team = try #require(cast.owner.teams.first)
            let elsewhere = try #require(cast.outsider.teams.first)
            let input = try RubricInput(
                title: "x", criteria: [CriterionInput(title: "a", levels: ["a", "b", "c", "d"])])
            let rubrics = stage.services.rubrics
            let foreign = try await rubrics.write(input, team: elsewhere, by: writer).rubric
            let own = try await rubrics.write(input, team: team, by: writer).rubric
            let briefs = stage.services.briefs
            let wrong = try BriefInput(BriefContent(title: "Price", rubric: foreign.id))
            #expect(
                try await refusal { try await briefs.write(wrong, team: team, by: writer) }?.errors.map(\.field)
                    == ["rubric"])
            let right = try BriefInput(BriefContent(title: "Price", rubric: own.id))
            let brief = try await briefs.write(right, team: team, by: writer).brief
            for actor in [writer, cast.admin] {
                let problem = try await refusal { try await briefs.edit(brief.id, wrong, by: actor) }
                #expect(problem?.errors.map(\.field) == ["rubric"])
            }
            #expect(try await rubrics.find(own.id, by: cast.owner)?.rubric.id == own.id)
            #expect(try await rubrics.find(foreign.id, by: cast.owner) == nil)
        }
    }
}
