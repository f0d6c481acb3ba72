import Domain
import Rehearsal
import Services
import Testing

/// Doing it again: asked for in a comment, and two takes beside each other.
struct AgainTests {
    private static func comment(
        on take: Take, by actor: Actor, _ stage: Stage, isPrivate: Bool = false
    ) async throws -> ID<FeedbackComment> {
        let given = try await stage.services.feedback.give(
            try NewFeedback(text: "You answered at once.", alternative: "Ask back.", isPrivate: isPrivate),
            on: take.clip, by: actor)
        return try #require(given.thread.comments.first).comment.id
    }

    @Test func whoAsksForAnotherTakeIsToldAndSeesIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let takes = stage.services.takes
            let brief = try await stage.brief(by: cast.performer)
            let first = try await stage.record(for: brief, by: cast.owner)
            _ = try await takes.submit(first.id, .none, to: cast.outsider.person.id, by: cast.owner)
            let comment = try await Self.comment(on: first, by: cast.outsider, stage)
            try await takes.askAgain(in: comment, by: cast.outsider)
            try await takes.askAgain(in: comment, by: cast.outsider)
            let asked = try await takes.again(first.id, by: cast.owner)
            #expect(asked.map(\.name) == ["Outsider"])
            #expect(asked.map(\.take) == [nil])
            let news = try await stage.services.news.list(of: cast.owner)
            #expect(news.filter { $0.news.what == "again" }.count == 1)

            stage.world.advance(seconds: 60)
            let second = try await stage.record("another", for: brief, again: first.id, by: cast.owner)
            _ = try await takes.submit(second.id, .none, to: cast.performer.person.id, by: cast.owner)
            #expect(try await takes.again(first.id, by: cast.owner).map(\.take) == [second.id])
            #expect(try await takes.show(second.id, by: cast.outsider).take.id == second.id)
            #expect(try await stage.services.news.list(of: cast.outsider).map(\.news.what).contains("did_again"))
        }
    }

    @Test func onlyWhoSaidItAsksForItAndOnlyOfATake() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let takes = stage.services.takes
            let brief = try await stage.brief(audience: .team, by: cast.performer)
            let take = try await stage.record(for: brief, by: cast.owner)
            _ = try await takes.submit(take.id, .none, by: cast.owner)
            let comment = try await Self.comment(on: take, by: cast.performer, stage)
            #expect(try await refusedCode { try await takes.askAgain(in: comment, by: cast.peer) } == "forbidden")
            let note = try await Self.comment(on: take, by: cast.performer, stage, isPrivate: true)
            #expect(try await refusedCode { try await takes.askAgain(in: note, by: cast.performer) } == "forbidden")
            let clip = try await stage.clip(of: cast.owner)
            let given = try await stage.services.feedback.give(
                try NewFeedback(text: "You answered at once."), on: clip, by: cast.performer)
            let onClip = try #require(given.thread.comments.first).comment.id
            #expect(try await refusedCode { try await takes.askAgain(in: onClip, by: cast.performer) } == "not_a_take")
        }
    }

    @Test func twoTakesStandBesideEachOtherWithWhatEachPersonSaw() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let takes = stage.services.takes
            let rubric = try await stage.services.rubrics.write(
                try RubricInput(
                    title: "Price", criteria: [CriterionInput(title: "Clarified", levels: ["a", "b", "c", "d"])]),
                by: cast.performer
            ).rubric
            let content = BriefContent(title: "Too expensive", rubric: rubric.id)
            let brief = try await stage.services.briefs.write(
                try BriefInput(content), isPublished: true, by: cast.performer
            ).brief
            func fill(_ take: Take, _ level: Int) async throws {
                _ = try await takes.score(
                    take.id,
                    try ScorecardInput(answers: [ScorecardAnswer(rubric.content.criteria[0].id, level)]),
                    by: cast.performer)
            }
            let first = try await stage.record(for: brief, by: cast.owner)
            _ = try await takes.submit(first.id, .none, by: cast.owner)
            try await fill(first, 2)
            stage.world.advance(seconds: 60)
            let second = try await stage.record("another", for: brief, again: first.id, by: cast.owner)
            #expect(
                try await refusal { try await takes.beside(first.id, by: cast.performer) } == .notFound)
            _ = try await takes.submit(second.id, .none, to: cast.performer.person.id, by: cast.owner)
            try await fill(second, 4)
            for id in [first.id, second.id] {
                let beside = try await takes.beside(id, by: cast.owner)
                #expect([beside.first.take.id, beside.second.take.id] == [first.id, second.id])
                #expect(beside.changes.map(\.criterion.title) == ["Clarified"])
                #expect(beside.changes.flatMap(\.people).map(\.before) == [2])
                #expect(beside.changes.flatMap(\.people).map(\.after) == [4])
            }
            #expect(
                try await refusal { try await takes.beside(first.id, with: first.id, by: cast.owner) } == .notFound)
        }
    }
}
